#include "render/frame_recorder.h"

#include <fmt/format.h>

#include <cctype>
#include <filesystem>

#include "render/png_file.h"
#include "render/video_encoder.h"

namespace mmdagent {
namespace {

// The place of a %d or %05d in a pattern: the only directives that are understood.
struct Directive {
  std::size_t first = std::string::npos;
  std::size_t length = 0;
  int width = 0;
  bool zeros = false;
};

Directive find_directive(const std::string& pattern) {
  for (std::size_t i = pattern.find('%'); i != std::string::npos; i = pattern.find('%', i + 1)) {
    std::size_t k = i + 1;
    const bool zeros = k < pattern.size() && pattern[k] == '0';
    int width = 0;
    while (k < pattern.size() && std::isdigit(static_cast<unsigned char>(pattern[k])) != 0 &&
           width < 100) {
      width = width * 10 + (pattern[k++] - '0');
    }
    if (k < pattern.size() && pattern[k] == 'd') return {i, k + 1 - i, width, zeros};
  }
  return {};
}

class PngSequence final : public FrameRecorder {
 public:
  explicit PngSequence(std::string pattern) : pattern_(std::move(pattern)) {}

  std::optional<std::string> add(const Image& image) override {
    return write_png(frame_path(pattern_, number_++), image);
  }
  std::optional<std::string> finish() override { return std::nullopt; }

 private:
  std::string pattern_;
  std::uint64_t number_ = 0;
};

}  // namespace

std::string frame_path(const std::string& pattern, std::uint64_t number) {
  const Directive directive = find_directive(pattern);
  if (directive.first != std::string::npos) {
    const std::string digits = directive.zeros ? fmt::format("{:0{}}", number, directive.width)
                                               : fmt::format("{:{}}", number, directive.width);
    return std::string(pattern).replace(directive.first, directive.length, digits);
  }
  const std::filesystem::path path(pattern);
  if (path.extension().empty()) return (path / fmt::format("frame{:05}.png", number)).string();
  std::filesystem::path numbered = path;
  numbered.replace_filename(
      fmt::format("{}{:05}{}", path.stem().string(), number, path.extension().string()));
  return numbered.string();
}

std::unique_ptr<FrameRecorder> start_recorder(const std::string& path, double frames_per_second,
                                              std::string& error) {
  if (std::filesystem::path(path).extension() == ".mp4") {
    return start_video(path, frames_per_second, error);
  }
  const std::filesystem::path folder = std::filesystem::path(frame_path(path, 0)).parent_path();
  std::error_code failure;
  if (!folder.empty()) std::filesystem::create_directories(folder, failure);
  if (failure) {
    error = fmt::format("{}: cannot be made: {}", folder.string(), failure.message());
    return nullptr;
  }
  return std::make_unique<PngSequence>(path);
}

}  // namespace mmdagent
