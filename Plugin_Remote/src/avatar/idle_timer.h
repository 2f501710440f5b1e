// Tells when a peer has been silent for a while, and when it is heard again.
#pragma once

#include <cstdint>

namespace mmdagent::remote {

// Agent thread.
class IdleTimer {
 public:
  enum class Event : std::uint8_t { none, start, stop };

  // `received`: what the peer has sent so far, in any measure that grows.
  Event step(double frames, std::uint64_t received) noexcept {
    if (received != received_) {
      received_ = received;
      silent_ = 0.0;
      if (!idle_) return Event::none;
      idle_ = false;
      return Event::stop;
    }
    silent_ += frames;
    if (idle_ || silent_ < idle_frames) return Event::none;
    idle_ = true;
    return Event::start;
  }

 private:
  static constexpr double idle_frames = 450.0;  // 15 s

  std::uint64_t received_ = 0;
  double silent_ = 0.0;
  bool idle_ = false;
};

}  // namespace mmdagent::remote
