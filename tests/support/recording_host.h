// A Host that writes down what a plugin does, for tests that load plugins without the runtime.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/plugin_host.h"

namespace test_support {

// The lines of one test, from any thread.
class Record {
 public:
  void add(std::string line) {
    const std::lock_guard lock(mutex_);
    lines_.push_back(std::move(line));
  }
  std::vector<std::string> take() {
    const std::lock_guard lock(mutex_);
    return std::move(lines_);
  }

 private:
  std::mutex mutex_;
  std::vector<std::string> lines_;
};

inline std::string level_line(mmdagent::Level level, std::string_view text) {
  constexpr const char* names[] = {"", "Error: ", "Warning: ", "Status: ", "Debug: ", "", ""};
  return names[static_cast<std::size_t>(level)] + std::string(text);
}

// Records posts as `TYPE|args` and log lines as `Name: Level: text`. Settings are what the test put
// into `values`; the scene is empty.
class RecordingHost : public mmdagent::PluginHost {
 public:
  RecordingHost(std::string_view name, Record& record) : PluginHost(name), record_(record) {}

  std::map<std::string, std::string, std::less<>> values;
  double time = 0.0;  // what now() says

  bool post(std::string_view type, std::string_view args) noexcept override {
    record_.add(std::string(type) + "|" + std::string(args));
    return true;
  }
  bool try_post(std::string_view type, std::string_view args) noexcept override {
    return post(type, args);
  }
  bool try_run(std::unique_ptr<mmdagent::AgentTask>& task) noexcept override {
    task->run();
    task.reset();
    return true;
  }
  void set_space_wake(mmdagent::Wake) noexcept override {}
  void log(mmdagent::Level level, std::string_view text) noexcept override {
    record_.add(name() + ": " + level_line(level, text));
  }
  std::unique_ptr<mmdagent::Feed> open_feed(mmdagent::FeedKind, mmdagent::Wake) override {
    return nullptr;
  }
  std::string value(std::string_view key, std::string_view fallback) const override {
    const auto found = values.find(key);
    return found == values.end() ? std::string(fallback) : found->second;
  }
  bool has_value(std::string_view key) const noexcept override { return values.contains(key); }
  bool set_value(std::string_view key, std::string_view value) noexcept override {
    values.insert_or_assign(std::string(key), std::string(value));
    return true;
  }
  std::string_view content_file() const noexcept override { return {}; }
  std::string_view content_dir() const noexcept override { return {}; }
  std::string_view system_dir() const noexcept override { return {}; }
  std::string_view app_data_dir() const noexcept override { return {}; }
  double now() const noexcept override { return time; }
  bool is_fixed_step() const noexcept override { return true; }
  bool has_model(std::string_view) const noexcept override { return false; }
  bool bone_pose(std::string_view, std::string_view, mmdagent::BonePose&) const noexcept override {
    return false;
  }
  bool morph_weight(std::string_view, std::string_view, float&) const noexcept override {
    return false;
  }
  void show_text(std::string_view id, const mmdagent::ScreenText& text) override {
    record_.add("show " + std::string(id) + ": " + std::string(text.text));
  }
  void hide_text(std::string_view id) noexcept override { record_.add("hide " + std::string(id)); }
  void set_status_icon(std::string_view text) override { record_.add("icon " + std::string(text)); }

 private:
  Record& record_;
};

}  // namespace test_support
