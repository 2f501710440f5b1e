#include "runtime/stop_signals.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <system_error>

namespace mmdagent {
namespace {

constexpr int second_signal_status = 130;

sigset_t stop_set() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

}  // namespace

StopSignals::StopSignals(std::function<void()> first) : first_(std::move(first)) {
  std::signal(SIGPIPE, SIG_IGN);
  const sigset_t set = stop_set();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  const int descriptor = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "signalfd");
  thread_ = std::thread([this, descriptor] { run(descriptor); });
}

StopSignals::~StopSignals() {
  end_.signal();
  thread_.join();
}

void StopSignals::run(int descriptor) {
  int received = 0;
  std::array<pollfd, 2> waited{{{descriptor, POLLIN, 0}, {end_.descriptor(), POLLIN, 0}}};
  while (true) {
    poll(waited.data(), waited.size(), -1);
    signalfd_siginfo information{};
    while (read(descriptor, &information, sizeof information) == sizeof information) {
      if (++received > 1) _exit(second_signal_status);
      first_();
    }
    if ((waited[1].revents & POLLIN) != 0) break;
  }
  close(descriptor);
}

}  // namespace mmdagent
