#include "render/video_encoder.h"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

namespace mmdagent {
namespace {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { reset(); }
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    reset();
    number_ = std::exchange(other.number_, -1);
    return *this;
  }
  int number() const { return number_; }
  void reset() {
    if (number_ >= 0) close(std::exchange(number_, -1));
  }

 private:
  int number_ = -1;
};

std::string program_on_path(std::string_view name) {
  const char* const path = std::getenv("PATH");
  std::string_view rest = path == nullptr ? "" : path;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(':'), rest.size());
    const std::string candidate = fmt::format("{}/{}", rest.substr(0, end), name);
    if (access(candidate.c_str(), X_OK) == 0) return candidate;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return {};
}

class VideoEncoder final : public FrameRecorder {
 public:
  VideoEncoder(std::string program, std::string path, double frames_per_second)
      : program_(std::move(program)),
        path_(std::move(path)),
        frames_per_second_(frames_per_second) {}

  ~VideoEncoder() override { finish(); }

  std::optional<std::string> add(const Image& image) override {
    if (process_ == 0) {
      if (auto error = start(image)) return error;
    }
    if (image.width != width_ || image.height != height_) {
      return fmt::format("{}: the picture's size changed from {} x {} to {} x {} while recording",
                         path_, width_, height_, image.width, image.height);
    }
    std::size_t sent = 0;
    while (sent < image.rgba.size()) {
      // A socket instead of a pipe, so that an encoder that ended is an error and not a signal.
      const ssize_t count =
          send(input_.number(), image.rgba.data() + sent, image.rgba.size() - sent, MSG_NOSIGNAL);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) {
        const std::string reason = std::strerror(errno);
        if (auto error = finish()) return error;
        return fmt::format("{}: ffmpeg takes no more pictures: {}", path_, reason);
      }
      sent += static_cast<std::size_t>(count);
    }
    return std::nullopt;
  }

  std::optional<std::string> finish() override {
    input_.reset();
    if (process_ == 0) return std::nullopt;
    int status = 0;
    while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    process_ = 0;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return std::nullopt;
    return fmt::format("{}: ffmpeg failed with status {}", path_,
                       WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  }

 private:
  std::optional<std::string> start(const Image& image) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
      return fmt::format("{}: no channel to ffmpeg: {}", path_, std::strerror(errno));
    }
    input_ = Descriptor(ends[0]);
    const Descriptor theirs(ends[1]);
    width_ = image.width;
    height_ = image.height;
    // yuv420p plays everywhere and needs even sides.
    std::vector<std::string> words{program_,   "-loglevel",
                                   "error",    "-y",
                                   "-f",       "rawvideo",
                                   "-pix_fmt", "rgba",
                                   "-s",       fmt::format("{}x{}", width_, height_),
                                   "-r",       fmt::format("{}", frames_per_second_),
                                   "-i",       "-",
                                   "-vf",      "crop=trunc(iw/2)*2:trunc(ih/2)*2",
                                   "-pix_fmt", "yuv420p",
                                   path_};
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, theirs.number(), STDIN_FILENO);
    const int failure =
        posix_spawn(&process_, program_.c_str(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failure == 0) return std::nullopt;
    process_ = 0;
    return fmt::format("{}: ffmpeg cannot be started: {}", path_, std::strerror(failure));
  }

  std::string program_;
  std::string path_;
  double frames_per_second_;
  int width_ = 0;
  int height_ = 0;
  Descriptor input_;
  pid_t process_ = 0;
};

}  // namespace

std::unique_ptr<FrameRecorder> start_video(const std::string& path, double frames_per_second,
                                           std::string& error) {
  std::string program = program_on_path("ffmpeg");
  if (program.empty()) {
    error =
        fmt::format("{}: recording video needs the program ffmpeg, which is not on the PATH", path);
    return nullptr;
  }
  return std::make_unique<VideoEncoder>(std::move(program), path, frames_per_second);
}

}  // namespace mmdagent
