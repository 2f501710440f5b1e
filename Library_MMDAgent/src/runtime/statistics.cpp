#include "runtime/statistics.h"

#include <fmt/format.h>

#include <algorithm>

namespace mmdagent {

void Statistics::count_update(double late_seconds) {
  ++updates_;
  if (late_seconds <= on_time_seconds) ++on_time_;
  latest_seconds_ = std::max(latest_seconds_, late_seconds);
}

double Statistics::on_time_share() const {
  if (updates_ == 0) return 1.0;
  return static_cast<double>(on_time_) / static_cast<double>(updates_);
}

std::string Statistics::line(double seconds) const {
  const double rate = seconds > 0.0 ? static_cast<double>(updates_) / seconds : 0.0;
  return fmt::format(
      "stats seconds={:.2f} updates={} updates_per_second={:.2f} on_time={:.5f} latest_ms={:.3f} "
      "messages={}",
      seconds, updates_, rate, on_time_share(), latest_seconds_ * 1000.0, messages_);
}

std::string Statistics::picture_line(const PictureStatistics& pictures) {
  return fmt::format(
      " pictures={} picture_cpu_ms={:.2f} picture_gpu_ms={:.2f} samples={} uploaded_bytes={}",
      pictures.pictures, pictures.cpu_milliseconds, pictures.gpu_milliseconds, pictures.samples,
      pictures.uploaded_bytes);
}

}  // namespace mmdagent
