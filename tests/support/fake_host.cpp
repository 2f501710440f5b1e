#include "support/fake_host.h"

#include <algorithm>

namespace mmdagent::test {

using Clock = std::chrono::steady_clock;

// Holds its own copy of every line since it was opened. All state under the host's mutex.
class FakeHost::LineFeed final : public Feed {
 public:
  LineFeed(FakeHost& host, FeedKind kind, Wake wake) : host_(host), kind_(kind), wake_(wake) {
    const std::lock_guard lock(host_.mutex_);
    host_.feeds_.push_back(this);
  }
  ~LineFeed() override {
    const std::lock_guard lock(host_.mutex_);
    std::erase(host_.feeds_, this);
  }

  std::size_t peek(std::span<std::string_view> lines) noexcept override {
    const std::lock_guard lock(host_.mutex_);
    const std::size_t count = std::min(lines.size(), lines_.size());
    for (std::size_t index = 0; index < count; ++index) lines[index] = *lines_[index];
    return count;
  }
  void consume(std::size_t count) noexcept override {
    const std::lock_guard lock(host_.mutex_);
    for (; count > 0; --count) {
      bytes_ -= lines_.front()->size();
      lines_.pop_front();
    }
  }
  std::size_t backlog_bytes() noexcept override {
    const std::lock_guard lock(host_.mutex_);
    return bytes_;
  }
  std::size_t skip_until(std::size_t bytes, std::size_t keep) noexcept override {
    const std::lock_guard lock(host_.mutex_);
    std::size_t skipped = 0;
    while (bytes_ > bytes && lines_.size() > keep) {
      const auto at = lines_.begin() + static_cast<std::ptrdiff_t>(keep);
      bytes_ -= (*at)->size();
      lines_.erase(at);
      ++skipped;
    }
    return skipped;
  }
  bool announce_sleep() noexcept override {
    const std::lock_guard lock(host_.mutex_);
    if (!lines_.empty()) return false;
    sleeping_ = true;
    return true;
  }

  // With the host's mutex held.
  void append(FeedKind kind, const std::string& line) {
    if (kind != kind_) return;
    lines_.push_back(std::make_unique<std::string>(line));
    bytes_ += line.size();
  }
  // Calls the wake once when the reader sleeps and has something to read.
  void wake() noexcept {
    if (!sleeping_ || lines_.empty()) return;
    sleeping_ = false;
    wake_.call(wake_.context);
  }

 private:
  FakeHost& host_;
  FeedKind kind_;
  Wake wake_;
  std::deque<std::unique_ptr<std::string>> lines_;
  std::size_t bytes_ = 0;
  bool sleeping_ = false;
};

FakeHost::FakeHost(std::size_t capacity) : capacity_(capacity), agent_([this] { run(); }) {}

FakeHost::~FakeHost() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
  }
  agent_.join();
}

// --- Agent thread --------------------------------------------------------------------------------

void FakeHost::run() {
  auto next_update = Clock::now();
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    const auto has_work = [this] {
      return stopping_ || !calls_.empty() || !own_queue_.empty() || (!held_ && !queue_.empty());
    };
    changed_.wait_until(lock, next_update, has_work);
    std::deque<Work> batch;
    for (auto& call : calls_) batch.emplace_back(std::move(call));
    calls_.clear();
    if (batch.empty() && !own_queue_.empty()) {
      batch.push_back(std::move(own_queue_.front()));
      own_queue_.pop_front();
    } else if (batch.empty() && !held_ && !queue_.empty()) {
      batch.push_back(std::move(queue_.front()));
      queue_.pop_front();
      if (space_wanted_ && queue_.size() <= capacity_ / 2) {
        space_wanted_ = false;
        space_wake_.call(space_wake_.context);
      }
    }
    const auto update = Clock::now() >= next_update ? update_hook_ : std::function<void()>();
    if (update) next_update = Clock::now() + std::chrono::milliseconds(5);
    if (!update_hook_) next_update = Clock::now() + std::chrono::milliseconds(5);
    lock.unlock();
    for (Work& work : batch) handle(std::move(work));
    if (update) update();
    wake_feeds();
    lock.lock();
    changed_.notify_all();
  }
}

