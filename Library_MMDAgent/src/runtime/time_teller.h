// When CURRENT_TIME is due, and what it says (host.md section 3.3).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace mmdagent {

class TimeTeller {
 public:
  enum class Zone : std::uint8_t { local, utc };

  explicit TimeTeller(Zone zone) : zone_(zone) {}

  // After each update that took `frames` of 1/30 s of the scene's time. The arguments `HH|MM` after
  // the first and then every 900 frames.
  std::optional<std::string> step(double frames, std::int64_t unix_nanoseconds);

 private:
  Zone zone_;
  double left_ = 0.0;  // frames
};

}  // namespace mmdagent
