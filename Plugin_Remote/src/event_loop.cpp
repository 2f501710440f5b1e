#include "event_loop.h"

#include <boost/asio/bind_allocator.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <utility>

#include "handler_memory.h"

namespace mmdagent::remote {

namespace asio = boost::asio;
using Executor = asio::io_context::executor_type;
using Descriptor = asio::posix::basic_stream_descriptor<Executor>;
using SteadyTimer =
    asio::basic_waitable_timer<std::chrono::steady_clock,
                               asio::wait_traits<std::chrono::steady_clock>, Executor>;

EventLoop::EventLoop() : context_(std::make_unique<asio::io_context>(1)) {}
EventLoop::~EventLoop() = default;

void EventLoop::run_one() {
  context_->restart();
  context_->run_one();
}

void EventLoop::poll_one() {
  context_->restart();
  context_->poll_one();
}

// --- Watch ---------------------------------------------------------------------------------------

// Outlives its Watch until the last operation was given back; `handler` is null from then on.
struct Watch::State : std::enable_shared_from_this<State> {
  State(asio::io_context& context, int number, Handler& target)
      : descriptor(context, number), handler(&target) {}

  void wait(Descriptor::wait_type type, HandlerMemory& memory, bool& waiting,
            void (Handler::*call)()) {
    if (waiting) return;
    waiting = true;
    descriptor.async_wait(type, asio::bind_allocator(HandlerAllocator<void*>(memory),
                                                     [self = shared_from_this(), &waiting,
                                                      call](const boost::system::error_code&) {
                                                       waiting = false;
                                                       if (self->handler != nullptr)
                                                         (self->handler->*call)();
                                                     }));
  }

  Descriptor descriptor;
  Handler* handler;
  bool reading = false;
  bool writing = false;
  HandlerMemory read_memory;
  HandlerMemory write_memory;
};

Watch::Watch(EventLoop& loop, int descriptor, Handler& handler)
    : state_(std::make_shared<State>(loop.context(), descriptor, handler)) {}

Watch::~Watch() {
  state_->handler = nullptr;
  boost::system::error_code ignored;
  state_->descriptor.close(ignored);
}

int Watch::descriptor() const noexcept { return state_->descriptor.native_handle(); }

int Watch::release() noexcept {
  state_->handler = nullptr;
  return state_->descriptor.release();
}

void Watch::want_readable() {
  state_->wait(Descriptor::wait_read, state_->read_memory, state_->reading, &Handler::readable);
}

void Watch::want_writable() {
  state_->wait(Descriptor::wait_write, state_->write_memory, state_->writing, &Handler::writable);
}

// --- Timer ---------------------------------------------------------------------------------------

struct Timer::State : std::enable_shared_from_this<State> {
  State(asio::io_context& context, std::function<void()> target)
      : timer(context), call(std::move(target)) {}

  SteadyTimer timer;
  std::function<void()> call;
  HandlerMemory memory;
  std::size_t round = 0;  // counts starts and cancels: an older round's call does not count
  bool running = false;
};

Timer::Timer(EventLoop& loop, std::function<void()> call)
    : state_(std::make_shared<State>(loop.context(), std::move(call))) {}

Timer::~Timer() { cancel(); }

void Timer::start(std::chrono::milliseconds delay) {
  cancel();
  state_->running = true;
  state_->timer.expires_after(delay);
  state_->timer.async_wait(asio::bind_allocator(
      HandlerAllocator<void*>(state_->memory),
      [state = state_, round = state_->round](const boost::system::error_code&) {
        if (round != state->round || !state->running) return;
        state->running = false;
        state->call();
      }));
}

void Timer::cancel() noexcept {
  ++state_->round;
  if (!state_->running) return;
  state_->running = false;
  state_->timer.cancel();
}

bool Timer::running() const noexcept { return state_->running; }

}  // namespace mmdagent::remote
