// One built plugin, loaded as the program does, with a host that records. PLUGINS_DIR is defined by
// the test's target.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "options/key_value_store.h"
#include "plugin/plugin_manager.h"
#include "support/recording_host.h"

namespace test_support {

class PluginRun {
 public:
  using MakeHost = std::function<std::unique_ptr<RecordingHost>(std::string_view, Record&)>;

  // `prepare` may set the host's values before the plugin is created.
  explicit PluginRun(
      const std::string& name, const std::function<void(RecordingHost&)>& prepare = [](auto&) {})
      : PluginRun(name, [&](std::string_view plugin, Record& record) {
          auto host = std::make_unique<RecordingHost>(plugin, record);
          prepare(*host);
          return host;
        }) {}
  PluginRun(const std::string& name, const MakeHost& make_host) {
    const mmdagent::HostLog log = [this](mmdagent::Level level, std::string_view text) {
      if (level == mmdagent::Level::error) record_.add("loader: " + level_line(level, text));
    };
    mmdagent::KeyValueStore values;
    values.set("enablePlugin", name);
    values.set("disablePlugin", "ALL");
    manager_ = std::make_unique<mmdagent::PluginManager>(
        types_, log, mmdagent::PluginRules{.time_hooks = false});
    manager_->create(mmdagent::load_plugins(PLUGINS_DIR, values, log),
                     [&](std::string_view plugin) {
                       auto host = make_host(plugin, record_);
                       host_ = host.get();
                       return host;
                     });
    EXPECT_NE(host_, nullptr) << name << " is not in " << PLUGINS_DIR;
    manager_->start();
  }
  ~PluginRun() { EXPECT_TRUE(manager_->stop()); }
  PluginRun(const PluginRun&) = delete;
  PluginRun& operator=(const PluginRun&) = delete;

  // `TYPE|args`.
  void send(std::string_view text) {
    const std::size_t bar = std::min(text.find('|'), text.size());
    const std::string_view type = text.substr(0, bar);
    const std::string_view args = bar < text.size() ? text.substr(bar + 1) : std::string_view();
    manager_->message({type, args}, types_.dispatch(type).plugins);
  }

  // A step of the simulation.
  void advance(double seconds) {
    host_->time += seconds;
    manager_->update(seconds * 30.0);
  }

  // Messages as `TYPE|args` (`TYPE` without arguments), log lines as `Error: text`; no others than
  // errors and warnings.
  std::vector<std::string> take() {
    std::vector<std::string> lines;
    for (std::string& line : record_.take()) {
      const std::string prefix = std::string(host_->name()) + ": ";
      if (line.starts_with(prefix)) {
        line.erase(0, prefix.size());
        if (!line.starts_with("Error: ") && !line.starts_with("Warning: ")) continue;
      } else if (line.ends_with('|') && line.find('|') == line.size() - 1) {
        line.pop_back();
      }
      lines.push_back(std::move(line));
    }
    return lines;
  }

 private:
  Record record_;
  mmdagent::TypeTable types_;
  std::unique_ptr<mmdagent::PluginManager> manager_;
  RecordingHost* host_ = nullptr;
};

}  // namespace test_support
