#include "script_thread.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <system_error>
#include <utility>

#include "MMDAgent/Host.h"
#include "anyscript_limits.h"
#include "command_words.h"

namespace anyscript {
namespace {

using mmdagent::Level;
using std::chrono::milliseconds;

constexpr milliseconds for_ever{60'000};

process::Descriptor made_event() {
  const int descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
  return process::Descriptor(descriptor);
}

milliseconds until(Clock::time_point time) {
  const auto left = std::chrono::ceil<milliseconds>(time - Clock::now());
  return std::max(left, milliseconds(0));
}

}  // namespace

ScriptThread::ScriptThread(mmdagent::Host& host, ScriptOptions options)
    : host_(host),
      options_(std::move(options)),
      kind_(options_.all_log ? mmdagent::FeedKind::log_lines : mmdagent::FeedKind::messages),
      wake_(made_event()) {
  const mmdagent::Wake wake{[](void* self) noexcept { static_cast<ScriptThread*>(self)->wake(); },
                            this};
  host_.set_space_wake(wake);
  for (std::size_t i = 0; i < options_.commands.size(); ++i) {
    feeds_.push_back(host_.open_feed(kind_, wake));
  }
  thread_ = std::thread([this] { run(); });
}

ScriptThread::~ScriptThread() { end(); }

void ScriptThread::wake() noexcept { eventfd_write(wake_.get(), 1); }

void ScriptThread::end() {
  if (!thread_.joinable()) return;
  ends_ = true;
  wake();
  thread_.join();
}

void ScriptThread::run() {
  // Writing to a program that has gone must not end this one.
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
  std::vector<pollfd> waits;
  while (!ends_) {
    const milliseconds wait = add_waits(waits);
    poll(waits.data(), waits.size(), static_cast<int>(wait.count()));
    eventfd_t times = 0;
    if (eventfd_read(wake_.get(), &times) == 0) {
      for (const std::unique_ptr<Child>& child : children_) child->wake();
    }
    if (started_ < options_.commands.size() && Clock::now() >= next_start_) start_next();
    if (started_ == options_.commands.size() && !announced_) announce();
    for (const std::unique_ptr<Child>& child : children_) child->work(Clock::now());
    std::erase_if(children_, [](const auto& child) { return child->is_over(); });
  }
  end_children();
  feeds_.clear();
}

milliseconds ScriptThread::add_waits(std::vector<pollfd>& waits) const {
  waits.assign(1, {wake_.get(), POLLIN, 0});
  milliseconds wait = for_ever;
  if (started_ < options_.commands.size()) {
    wait = until(next_start_);
  } else if (!announced_) {
    wait = limits::backlog_check;
  }
  for (const std::unique_ptr<Child>& child : children_) child->add_waits(waits, wait);
  return wait;
}

void ScriptThread::start_next() {
  const std::string& command = options_.commands[started_];
  std::unique_ptr<mmdagent::Feed> feed = std::move(feeds_[started_]);
  ++started_;
  next_start_ = Clock::now() + limits::start_pause;
  ChildProcess::Failure failure{};
  std::unique_ptr<ChildProcess> process = ChildProcess::start(command_words(command), failure);
  if (process == nullptr) {
    host_.log(Level::error, fmt::format("failed to {}: {}: {}", failure.step, command,
                                        std::generic_category().message(failure.error)));
    return;
  }
  host_.log(Level::status, fmt::format("started child process: {}", command));
  children_.push_back(std::make_unique<Child>(host_, command, std::move(process),
                                              ChildInput(std::move(feed), kind_, enabled_)));
}

void ScriptThread::announce() { announced_ = host_.try_post("PLUGIN_EVENT_ENABLE", "AnyScript"); }

void ScriptThread::end_children() {
  for (const std::unique_ptr<Child>& child : children_) child->close_input();
  if (!wait_for_ends(limits::end_patience)) {
    for (const std::unique_ptr<Child>& child : children_) child->signal(SIGTERM);
    wait_for_ends(limits::term_patience);
  }
  for (std::size_t i = 0; i < children_.size(); ++i) {
    host_.log(Level::status, "stopped child process");
  }
  children_.clear();  // kills and reaps what is left
}

// False when some still run.
bool ScriptThread::wait_for_ends(milliseconds patience) {
  const Clock::time_point last = Clock::now() + patience;
  while (true) {
    const bool all = std::all_of(children_.begin(), children_.end(),
                                 [](const auto& child) { return child->reap(); });
    if (all || Clock::now() >= last) return all;
    std::this_thread::sleep_for(milliseconds(5));
  }
}

}  // namespace anyscript
