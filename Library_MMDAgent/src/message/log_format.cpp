#include "message/log_format.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <ctime>

#include "message/module_table.h"
#include "message/outbound_reader.h"

namespace mmdagent {
namespace {

constexpr std::int64_t nanoseconds_per_second = 1'000'000'000;
constexpr std::int64_t nanoseconds_per_millisecond = 1'000'000;

void append_number(std::string& out, std::uint64_t number) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

}  // namespace

std::string_view level_name(Level level) {
  switch (level) {
    case Level::error:
      return "Error";
    case Level::warning:
      return "Warning";
    case Level::status:
      return "Status";
    case Level::debug:
      return "Debug";
    case Level::sent:
      return "Sent";
    case Level::captured:
      return "Captured";
    case Level::none:
      break;
  }
  return {};
}

void LogFormatter::set_second(std::int64_t second) {
  second_ = second;
  const auto time = static_cast<std::time_t>(second);
  std::tm parts{};
  if (clock_ == LogClock::local) {
    localtime_r(&time, &parts);
  } else {
    gmtime_r(&time, &parts);
  }
  const int length = std::snprintf(stamp_.data(), stamp_.size(), "[%4d/%02d/%02d %02d:%02d:%02d.",
                                   parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                                   parts.tm_hour, parts.tm_min, parts.tm_sec);
  stamp_length_ = static_cast<std::size_t>(length);
}

void LogFormatter::append(const OutboundRecord& record, const ModuleTable& modules,
                          std::string& out) {
  std::int64_t second = record.time / nanoseconds_per_second;
  std::int64_t rest = record.time % nanoseconds_per_second;
  if (rest < 0) {
    --second;
    rest += nanoseconds_per_second;
  }
  if (second != second_) set_second(second);
  out.append(stamp_.data(), stamp_length_);
  const auto milliseconds = static_cast<unsigned>(rest / nanoseconds_per_millisecond);
  out.push_back(static_cast<char>('0' + milliseconds / 100));
  out.push_back(static_cast<char>('0' + milliseconds / 10 % 10));
  out.push_back(static_cast<char>('0' + milliseconds % 10));
  out.append("] [");
  append_number(out, record.tick);
  out.append("] ");
  const std::string_view module = modules.name(record.module);
  if (module.empty()) {
    out.append("MMDAgent: Error: InternalError: unknown module id = ");
    append_number(out, record.module);
    out.push_back('\n');
    return;
  }
  out.append(module).append(": ").append(level_name(record.level)).append(": ");
  out.append(record.line);
}

}  // namespace mmdagent