void FakeHost::handle(Work work) {
  if (auto* posted = std::get_if<Posted>(&work)) {
    dispatch(*posted);
  } else if (auto* task = std::get_if<std::unique_ptr<AgentTask>>(&work)) {
    (*task)->run();
  } else {
    std::get<std::function<void()>>(work)();
  }
}

void FakeHost::dispatch(const Posted& posted) {
  std::string line = posted.type;
  if (!posted.args.empty()) line += "|" + posted.args;
  std::function<void(const Message&)> hook;
  {
    const std::lock_guard lock(mutex_);
    dispatched_.push_back(line);
    const bool wanted =
        subscribed_.empty() || std::ranges::find(subscribed_, posted.type) != subscribed_.end();
    if (wanted) hook = message_hook_;
  }
  append_line(FeedKind::messages, line + "\n");
  if (hook) hook({posted.type, posted.args});
}

void FakeHost::append_line(FeedKind kind, std::string line) {
  const std::lock_guard lock(mutex_);
  for (LineFeed* feed : feeds_) feed->append(kind, line);
}

void FakeHost::wake_feeds() {
  const std::lock_guard lock(mutex_);
  for (LineFeed* feed : feeds_) feed->wake();
}

// --- For the test --------------------------------------------------------------------------------

void FakeHost::set(std::string_view key, std::string_view value) { set_value(key, value); }

void FakeHost::set_hooks(std::function<void(const Message&)> message,
                         std::function<void()> update) {
  on_agent([&] {
    const std::lock_guard lock(mutex_);
    message_hook_ = std::move(message);
    update_hook_ = std::move(update);
  });
}

void FakeHost::on_agent(std::function<void()> call) {
  std::atomic<bool> done{false};
  std::unique_lock lock(mutex_);
  calls_.emplace_back([&] {
    call();
    done = true;
  });
  changed_.notify_all();
  changed_.wait(lock, [&] { return done.load(); });
}

void FakeHost::hold(bool held) {
  const std::lock_guard lock(mutex_);
  held_ = held;
  changed_.notify_all();
}

std::vector<std::string> FakeHost::dispatched() const {
  const std::lock_guard lock(mutex_);
  return dispatched_;
}

std::vector<FakeHost::LoggedLine> FakeHost::logged() const {
  const std::lock_guard lock(mutex_);
  return logged_;
}

std::map<std::string, std::string> FakeHost::texts() const {
  const std::lock_guard lock(mutex_);
  return texts_;
}

std::string FakeHost::status_icon() const {
  const std::lock_guard lock(mutex_);
  return status_icon_;
}

std::size_t FakeHost::open_feeds() const {
  const std::lock_guard lock(mutex_);
  return feeds_.size();
}

std::size_t FakeHost::waiting() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

