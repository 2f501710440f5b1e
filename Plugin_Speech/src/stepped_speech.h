// Speech in simulated time: said at once on the agent thread, silent, ends when as much simulated
// time has passed. Agent thread.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "speaker.h"

namespace speech {

class SteppedSpeech {
 public:
  SteppedSpeech(mmdagent::Host& host, EngineFactory factory)
      : host_(host), factory_(std::move(factory)) {}

  bool is_speaking(const std::string& model) const { return left_.contains(model); }
  void say(const std::string& model, const std::string& text, const Style& style);
  // Ends it now; nothing where the model does not speak.
  void silence(const std::string& model);
  void update(double seconds);

 private:
  mmdagent::Host& host_;
  EngineFactory factory_;
  std::unique_ptr<SpeechEngine> engine_;
  std::map<std::string, double> left_;  // seconds, by model
};

}  // namespace speech
