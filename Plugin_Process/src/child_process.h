// A process with pipes to its standard input and output.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace process {

// A descriptor of the system, closed at the end; -1 is none.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
  ~Descriptor() { close(); }
  Descriptor(Descriptor&& other) noexcept : descriptor_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    if (this != &other) {
      close();
      descriptor_ = other.release();
    }
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int get() const { return descriptor_; }
  bool is_open() const { return descriptor_ >= 0; }
  void close() noexcept;
  int release() noexcept;

 private:
  int descriptor_ = -1;
};

// Any one thread. It leads a process group of its own, which is killed, and reaped, with this.
class ChildProcess {
 public:
  // Not started, and why.
  struct Failure {
    const char* step;  // "create pipe", "fork process", "exec process"
    int error;         // errno
  };

  // Where what it writes to standard error goes: where the host's does, or nowhere.
  enum class Errors : std::uint8_t { inherited, dropped };

  // Looks for words[0] in PATH. Neither pipe ever blocks this side.
  static std::unique_ptr<ChildProcess> start(const std::vector<std::string>& words,
                                             Failure& failure, Errors errors = Errors::inherited);
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  Descriptor input;   // its standard input, to write
  Descriptor output;  // its standard output, to read

  // Readable once the process has ended.
  int ended_descriptor() const { return ended_.get(); }
  // True when it has ended; it is then reaped, and what it left in its group gets SIGTERM.
  bool reap() noexcept;
  bool is_reaped() const { return reaped_; }

  // To the whole group, until it is reaped.
  void signal_group(int signal) noexcept;

 private:
  ChildProcess(pid_t process, Descriptor ended) : process_(process), ended_(std::move(ended)) {}

  pid_t process_;
  Descriptor ended_;
  bool reaped_ = false;
};

}  // namespace process
