// The face of the plugin: hands commands to the two stores and wakes the agent when a timer ends.
#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "MMDAgent/Plugin.h"
#include "alarm_clock.h"
#include "timers.h"
#include "values.h"

namespace {

constexpr std::string_view plugin_name = "Variables";

class VariablesPlugin final : public mmdagent::Plugin, public variables::Reports {
 public:
  explicit VariablesPlugin(mmdagent::Host& host) : host_(host), timers_(*this) {
    for (const char* type : {"VALUE_SET", "VALUE_GET", "VALUE_UNSET", "VALUE_EVAL", "TIMER_START",
                             "TIMER_STOP", "TIMER_CANCEL", "PLUGIN_ENABLE", "PLUGIN_DISABLE"}) {
      host_.subscribe(type);
    }
  }

  void start() override {
    values_.emplace(*this, host_.is_fixed_step() ? 1 : clock_seed());
    if (!host_.is_fixed_step()) {
      alarm_.emplace([this, task = std::weak_ptr<VariablesPlugin*>(self_)] {
        std::unique_ptr<mmdagent::AgentTask> wake = std::make_unique<WakeTask>(task);
        return host_.try_run(wake);
      });
    }
    host_.post("PLUGIN_EVENT_ENABLE", plugin_name);
  }

  void message(const mmdagent::Message& message) override {
    if (message.type.starts_with("PLUGIN_")) {
      if (message.args == plugin_name) set_enabled(message.type == "PLUGIN_ENABLE");
    } else if (enabled_) {
      host_.log(mmdagent::Level::captured, fmt::format("{}|{}", message.type, message.args));
      if (message.type.starts_with("VALUE_")) {
        value_command(message);
      } else {
        timer_command(message);
        set_alarm();
      }
    }
  }

  // Under --fixed-step timers end with the simulation's time.
  void update(double) override {
    if (!alarm_) timers_.expire(host_.now());
  }

  void stop() override {
    if (alarm_) alarm_->end();
  }

 private:
  // Ends timers on the agent thread. It may lie in the ring for longer than the plugin lives.
  class WakeTask final : public mmdagent::AgentTask {
   public:
    explicit WakeTask(std::weak_ptr<VariablesPlugin*> plugin) : plugin_(std::move(plugin)) {}
    void run() override {
      if (const auto plugin = plugin_.lock()) (*plugin)->expire();
    }

   private:
    std::weak_ptr<VariablesPlugin*> plugin_;
  };

  static std::uint64_t clock_seed() {
    return static_cast<std::uint64_t>(std::chrono::system_clock::now().time_since_epoch().count());
  }

  double now() const { return alarm_ ? variables::AlarmClock::now() : host_.now(); }

  void value_command(const mmdagent::Message& message) {
    if (message.type == "VALUE_SET") {
      values_->set(message.args);
    } else if (message.type == "VALUE_GET") {
      values_->get(std::string(message.args));
    } else if (message.type == "VALUE_UNSET") {
      values_->unset(std::string(message.args));
    } else {
      values_->evaluate(message.args);
    }
  }

  void timer_command(const mmdagent::Message& message) {
    if (message.type == "TIMER_START") {
      timers_.start(message.args, now());
    } else if (message.type == "TIMER_STOP") {
      timers_.stop(std::string(message.args));
    } else {
      timers_.cancel(std::string(message.args));
    }
  }

  void expire() {
    timers_.expire(now());
    set_alarm();
  }

  void set_alarm() {
    if (!alarm_) return;
    if (const std::optional<double> end = timers_.next_end()) {
      alarm_->set(*end);
    } else {
      alarm_->clear();
    }
  }

  void set_enabled(bool enabled) {
    if (enabled == enabled_) return;
    enabled_ = enabled;
    host_.post(enabled ? "PLUGIN_EVENT_ENABLE" : "PLUGIN_EVENT_DISABLE", plugin_name);
  }

  void post(std::string_view type, std::string_view args) override { host_.post(type, args); }
  void log(mmdagent::Level level, std::string_view text) override { host_.log(level, text); }

  mmdagent::Host& host_;
  bool enabled_ = true;
  std::optional<variables::Values> values_;
  variables::Timers timers_;
  std::shared_ptr<VariablesPlugin*> self_ = std::make_shared<VariablesPlugin*>(this);
  std::optional<variables::AlarmClock> alarm_;  // none under --fixed-step
};

}  // namespace

MMDAGENT_PLUGIN(Variables, VariablesPlugin);