bool FakeHost::wait_until(const std::function<bool()>& condition) const {
  const auto deadline = Clock::now() + std::chrono::seconds(10);
  while (!condition()) {
    if (Clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

bool FakeHost::wait_dispatched(std::string_view line, std::size_t times) const {
  return wait_until([&] { return count_dispatched(line) >= times; });
}

bool FakeHost::wait_logged(Level level, std::string_view part, std::size_t times) const {
  return wait_until([&] { return count_logged(level, part) >= times; });
}

std::size_t FakeHost::count_dispatched(std::string_view line) const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(std::ranges::count(dispatched_, line));
}

std::size_t FakeHost::count_logged(Level level, std::string_view part) const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(std::ranges::count_if(logged_, [&](const LoggedLine& line) {
    return line.level == level && line.text.find(part) != std::string::npos;
  }));
}

// --- Host ----------------------------------------------------------------------------------------

bool FakeHost::has_space_locked() noexcept {
  if (queue_.size() < capacity_) return true;
  space_wanted_ = true;
  return false;
}

void FakeHost::record_post(std::string_view type, std::string_view args) {
  log(Level::sent, args.empty() ? std::string(type) : std::string(type) + "|" + std::string(args));
}

bool FakeHost::post(std::string_view type, std::string_view args) noexcept {
  if (type.empty()) return true;
  record_post(type, args);
  std::unique_lock lock(mutex_);
  if (std::this_thread::get_id() == agent_.get_id()) {
    own_queue_.emplace_back(Posted{std::string(type), std::string(args)});
    return true;
  }
  changed_.wait(lock, [this] { return stopping_ || queue_.size() < capacity_; });
  if (stopping_) return false;
  queue_.emplace_back(Posted{std::string(type), std::string(args)});
  changed_.notify_all();
  return true;
}

bool FakeHost::try_post(std::string_view type, std::string_view args) noexcept {
  if (type.empty()) return true;
  {
    const std::lock_guard lock(mutex_);
    if (!has_space_locked()) return false;
    queue_.emplace_back(Posted{std::string(type), std::string(args)});
    changed_.notify_all();
  }
  record_post(type, args);
  return true;
}

bool FakeHost::try_run(std::unique_ptr<AgentTask>& task) noexcept {
  const std::lock_guard lock(mutex_);
  if (!has_space_locked()) return false;
  queue_.emplace_back(std::move(task));
  changed_.notify_all();
  return true;
}

void FakeHost::set_space_wake(Wake wake) noexcept {
  const std::lock_guard lock(mutex_);
  space_wake_ = wake;
}

void FakeHost::log(Level level, std::string_view text) noexcept {
  constexpr std::string_view names[] = {"",      "Error", "Warning", "Status",
                                        "Debug", "Sent",  "Captured"};
  const std::string name(names[static_cast<std::size_t>(level)]);
  {
    const std::lock_guard lock(mutex_);
    logged_.push_back({level, std::string(text)});
  }
  append_line(FeedKind::log_lines,
              "[2000/01/01 00:00:00.000] [0] Remote: " + name + ": " + std::string(text) + "\n");
  const std::lock_guard lock(mutex_);
  changed_.notify_all();
}

void FakeHost::subscribe(std::string_view type) noexcept {
  const std::lock_guard lock(mutex_);
  subscribed_.emplace_back(type);
}

std::unique_ptr<Feed> FakeHost::open_feed(FeedKind kind, Wake wake) {
  return std::make_unique<LineFeed>(*this, kind, wake);
}

std::string FakeHost::value(std::string_view key, std::string_view fallback) const {
  const std::lock_guard lock(mutex_);
  const auto at = values_.find(key);
  return at == values_.end() ? std::string(fallback) : at->second;
}

bool FakeHost::has_value(std::string_view key) const noexcept {
  const std::lock_guard lock(mutex_);
  return values_.contains(key);
}

bool FakeHost::set_value(std::string_view key, std::string_view value) noexcept {
  const std::lock_guard lock(mutex_);
  values_[std::string(key)] = std::string(value);
  return true;
}

bool FakeHost::bone_pose(std::string_view, std::string_view, BonePose&) const noexcept {
  return false;
}

bool FakeHost::morph_weight(std::string_view, std::string_view, float&) const noexcept {
  return false;
}

void FakeHost::show_text(std::string_view id, const ScreenText& text) {
  const std::lock_guard lock(mutex_);
  texts_[std::string(id)] = std::string(text.text);
}

void FakeHost::hide_text(std::string_view id) noexcept {
  const std::lock_guard lock(mutex_);
  texts_.erase(std::string(id));
}

void FakeHost::set_status_icon(std::string_view text) {
  const std::lock_guard lock(mutex_);
  status_icon_ = text;
}

void FakeHost::hook_failed(const char* hook, const char* what) noexcept {
  log(Level::error, std::string(hook) + ": " + what);
}

}  // namespace mmdagent::test
