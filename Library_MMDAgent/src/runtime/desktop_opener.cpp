#include "runtime/desktop_opener.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstring>

namespace mmdagent {
namespace {

constexpr const char* program = "xdg-open";

// The child is a program of its own: no blocked signals, another session.
class Attributes {
 public:
  Attributes() {
    posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes_, &none);
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes_, &pipe);
    posix_spawnattr_setflags(&attributes_,
                             POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID);
  }
  ~Attributes() { posix_spawnattr_destroy(&attributes_); }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_;
};

// What the opened program says goes nowhere: standard output may be a conversation.
class NoStreams {
 public:
  NoStreams() {
    posix_spawn_file_actions_init(&actions_);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
      posix_spawn_file_actions_addopen(&actions_, stream, "/dev/null", O_RDWR, 0);
    }
  }
  ~NoStreams() { posix_spawn_file_actions_destroy(&actions_); }
  NoStreams(const NoStreams&) = delete;
  NoStreams& operator=(const NoStreams&) = delete;
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_;
};

}  // namespace

void DesktopOpener::open(const std::string& target) {
  if (children_.size() >= most_running) {
    log_(Level::error, fmt::format("{}: {}: {} others are being opened, no more are possible",
                                   program, target, most_running));
    return;
  }
  std::string name = program;
  std::string argument = target;
  std::array<char*, 3> arguments = {name.data(), argument.data(), nullptr};
  const Attributes attributes;
  const NoStreams streams;
  pid_t child = 0;
  const int error =
      posix_spawnp(&child, program, streams.get(), attributes.get(), arguments.data(), environ);
  if (error != 0) {
    log_(Level::error, fmt::format("{}: {}: {}", program, target, std::strerror(error)));
    return;
  }
  children_.push_back({child, target});
}

void DesktopOpener::step() {
  std::erase_if(children_, [this](const Child& child) { return ended(child); });
}

bool DesktopOpener::ended(const Child& child) const {
  int status = 0;
  const pid_t found = waitpid(child.process, &status, WNOHANG);
  if (found == 0) return false;
  if (found == child.process && (!WIFEXITED(status) || WEXITSTATUS(status) != 0)) {
    log_(Level::error, fmt::format("{}: {}: it could not be opened, status {}", program,
                                   child.target, WIFEXITED(status) ? WEXITSTATUS(status) : -1));
  }
  return true;
}

}  // namespace mmdagent
