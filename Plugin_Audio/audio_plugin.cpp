// The face of the sound plugin: commands go to the audio thread, its reports become events.
#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "MMDAgent/Arguments.h"
#include "MMDAgent/Plugin.h"
#include "audio_thread.h"
#include "dropped_sound.h"
#include "sound_box.h"

namespace {

constexpr std::string_view plugin_name = "Audio";
constexpr double frames_per_second = 30.0;

class AudioPlugin final : public mmdagent::Plugin, public audio::SoundReports {
 public:
  explicit AudioPlugin(mmdagent::Host& host) : host_(host), dropped_(host) {
    for (const char* type : {"SOUND_START", "SOUND_STOP", "SOUND_EVENT_START", "DRAGANDDROP",
                             "PLUGIN_ENABLE", "PLUGIN_DISABLE"}) {
      host_.subscribe(type);
    }
  }

  void start() override {
    if (host_.is_fixed_step()) {
      box_.emplace(*this, true);
    } else {
      thread_ = std::make_unique<audio::AudioThread>(*this);
    }
    host_.post("PLUGIN_EVENT_ENABLE", plugin_name);
  }

  void message(const mmdagent::Message& message) override {
    if (message.type.starts_with("PLUGIN_")) {
      if (message.args == plugin_name) set_enabled(message.type == "PLUGIN_ENABLE");
    } else if (message.type == "SOUND_EVENT_START") {
      dropped_.started(message.args);
    } else if (message.type == "DRAGANDDROP") {
      if (enabled_) play_dropped(message.args);
    } else if (enabled_) {
      host_.log(mmdagent::Level::captured, fmt::format("{}|{}", message.type, message.args));
      if (message.type == "SOUND_START") {
        start_sound(mmdagent::split_arguments(message.args));
      } else {
        stop_sound(std::string(message.args));
      }
    }
  }

  // Under --fixed-step sound advances with the simulation, so that an end falls on an exact frame.
  void update(double frames) override {
    if (box_) box_->update(frames / frames_per_second);
  }

  void stop() override {
    if (thread_) thread_->end();
    box_.reset();
  }

 private:
  void set_enabled(bool enabled) {
    if (enabled == enabled_) return;
    enabled_ = enabled;
    host_.post(enabled ? "PLUGIN_EVENT_ENABLE" : "PLUGIN_EVENT_DISABLE", plugin_name);
  }

  void start_sound(std::vector<std::string> tokens) {
    if (tokens.size() < 2) return;
    if (box_) {
      box_->start(tokens[0], tokens[1], host_.free_models());
    } else {
      thread_->start(std::move(tokens[0]), std::move(tokens[1]), host_.free_models());
    }
  }

  void play_dropped(std::string_view args) {
    const std::optional<std::string> file = dropped_.take(args);
    if (!file) return;
    const std::string alias(audio::DroppedSound::alias);
    stop_sound(alias);
    start_sound({alias, *file});
  }

  void stop_sound(std::string alias) {
    if (box_) {
      box_->stop(alias);
    } else {
      thread_->stop(std::move(alias));
    }
  }

  void lips_started(const std::string& model, const std::string& sequence) override {
    host_.post("LIPSYNC_START", fmt::format("{}|{}", model, sequence));
  }
  void lips_stopped(const std::string& model) override { host_.post("LIPSYNC_STOP", model); }
  void started(const std::string& alias) override { host_.post("SOUND_EVENT_START", alias); }
  void stopped(const std::string& alias) override { host_.post("SOUND_EVENT_STOP", alias); }
  void log(mmdagent::Level level, std::string_view text) override { host_.log(level, text); }

  mmdagent::Host& host_;
  bool enabled_ = true;
  audio::DroppedSound dropped_;
  std::unique_ptr<audio::AudioThread> thread_;
  std::optional<audio::SoundBox> box_;  // fixed step only: used on the agent thread
};

}  // namespace

MMDAGENT_PLUGIN(Audio, AudioPlugin);
