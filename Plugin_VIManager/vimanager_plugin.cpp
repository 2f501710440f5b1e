// The face of the dialogue plugin: hands messages to the scripts and the scripts' messages to the
// host.
#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "MMDAgent/Plugin.h"
#include "dialogue.h"
#include "viewer.h"

namespace {

class VIManagerPlugin final : public mmdagent::Plugin, private vimanager::ScriptHost {
 public:
  explicit VIManagerPlugin(mmdagent::Host& host) : host_(host), dialogue_(*this) {}

  void start() override { dialogue_.start(main_script()); }

  void message(const mmdagent::Message& message) override {
    if (message.type == "KEY" && message.args == "F" && dialogue_.is_enabled()) {
      viewed_ = !viewed_;
    }
    dialogue_.handle(message.type, message.args);
    if (viewed_ || shown_ > 0) show();
  }

  // The layer's size may have changed.
  void update(double) override {
    if (viewed_) show();
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

  // Shows what changed; hides what is there no more.
  void show() {
    std::vector<vimanager::ViewerText> texts;
    float width = 0.0F;
    float height = 0.0F;
    host_.screen_size(width, height);
    if (viewed_ && dialogue_.is_enabled()) texts = vimanager::viewer_texts(dialogue_, height);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const vimanager::ViewerText& text = texts[i];
      if (i < shown_ && text.text == last_[i].text && text.y == last_[i].y) continue;
      host_.show_text(fmt::format("script {}", i), {.text = text.text,
                                                    .x = text.x,
                                                    .y = text.y,
                                                    .size = text.size,
                                                    .color = {0.5F, 0.8F, 0.0F, 1.0F},
                                                    .outline_color = {0.0F, 0.0F, 0.0F, 0.8F},
                                                    .outline_width = 0.05F});
    }
    for (std::size_t i = texts.size(); i < shown_; ++i) {
      host_.hide_text(fmt::format("script {}", i));
    }
    shown_ = texts.size();
    last_ = std::move(texts);
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
  bool viewed_ = false;                      // as the key F left it
  std::size_t shown_ = 0;                    // texts on the screen
  std::vector<vimanager::ViewerText> last_;  // those texts
};

}  // namespace

MMDAGENT_PLUGIN(VIManager, VIManagerPlugin);
