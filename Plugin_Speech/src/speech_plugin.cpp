#include "speech_plugin.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include "MMDAgent/Arguments.h"
#include "speech_limits.h"

namespace speech {

using mmdagent::Level;
namespace fs = std::filesystem;

namespace {

constexpr double frames_per_second = 30.0;

}  // namespace

SpeechPlugin::SpeechPlugin(mmdagent::Host& host, EngineKind kind)
    : host_(host), kind_(std::move(kind)) {
  for (const char* type : {"SYNTH_START", "SYNTH_STOP", "PLUGIN_ENABLE", "PLUGIN_DISABLE"}) {
    host_.subscribe(type);
  }
}

SpeechPlugin::~SpeechPlugin() = default;

void SpeechPlugin::start() {
  const fs::path content(host_.content_file());
  fs::path file = content;
  std::error_code unreadable;
  if (content.empty() || !fs::exists(file.replace_extension(kind_.suffix), unreadable)) return;
  std::string error;
  config_ = read_voice_config(file, fs::path(host_.content_dir()), error);
  if (!config_) return host_.log(Level::error, error);
  host_.log(Level::status, fmt::format("config file {}", file.filename().string()));
  factory_ = kind_.make_factory(*config_, host_);
  if (host_.is_fixed_step()) {
    stepped_ = std::make_unique<SteppedSpeech>(host_, factory_);
  } else {
    speakers_.emplace_back(host_, factory_);  // loads its voices before it is needed
  }
  host_.post("PLUGIN_EVENT_ENABLE", kind_.plugin);
}

void SpeechPlugin::message(const mmdagent::Message& message) {
  if (message.type.starts_with("PLUGIN_")) {
    if (message.args == kind_.plugin) set_enabled(message.type == "PLUGIN_ENABLE");
  } else if (!config_) {
    if (message.type == "SYNTH_START") {
      host_.log(Level::warning,
                fmt::format("{}: not configured, \"SYNTH_START\" ignored", kind_.plugin));
    }
  } else if (enabled_) {
    host_.log(Level::captured, fmt::format("{}|{}", message.type, message.args));
    if (message.type == "SYNTH_START") {
      start_speech(message.args);
    } else {
      stop_speech(std::string(message.args));
    }
  }
}

void SpeechPlugin::update(double frames) {
  if (stepped_) stepped_->update(frames / frames_per_second);
}

void SpeechPlugin::stop() {
  for (Speaker& speaker : speakers_) speaker.silence();  // all at once, then wait for each
  speakers_.clear();
  stepped_.reset();
}

void SpeechPlugin::set_enabled(bool enabled) {
  if (!config_ || enabled == enabled_) return;
  enabled_ = enabled;
  host_.post(enabled ? "PLUGIN_EVENT_ENABLE" : "PLUGIN_EVENT_DISABLE", kind_.plugin);
}

void SpeechPlugin::start_speech(std::string_view args) {
  const std::vector<std::string> tokens = mmdagent::split_arguments(args);
  if (tokens.size() < 3) return host_.log(Level::error, "message corrupted");
  const std::string& model = tokens[0];
  Speaker* const speaker = find_speaker(model);
  if (speaker != nullptr ? speaker->is_speaking() : stepped_ && stepped_->is_speaking(model)) {
    host_.log(Level::status, fmt::format("character \"{}\" is burged in", model));
    stop_speech(model);
  }
  const Style* const style = config_->find(tokens[1]);
  if (style == nullptr) return;  // another engine's
  if (stepped_) return stepped_->say(model, tokens[2], *style);
  Speaker* const chosen = speaker != nullptr ? speaker : idle_speaker();
  if (chosen == nullptr) {
    return host_.log(Level::error,
                     fmt::format("SYNTH_START: more than {} speak at once, \"{}\" is not said",
                                 limits::speakers, tokens[2]));
  }
  auto order = std::make_shared<Order>();
  order->model = model;
  order->text = tokens[2];
  order->style = *style;
  chosen->say(std::move(order));
}

void SpeechPlugin::stop_speech(const std::string& model) {
  Speaker* const speaker = model.empty() ? nullptr : find_speaker(model);
  if (speaker == nullptr && !(stepped_ && stepped_->is_speaking(model))) return;
  host_.post("LIPSYNC_STOP", model);
  if (speaker != nullptr) speaker->silence();
  if (stepped_) stepped_->silence(model);
}

Speaker* SpeechPlugin::find_speaker(const std::string& model) {
  const auto found = std::ranges::find(speakers_, model, &Speaker::model);
  return found == speakers_.end() ? nullptr : &*found;
}

Speaker* SpeechPlugin::idle_speaker() {
  const auto idle = std::ranges::find(speakers_, false, &Speaker::is_speaking);
  if (idle != speakers_.end()) return &*idle;
  if (speakers_.size() == limits::speakers) return nullptr;
  return &speakers_.emplace_back(host_, factory_);
}

}  // namespace speech
