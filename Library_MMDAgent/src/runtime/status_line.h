// The line at the top of a window: pictures per second and how they are drawn (host.md
// section 5.4).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "render/snapshot.h"
#include "runtime/picture_sink.h"

namespace mmdagent {

// Agent thread only.
class StatusLine {
 public:
  // The line after some picture; the view holds until the next call. `seconds` of the run; the rate
  // is that of the last whole second or more, 0 before. `held`: the scene stands still by a key.
  std::string_view text(const PictureStatistics& pictures, double seconds,
                        const RenderOptions& options, bool held);

 private:
  void measure(std::uint64_t pictures, double seconds);

  std::string text_;
  double rate_ = 0.0;
  double measured_at_ = 0.0;
  std::uint64_t measured_pictures_ = 0;
};

}  // namespace mmdagent
