#include "runtime/time_teller.h"

#include <fmt/format.h>

#include <ctime>

namespace mmdagent {
namespace {

constexpr double period = 900.0;  // frames
constexpr std::int64_t nanoseconds_per_second = 1'000'000'000;

}  // namespace

std::optional<std::string> TimeTeller::step(double frames, std::int64_t unix_nanoseconds) {
  left_ -= frames;
  if (left_ > 0.0) return std::nullopt;
  left_ += period;
  const auto seconds = static_cast<std::time_t>(unix_nanoseconds / nanoseconds_per_second);
  std::tm time{};
  if (zone_ == Zone::local) {
    localtime_r(&seconds, &time);
  } else {
    gmtime_r(&seconds, &time);
  }
  return fmt::format("{:02}|{:02}", time.tm_hour, time.tm_min);
}

}  // namespace mmdagent
