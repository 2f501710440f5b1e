#include "alarm_clock.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstdint>
#include <ctime>
#include <system_error>

namespace variables {
namespace {

constexpr int retry_milliseconds = 5;

int made(int descriptor, const char* what) {
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), what);
  return descriptor;
}

}  // namespace

AlarmClock::Descriptor::~Descriptor() { close(descriptor_); }

AlarmClock::AlarmClock(std::function<bool()> ring)
    : ring_(std::move(ring)),
      timer_(made(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK), "timerfd_create")),
      end_(made(eventfd(0, EFD_CLOEXEC), "eventfd")),
      thread_([this] { run(); }) {}

AlarmClock::~AlarmClock() { end(); }

double AlarmClock::now() {
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

void AlarmClock::set(double time) {
  // Rounded up: an alarm never comes early. All zero would switch it off.
  const auto nanoseconds = static_cast<std::int64_t>(std::ceil(std::max(time, 1e-9) * 1e9));
  itimerspec alarm{};
  alarm.it_value.tv_sec = nanoseconds / 1'000'000'000;
  alarm.it_value.tv_nsec = nanoseconds % 1'000'000'000;
  timerfd_settime(timer_.get(), TFD_TIMER_ABSTIME, &alarm, nullptr);
}

void AlarmClock::clear() {
  const itimerspec none{};
  timerfd_settime(timer_.get(), 0, &none, nullptr);
}

void AlarmClock::end() {
  if (!thread_.joinable()) return;
  eventfd_write(end_.get(), 1);
  thread_.join();
}

void AlarmClock::run() {
  bool rings = false;
  while (true) {
    std::array<pollfd, 2> waits{pollfd{end_.get(), POLLIN, 0}, pollfd{timer_.get(), POLLIN, 0}};
    poll(waits.data(), waits.size(), rings ? retry_milliseconds : -1);
    if (waits[0].revents != 0) return;
    std::uint64_t times = 0;
    if (read(timer_.get(), &times, sizeof times) == sizeof times) rings = true;
    if (rings) rings = !ring_();
  }
}

}  // namespace variables
