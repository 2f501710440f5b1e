#include "runtime/url_opener.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "options/key_value_store.h"

namespace mmdagent {
namespace {

constexpr std::string_view variable = "_RequestedURL";
constexpr std::string_view nothing = "NO";
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

// What a browser says goes nowhere: standard output may be a conversation.
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

void UrlOpener::step() {
  reap();
  if (!values_.contains(variable)) return;
  const std::string address = values_.value(variable, nothing);
  if (address == nothing || address.empty()) return;
  values_.set(variable, nothing);
  open(address);
}

void UrlOpener::open(const std::string& address) {
  if (!address.starts_with("http://") && !address.starts_with("https://")) {
    log_(Level::error,
         fmt::format("{}: expected an address of http or https, got \"{}\"", variable, address));
    return;
  }
  std::string name = program;
  std::string argument = address;
  std::array<char*, 3> arguments = {name.data(), argument.data(), nullptr};
  const Attributes attributes;
  const NoStreams streams;
  pid_t child = 0;
  const int error =
      posix_spawnp(&child, program, streams.get(), attributes.get(), arguments.data(), environ);
  if (error != 0) {
    log_(Level::error, fmt::format("{}: {}: {}", program, address, std::strerror(error)));
    return;
  }
  children_.push_back(child);
}

void UrlOpener::reap() {
  std::erase_if(children_, [](pid_t child) { return waitpid(child, nullptr, WNOHANG) != 0; });
}

}  // namespace mmdagent
