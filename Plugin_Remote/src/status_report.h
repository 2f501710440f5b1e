// What the connection knows of itself, for REMOTE_STATUS and for the log.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace mmdagent::remote {

// How long received bytes waited until the last line in them was handed to the runtime.
class InputLatency {
 public:
  void add(std::chrono::nanoseconds time) noexcept {
    ++count_;
    sum_ += time;
    if (time > longest_) longest_ = time;
  }
  double mean_us() const noexcept;
  double longest_us() const noexcept;

 private:
  std::uint64_t count_ = 0;
  std::chrono::nanoseconds sum_{0};
  std::chrono::nanoseconds longest_{0};
};

struct PeerStatus {
  std::string name;
  bool is_websocket = false;
  bool is_accepted = false;
  double seconds = 0.0;  // since it is connected
  std::uint64_t received_bytes = 0;
  std::uint64_t received_messages = 0;
  std::uint64_t dropped_lines = 0;  // received, and not passed on
  std::uint64_t waiting_bytes = 0;  // received, and not yet handed over
  std::uint64_t sent_bytes = 0;
  std::uint64_t sent_lines = 0;
  std::uint64_t skipped_lines = 0;  // because it does not read
  std::uint64_t backlog_bytes = 0;  // to be sent
  InputLatency latency;
  double round_trip_us = 0.0;  // of the network, as the system estimates it
};

struct RemoteStatus {
  std::uint16_t port = 0;        // that is listened on; 0: none
  std::uint64_t reconnects = 0;  // of client mode
  std::vector<PeerStatus> peers;
};

// One JSON object without line breaks and without the character that separates arguments.
std::string status_json(const RemoteStatus& status);

}  // namespace mmdagent::remote
