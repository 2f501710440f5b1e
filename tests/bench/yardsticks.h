// What the figures of bench_model are measured by: the reference's figures carried to this machine.
#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

// Milliseconds of the reference on the machine where it was recorded, one displayed frame of 1/60 s
// under 02_laugh, one thread.
struct ReferenceFigures {
  double motion;  // motion, bones, IK and morphs
  double skin;
};

// Plain PMD: 0.050 + 0.008.
inline constexpr ReferenceFigures plain_reference{0.058, 0.332};
// Extended bones: recorded for frames of 1/30 s, where all but physics takes 0.55, of which 0.336
// is skinning and 0.009 morphs, once a frame; motion runs twice as often in that time.
inline constexpr ReferenceFigures extended_reference{(0.55 - 0.336 - 0.009) / 2 + 0.009, 0.332};

// Processor time of the calling thread: for what lasts too long to be undisturbed once in a few
// rounds.
double thread_milliseconds();

// The least that a reader of a file of lines does: get it, look at all of it.
std::size_t read_and_count_lines(const std::filesystem::path& path);

// Decodes images with stb_image on this thread, again and again.
class ImageYardstick {
 public:
  explicit ImageYardstick(const std::vector<std::filesystem::path>& images);

  void measure();
  double best_milliseconds() const { return best_; }
  double megapixels() const { return megapixels_; }
  // This machine's time over that of the recording machine, for the same pixels: the best time of
  // all.
  double scale() const { return scale_of(best_); }
  // The same by the median since begin(): beside figures that are medians themselves.
  void begin() { times_.clear(); }
  double median_scale() const;

 private:
  double scale_of(double milliseconds) const;

  std::vector<std::vector<unsigned char>> files_;
  std::vector<double> times_;
  double megapixels_ = 0.0;
  double best_ = 1e9;
};
