#include "wake_signal.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <system_error>

namespace mmdagent::remote {

WakeSignal::WakeSignal() : descriptor_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
}

WakeSignal::~WakeSignal() { ::close(descriptor_); }

void WakeSignal::notify() noexcept {
  if (pending_.exchange(true)) return;
  const std::uint64_t one = 1;
  // Cannot fail but by a full counter, which is readable all the same.
  [[maybe_unused]] const auto written = ::write(descriptor_, &one, sizeof(one));
}

Wake WakeSignal::feed_wake() noexcept {
  return {[](void* signal) noexcept { static_cast<WakeSignal*>(signal)->notify(); }, this};
}

Wake WakeSignal::space_wake() noexcept {
  return {[](void* context) noexcept {
            auto* signal = static_cast<WakeSignal*>(context);
            signal->space_.store(true);
            signal->notify();
          },
          this};
}

void WakeSignal::drain() noexcept {
  std::uint64_t count = 0;
  [[maybe_unused]] const auto bytes = ::read(descriptor_, &count, sizeof(count));
  pending_.exchange(false);
}

}  // namespace mmdagent::remote
