// The face of the dialogue plugin: hands messages to the scripts and the scripts' messages to the
// host.
#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <string>
#include <system_error>

#include "MMDAgent/Plugin.h"
#include "dialogue.h"

namespace {

class VIManagerPlugin final : public mmdagent::Plugin, private vimanager::ScriptHost {
 public:
  explicit VIManagerPlugin(mmdagent::Host& host) : host_(host), dialogue_(*this) {}

  void start() override { dialogue_.start(main_script()); }

  void message(const mmdagent::Message& message) override {
    dialogue_.handle(message.type, message.args);
  }

 private:
  // The key ContentFile, else the content's own name with the suffix .fst.
  std::optional<std::string> main_script() {
    std::string file = host_.value("ContentFile", "");
    if (file.empty()) {
      const std::filesystem::path content(host_.content_file());
      if (content.stem().empty()) {
        host_.log(mmdagent::Level::warning, "could not determine FST file, starting with no FST");
        return std::nullopt;
      }
      file = content.stem().string() + ".fst";
    }
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error)) {
      host_.log(mmdagent::Level::warning,
                fmt::format("default FST not exist, starting with no FST: \"{}\"", file));
      return std::nullopt;
    }
    return file;
  }

  void post(std::string_view type, std::string_view args) override { host_.post(type, args); }
  void log(mmdagent::Level level, std::string_view text) override { host_.log(level, text); }
  std::optional<std::string> global(std::string_view key) const override {
    if (!host_.has_value(key)) return std::nullopt;
    return host_.value(key, "");
  }
  void set_global(std::string_view key, std::string_view value) override {
    host_.set_value(key, value);
  }

  mmdagent::Host& host_;
  vimanager::Dialogue dialogue_;
};

}  // namespace

MMDAGENT_PLUGIN(VIManager, VIManagerPlugin);
