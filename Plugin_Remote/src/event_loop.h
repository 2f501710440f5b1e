// The one place that knows Boost.Asio: readiness of descriptors and timers, on one thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace boost::asio {
class io_context;
}

namespace mmdagent::remote {

// Everything made on a loop is used and destroyed by the thread that runs it, and before it.
class EventLoop {
 public:
  EventLoop();
  ~EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  // Waits for something to happen and handles it.
  void run_one();
  // Handles one thing that is ready, if there is any; never waits.
  void poll_one();

  boost::asio::io_context& context() noexcept { return *context_; }

 private:
  std::unique_ptr<boost::asio::io_context> context_;
};

// One descriptor on the loop. Owns it: the destructor closes it, and no call comes afterwards.
// Waiting again after each call costs no allocation.
class Watch {
 public:
  class Handler {
   public:
    // The descriptor is readable (writable), or its peer hung up, or it failed: one call for each
    // want_…(). It may destroy the Watch.
    virtual void readable() = 0;
    virtual void writable() = 0;

   protected:
    ~Handler() = default;
  };

  Watch(EventLoop& loop, int descriptor, Handler& handler);
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  int descriptor() const noexcept;
  // Gives the descriptor to the caller; the Watch is of no use afterwards.
  int release() noexcept;
  void want_readable();  // no effect while the same wish is open
  void want_writable();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

// Calls once when the time is over, unless it was started again or cancelled before.
class Timer {
 public:
  Timer(EventLoop& loop, std::function<void()> call);
  ~Timer();
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

  void start(std::chrono::milliseconds delay);
  void cancel() noexcept;
  bool running() const noexcept;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace mmdagent::remote
