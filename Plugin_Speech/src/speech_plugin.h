// What the plugins that speak have in common: their commands, who speaks for whom, their events
// (plugins.md section 6).
#pragma once

#include <filesystem>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "MMDAgent/Plugin.h"
#include "speaker.h"
#include "stepped_speech.h"

namespace speech {

struct EngineKind {
  std::string_view plugin;  // its name
  std::string_view suffix;  // of its voice file, instead of ".mdf"
  // Makes a factory from a voice file.
  std::function<EngineFactory(const VoiceConfig& config, mmdagent::Host& host)> make_factory;
};

// Agent thread.
class SpeechPlugin : public mmdagent::Plugin {
 public:
  SpeechPlugin(mmdagent::Host& host, EngineKind kind);
  ~SpeechPlugin() override;

  void start() override;
  void message(const mmdagent::Message& message) override;
  void update(double frames) override;
  void stop() override;

 private:
  void set_enabled(bool enabled);
  void start_speech(std::string_view args);
  void stop_speech(const std::string& model);
  Speaker* find_speaker(const std::string& model);
  Speaker* idle_speaker();

  mmdagent::Host& host_;
  EngineKind kind_;
  std::optional<VoiceConfig> config_;  // none: not configured
  bool enabled_ = true;
  EngineFactory factory_;
  std::list<Speaker> speakers_;
  std::unique_ptr<SteppedSpeech> stepped_;  // instead of speakers, under --fixed-step
};

}  // namespace speech
