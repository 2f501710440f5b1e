// The face of the plugin: checks the command and hands it to the thread of the transfers.
#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "MMDAgent/Arguments.h"
#include "MMDAgent/Plugin.h"
#include "downloads.h"

namespace {

using mmdagent::Level;

constexpr std::string_view plugin_name = "Network";

class NetworkPlugin final : public mmdagent::Plugin {
 public:
  explicit NetworkPlugin(mmdagent::Host& host) : host_(host) {
    for (const char* type : {"NETWORK_GET", "PLUGIN_ENABLE", "PLUGIN_DISABLE"}) {
      host_.subscribe(type);
    }
  }

  void message(const mmdagent::Message& message) override {
    if (message.type == "NETWORK_GET") {
      get(message.args);
    } else if (message.args == plugin_name) {
      set_enabled(message.type == "PLUGIN_ENABLE");
    }
  }

  void stop() override {
    if (downloads_) downloads_->end();
  }

 private:
  void get(std::string_view args) {
    host_.log(Level::captured, fmt::format("NETWORK_GET|{}", args));
    std::vector<std::string> tokens = mmdagent::split_arguments(args);
    if (!enabled_) {
      host_.log(Level::warning, fmt::format("disabled, \"NETWORK_GET|{}\" ignored", args));
    } else if (tokens.empty()) {
      host_.log(Level::error, "no argument");
    } else if (tokens.size() < 3) {
      host_.log(Level::error, "too few argument");
    } else {
      // Most contents never ask for anything: the thread begins with the first one that does.
      if (!downloads_) downloads_.emplace(host_);
      downloads_->get(std::move(tokens[0]), std::move(tokens[1]), tokens[2]);
    }
  }

  void set_enabled(bool enabled) {
    enabled_ = enabled;
    if (!enabled && downloads_) downloads_->abort_all();
    host_.post(enabled ? "PLUGIN_EVENT_ENABLE" : "PLUGIN_EVENT_DISABLE", plugin_name);
  }

  mmdagent::Host& host_;
  bool enabled_ = true;
  std::optional<network::Downloads> downloads_;
};

}  // namespace

MMDAGENT_PLUGIN(Network, NetworkPlugin);
