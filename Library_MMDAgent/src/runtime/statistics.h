// What the agent counts about itself; printed by --print-stats.
#pragma once

#include <cstdint>
#include <string>

#include "runtime/picture_sink.h"

namespace mmdagent {

// Agent thread only.
class Statistics {
 public:
  // One update that should have begun `late_seconds` ago (negative counts as on time).
  void count_update(double late_seconds);
  void count_message() { ++messages_; }

  std::uint64_t updates() const { return updates_; }
  std::uint64_t messages() const { return messages_; }
  // Share of the updates that began within on_time_seconds of their deadline, 0..1; 1 with no
  // update.
  double on_time_share() const;

  // What a picture costs, to be put behind line().
  static std::string picture_line(const PictureStatistics& pictures);

  // One line of `key=value` pairs, without line end. `seconds` is how long the run has lasted.
  std::string line(double seconds) const;

  // An update that begins later than this is not on time.
  static constexpr double on_time_seconds = 0.004;

 private:
  std::uint64_t updates_ = 0;
  std::uint64_t on_time_ = 0;
  std::uint64_t messages_ = 0;
  double latest_seconds_ = 0.0;
};

}  // namespace mmdagent
