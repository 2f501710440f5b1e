#include "child_exchange.h"

#include <poll.h>
#include <pthread.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

namespace process {
namespace {

using Clock = std::chrono::steady_clock;

// Writing to a child that has gone raises a signal, which must not end the program.
void block_broken_pipes() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

bool comes_again(int error) { return error == EAGAIN || error == EINTR; }

void write_some(const Descriptor& pipe, std::string_view& input) {
  const ssize_t count = write(pipe.get(), input.data(), input.size());
  if (count >= 0) {
    input.remove_prefix(static_cast<std::size_t>(count));
  } else if (!comes_again(errno)) {
    input = {};  // nobody reads it
  }
}

// False: the end.
bool read_some(const Descriptor& pipe, std::string& output) {
  char block[16'384];
  const ssize_t count = read(pipe.get(), block, sizeof(block));
  if (count > 0) output.append(block, static_cast<std::size_t>(count));
  return count > 0 || (count < 0 && comes_again(errno));
}

}  // namespace

std::optional<std::string> exchange(ChildProcess& child, std::string_view input,
                                    std::chrono::milliseconds patience) {
  block_broken_pipes();
  const Clock::time_point deadline = Clock::now() + patience;
  std::string output;
  while (true) {
    if (input.empty()) child.input.close();
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    if (left.count() <= 0) return std::nullopt;
    pollfd waits[] = {{child.output.get(), POLLIN, 0}, {child.input.get(), POLLOUT, 0}};
    const int ready = poll(waits, 2, static_cast<int>(left.count()));
    if (ready < 0 && errno != EINTR) return std::nullopt;
    if (ready <= 0) continue;
    if (waits[1].revents != 0) write_some(child.input, input);
    if (waits[0].revents != 0 && !read_some(child.output, output)) return output;
  }
}

}  // namespace process
