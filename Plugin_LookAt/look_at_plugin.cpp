// The face of the plugin: the key, the messages that switch it, models that come.
#include <fmt/format.h>

#include <string_view>

#include "MMDAgent/Plugin.h"
#include "gaze.h"

namespace {

constexpr std::string_view plugin_name = "LookAt";

class LookAtPlugin final : public mmdagent::Plugin {
 public:
  explicit LookAtPlugin(mmdagent::Host& host) : host_(host), gaze_(host) {
    for (const char* type :
         {"KEY", "PLUGIN_ENABLE", "PLUGIN_DISABLE", "MODEL_EVENT_ADD", "MODEL_EVENT_CHANGE"}) {
      host_.subscribe(type);
    }
  }

  void message(const mmdagent::Message& message) override {
    if (message.type == "KEY") {
      if (message.args == "l") set_on(!gaze_.is_on());
    } else if (message.type.starts_with("PLUGIN_")) {
      const bool on = message.type == "PLUGIN_ENABLE";
      if (message.args == plugin_name && on != gaze_.is_on()) set_on(on);
    } else {
      host_.log(mmdagent::Level::captured, fmt::format("{}|{}", message.type, message.args));
      gaze_.add(message.args.substr(0, message.args.find('|')));
    }
  }

  void update(double frames) override { gaze_.update(static_cast<float>(frames)); }

 private:
  void set_on(bool on) {
    gaze_.set_on(on);
    host_.post(on ? "PLUGIN_EVENT_ENABLE" : "PLUGIN_EVENT_DISABLE", plugin_name);
  }

  mmdagent::Host& host_;
  look_at::Gaze gaze_;
};

}  // namespace

MMDAGENT_PLUGIN(LookAt, LookAtPlugin);
