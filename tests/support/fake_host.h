// A runtime for plugin tests: an agent thread of its own, a bounded queue, feeds, and a record of
// everything that happened. Faithful to the contract of MMDAgent/Host.h, not to its speed.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <variant>
#include <vector>

#include "MMDAgent/Host.h"

namespace mmdagent::test {

class FakeHost final : public Host {
 public:
  struct LoggedLine {
    Level level;
    std::string text;
  };

  // `capacity`: how many messages and tasks of other threads may wait.
  explicit FakeHost(std::size_t capacity = 10'000);
  ~FakeHost();

  // --- For the test. -----------------------------------------------------------------------------

  void set(std::string_view key, std::string_view value);
  // Before the plugin starts.
  void set_content_file(std::string file) { content_file_ = std::move(file); }
  // Called on the agent thread for each dispatched message, and every 5 ms.
  void set_hooks(std::function<void(const Message&)> message, std::function<void()> update);
  // Runs a call on the agent thread, behind nothing, and waits for it.
  void on_agent(std::function<void()> call);
  // While held, the agent takes nothing that other threads posted.
  void hold(bool held);

  std::vector<std::string> dispatched() const;
  std::vector<LoggedLine> logged() const;
  std::map<std::string, std::string> texts() const;
  std::string status_icon() const;
  std::size_t open_feeds() const;
  std::size_t waiting() const;
  // Waits up to 10 s until it holds; false when it never did.
  bool wait_until(const std::function<bool()>& condition) const;
  bool wait_dispatched(std::string_view line, std::size_t times = 1) const;
  bool wait_logged(Level level, std::string_view part, std::size_t times = 1) const;
  std::size_t count_dispatched(std::string_view line) const;
  std::size_t count_logged(Level level, std::string_view part) const;

  // --- Host. -------------------------------------------------------------------------------------

  bool post(std::string_view type, std::string_view args) noexcept override;
  bool try_post(std::string_view type, std::string_view args) noexcept override;
  bool try_run(std::unique_ptr<AgentTask>& task) noexcept override;
  void set_space_wake(Wake wake) noexcept override;
  void log(Level level, std::string_view text) noexcept override;
  void subscribe(std::string_view type) noexcept override;
  std::unique_ptr<Feed> open_feed(FeedKind kind, Wake wake) override;
  std::string value(std::string_view key, std::string_view fallback) const override;
  bool has_value(std::string_view key) const noexcept override;
  bool set_value(std::string_view key, std::string_view value) noexcept override;
  std::string_view content_file() const noexcept override { return content_file_; }
  std::string_view content_dir() const noexcept override { return "/"; }
  std::string_view system_dir() const noexcept override { return "/"; }
  std::string_view app_data_dir() const noexcept override { return "/"; }
  double now() const noexcept override { return 0.0; }
  bool is_fixed_step() const noexcept override { return false; }
  bool has_model(std::string_view) const noexcept override { return false; }
  bool bone_pose(std::string_view, std::string_view, BonePose&) const noexcept override;
  bool morph_weight(std::string_view, std::string_view, float&) const noexcept override;
  void show_text(std::string_view id, const ScreenText& text) override;
  void hide_text(std::string_view id) noexcept override;
  void set_status_icon(std::string_view text) override;
  void hook_failed(const char* hook, const char* what) noexcept override;

 private:
  class LineFeed;
  struct Posted {
    std::string type;
    std::string args;
  };
  using Work = std::variant<Posted, std::unique_ptr<AgentTask>, std::function<void()>>;

  void run();
  void handle(Work work);
  void dispatch(const Posted& posted);
  void append_line(FeedKind kind, std::string line);
  void record_post(std::string_view type, std::string_view args);
  void wake_feeds();
  bool has_space_locked() noexcept;

  const std::size_t capacity_;
  mutable std::mutex mutex_;  // everything below
  mutable std::condition_variable changed_;
  std::map<std::string, std::string, std::less<>> values_;
  std::deque<Work> queue_;      // from other threads
  std::deque<Work> own_queue_;  // from the agent thread
  std::deque<std::function<void()>> calls_;
  std::vector<LineFeed*> feeds_;
  std::vector<std::string> dispatched_;
  std::vector<LoggedLine> logged_;
  std::map<std::string, std::string> texts_;
  std::string status_icon_;
  std::string content_file_;
  std::vector<std::string> subscribed_;
  std::function<void(const Message&)> message_hook_;
  std::function<void()> update_hook_;
  Wake space_wake_;
  bool space_wanted_ = false;
  bool held_ = false;
  bool stopping_ = false;
  std::thread agent_;
};

}  // namespace mmdagent::test
