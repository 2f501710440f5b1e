#include "yardsticks.h"

#include <algorithm>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>
#include <memory>

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_PNG
#define STBI_NO_STDIO
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb/stb_image.h>
#pragma GCC diagnostic pop

namespace {

constexpr double recorded_milliseconds = 130.0;
constexpr double recorded_megapixels = 12.6;

}  // namespace

double thread_milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

std::size_t read_and_count_lines(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary | std::ios::ate);
  const auto size = static_cast<std::size_t>(stream.tellg());
  const auto bytes = std::make_unique_for_overwrite<char[]>(size);
  stream.seekg(0).read(bytes.get(), static_cast<std::streamsize>(size));
  std::size_t lines = 0;
  const char* end = bytes.get() + size;
  for (const char* at = bytes.get(); at < end; ++lines) {
    const void* feed = std::memchr(at, '\n', static_cast<std::size_t>(end - at));
    at = feed == nullptr ? end : static_cast<const char*>(feed) + 1;
  }
  return lines;
}

ImageYardstick::ImageYardstick(const std::vector<std::filesystem::path>& images) {
  for (const std::filesystem::path& path : images) {
    std::ifstream stream(path, std::ios::binary);
    files_.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
  }
}

void ImageYardstick::measure() {
  const double start = thread_milliseconds();
  double pixels = 0.0;
  for (const auto& file : files_) {
    int width = 0;
    int height = 0;
    int channels = 0;
    stbi_image_free(stbi_load_from_memory(file.data(), static_cast<int>(file.size()), &width,
                                          &height, &channels, 4));
    pixels += static_cast<double>(width) * height;
  }
  times_.push_back(thread_milliseconds() - start);
  best_ = std::min(best_, times_.back());
  megapixels_ = pixels / 1e6;
}

double ImageYardstick::median_scale() const {
  std::vector<double> sorted = times_;
  std::ranges::sort(sorted);
  return scale_of(sorted[sorted.size() / 2]);
}

double ImageYardstick::scale_of(double milliseconds) const {
  return (milliseconds / megapixels_) / (recorded_milliseconds / recorded_megapixels);
}
