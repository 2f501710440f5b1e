#include "runtime/status_line.h"

#include <fmt/format.h>

#include <iterator>

namespace mmdagent {

void StatusLine::measure(std::uint64_t pictures, double seconds) {
  const double passed = seconds - measured_at_;
  if (passed < 1.0) return;
  rate_ = static_cast<double>(pictures - measured_pictures_) / passed;
  measured_at_ = seconds;
  measured_pictures_ = pictures;
}

std::string_view StatusLine::text(const PictureStatistics& pictures, double seconds,
                                  const RenderOptions& options, bool held) {
  measure(pictures.pictures, seconds);
  text_.clear();
  const auto out = std::back_inserter(text_);
  fmt::format_to(out, "{:5.1f}fps ", rate_);
  if (pictures.samples > 0) {
    fmt::format_to(out, "{}x MSAA", pictures.samples);
  } else {
    fmt::format_to(out, "No AA");
  }
  if (pictures.glows) fmt::format_to(out, " [AL{:.1f}]", options.bloom);
  if (options.shadow) fmt::format_to(out, "{}", options.shadow_mapping ? " SM" : " S");
  if (options.diffusion && options.diffusion_intensity != 0.0F) {
    fmt::format_to(out, " [DF{:.1f}|{:.1f}]", options.diffusion_intensity, options.diffusion_scale);
  }
  if (held) text_ += " <<HOLD>>";
  return text_;
}

}  // namespace mmdagent
