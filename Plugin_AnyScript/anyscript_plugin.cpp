// The face of the plugin: starts the thread of the programs and switches what they get.
#include <optional>
#include <string_view>

#include "MMDAgent/Plugin.h"
#include "script_options.h"
#include "script_thread.h"

namespace {

constexpr std::string_view plugin_name = "AnyScript";

class AnyScriptPlugin final : public mmdagent::Plugin {
 public:
  explicit AnyScriptPlugin(mmdagent::Host& host) : host_(host) {
    host_.subscribe("PLUGIN_ENABLE");
    host_.subscribe("PLUGIN_DISABLE");
  }

  void start() override {
    anyscript::ScriptOptions options = anyscript::read_options(host_);
    if (!options.commands.empty()) thread_.emplace(host_, std::move(options));
  }

  void message(const mmdagent::Message& message) override {
    if (!thread_ || message.args != plugin_name) return;
    const bool enable = message.type == "PLUGIN_ENABLE";
    if (enable == enabled_) return;
    enabled_ = enable;
    thread_->set_enabled(enable);
    host_.post(enable ? "PLUGIN_EVENT_ENABLE" : "PLUGIN_EVENT_DISABLE", plugin_name);
  }

  void stop() override {
    if (thread_) thread_->end();
  }

 private:
  mmdagent::Host& host_;
  bool enabled_ = true;
  std::optional<anyscript::ScriptThread> thread_;
};

}  // namespace

MMDAGENT_PLUGIN(AnyScript, AnyScriptPlugin);
