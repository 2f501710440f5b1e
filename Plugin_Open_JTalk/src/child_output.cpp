#include "child_output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <system_error>
#include <utility>

extern char** environ;

namespace open_jtalk {
namespace {

using Clock = std::chrono::steady_clock;

std::string reason(int number) { return std::generic_category().message(number); }

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  ~Descriptor() { reset(); }
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    if (this != &other) {
      reset();
      number_ = std::exchange(other.number_, -1);
    }
    return *this;
  }

  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }
  void reset() {
    if (number_ >= 0) close(std::exchange(number_, -1));
  }

 private:
  int number_;
};

struct Pipe {
  Descriptor read, write;

  bool open() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    read = Descriptor(ends[0]);
    write = Descriptor(ends[1]);
    return true;
  }
};

// 0, or why not.
int spawn(const std::vector<std::string>& arguments, int input, int output, pid_t& child) {
  std::vector<char*> pointers;
  for (const std::string& argument : arguments) {
    pointers.push_back(const_cast<char*>(argument.c_str()));
  }
  pointers.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  const int result =
      posix_spawnp(&child, pointers[0], &actions, &attributes, pointers.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return result;
}

// Writing to a child that has gone raises a signal, which must not end the program.
void block_broken_pipes() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

// Feeds `input` and collects the output until its end. False at the deadline.
bool exchange(Descriptor& to_child, int from_child, std::string_view input, std::string& output,
              Clock::time_point deadline) {
  fcntl(to_child.number(), F_SETFL, O_NONBLOCK);
  while (true) {
    if (input.empty()) to_child.reset();
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    pollfd waits[] = {{from_child, POLLIN, 0}, {to_child.number(), POLLOUT, 0}};
    const int ready = left.count() <= 0 ? 0 : poll(waits, 2, static_cast<int>(left.count()));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return false;
    if (waits[1].revents != 0) {
      const ssize_t count = write(to_child.number(), input.data(), input.size());
      input.remove_prefix(count > 0 ? static_cast<std::size_t>(count) : 0);
      if (count < 0 && errno != EAGAIN && errno != EINTR) input = {};
    }
    if (waits[0].revents == 0) continue;
    char block[16'384];
    const ssize_t count = read(from_child, block, sizeof(block));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return true;
    output.append(block, static_cast<std::size_t>(count));
  }
}

}  // namespace

std::optional<std::string> output_of(const std::vector<std::string>& arguments,
                                     const std::string& input, int seconds, std::string& error) {
  block_broken_pipes();
  Pipe in, out;
  if (!in.open() || !out.open()) {
    error = "cannot make a pipe: " + reason(errno);
    return std::nullopt;
  }
  pid_t child = 0;
  if (const int failure = spawn(arguments, in.read.number(), out.write.number(), child)) {
    error = fmt::format("cannot run \"{}\": {}", arguments[0], reason(failure));
    return std::nullopt;
  }
  in.read.reset();
  out.write.reset();
  std::string output;
  const bool ended = exchange(in.write, out.read.number(), input, output,
                              Clock::now() + std::chrono::seconds(seconds));
  if (!ended) kill(child, SIGKILL);
  while (waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
  if (ended) return output;
  error = fmt::format("\"{}\" did not end within {} s", arguments[0], seconds);
  return std::nullopt;
}

}  // namespace open_jtalk
