// A Linux eventfd: one thread sleeps on it in poll, any thread or signal handler rings it.
#pragma once

namespace mmdagent {

class EventFd {
 public:
  EventFd();  // throws std::system_error when the process is out of descriptors
  ~EventFd();
  EventFd(const EventFd&) = delete;
  EventFd& operator=(const EventFd&) = delete;

  // Makes the descriptor readable. Never blocks; safe in a signal handler.
  void signal() const;
  // Makes it unreadable again. Never blocks.
  void clear() const;
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

}  // namespace mmdagent
