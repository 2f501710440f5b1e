// The face of the plugin: its commands, what switches it, models that come and change.
#include <fmt/format.h>

#include <string_view>

#include "MMDAgent/Plugin.h"
#include "area_commands.h"

namespace {

constexpr std::string_view plugin_name = "TextArea";

class TextAreaPlugin final : public mmdagent::Plugin {
 public:
  explicit TextAreaPlugin(mmdagent::Host& host) : host_(host), areas_(host) {
    for (const char* type : {"TEXTAREA_ADD", "TEXTAREA_SET", "TEXTAREA_DELETE", "PLUGIN_ENABLE",
                             "PLUGIN_DISABLE", "MODEL_EVENT_ADD", "MODEL_EVENT_CHANGE"}) {
      host_.subscribe(type);
    }
  }

  void start() override { host_.post("PLUGIN_EVENT_ENABLE", plugin_name); }

  void message(const mmdagent::Message& message) override {
    if (message.type.starts_with("PLUGIN_")) {
      if (message.args == plugin_name) set_enabled(message.type == "PLUGIN_ENABLE");
    } else if (message.type.starts_with("MODEL_")) {
      areas_.mount_anew(message.args.substr(0, message.args.find('|')));
    } else {
      host_.log(mmdagent::Level::captured, fmt::format("{}|{}", message.type, message.args));
      areas_.execute(message.type, message.args);
    }
  }

  void update(double frames) override { areas_.update(frames); }

 private:
  void set_enabled(bool enabled) {
    if (enabled == enabled_) return;
    enabled_ = enabled;
    areas_.set_enabled(enabled);
    host_.post(enabled ? "PLUGIN_EVENT_ENABLE" : "PLUGIN_EVENT_DISABLE", plugin_name);
  }

  mmdagent::Host& host_;
  bool enabled_ = true;
  text_area::AreaCommands areas_;
};

}  // namespace

MMDAGENT_PLUGIN(TextArea, TextAreaPlugin);
