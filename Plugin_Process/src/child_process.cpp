#include "child_process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <utility>

namespace process {
namespace {

struct Pipe {
  Descriptor read;
  Descriptor write;

  bool open() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    read = Descriptor(ends[0]);
    write = Descriptor(ends[1]);
    return true;
  }
};

// The set-up of a start; the system's objects are freed with it.
class Preparation {
 public:
  Preparation(int input, int output, ChildProcess::Errors errors) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawnattr_init(&attributes_);
    posix_spawn_file_actions_adddup2(&actions_, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
    if (errors == ChildProcess::Errors::dropped) {
      posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    }
    posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
    // Signals as a shell would leave them, whatever this program does with its own.
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~Preparation() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  Preparation(const Preparation&) = delete;
  Preparation& operator=(const Preparation&) = delete;

  int spawn(pid_t& process, const std::vector<std::string>& words) {
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    return posix_spawnp(&process, arguments[0], &actions_, &attributes_, arguments.data(), environ);
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

bool make_nonblocking(const Descriptor& descriptor) {
  return fcntl(descriptor.get(), F_SETFL, O_NONBLOCK) == 0;
}

// Readable once the process has ended; closed on exec.
Descriptor ended_descriptor_of(pid_t process) {
  return Descriptor(static_cast<int>(syscall(SYS_pidfd_open, process, 0)));
}

}  // namespace

void Descriptor::close() noexcept {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
}

int Descriptor::release() noexcept { return std::exchange(descriptor_, -1); }

std::unique_ptr<ChildProcess> ChildProcess::start(const std::vector<std::string>& words,
                                                  Failure& failure, Errors errors) {
  Pipe to_child;
  Pipe from_child;
  if (!to_child.open() || !from_child.open() || !make_nonblocking(to_child.write) ||
      !make_nonblocking(from_child.read)) {
    failure = {"create pipe", errno};
    return nullptr;
  }
  if (words.empty() || words[0].empty()) {
    failure = {"exec process", ENOENT};
    return nullptr;
  }
  pid_t process = -1;
  const int error =
      Preparation(to_child.read.get(), from_child.write.get(), errors).spawn(process, words);
  if (error != 0) {
    const bool no_process = error == EAGAIN || error == ENOMEM;
    failure = {no_process ? "fork process" : "exec process", error};
    return nullptr;
  }
  std::unique_ptr<ChildProcess> child(new ChildProcess(process, ended_descriptor_of(process)));
  if (!child->ended_.is_open()) {
    failure = {"fork process", errno};
    return nullptr;
  }
  child->input = std::move(to_child.write);
  child->output = std::move(from_child.read);
  return child;
}

ChildProcess::~ChildProcess() {
  if (reaped_) return;
  signal_group(SIGKILL);
  waitpid(process_, nullptr, 0);
}

bool ChildProcess::reap() noexcept {
  if (reaped_) return true;
  siginfo_t info{};
  if (waitid(P_PID, static_cast<id_t>(process_), &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
      info.si_pid == 0) {
    return false;
  }
  // Before the number of the group, which is that of its leader, is free for others.
  signal_group(SIGTERM);
  waitpid(process_, nullptr, 0);
  reaped_ = true;
  return true;
}

void ChildProcess::signal_group(int signal) noexcept {
  if (!reaped_) kill(-process_, signal);
}

}  // namespace process
