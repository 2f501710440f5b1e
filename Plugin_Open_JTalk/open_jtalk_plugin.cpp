// The face of the plugin that speaks Japanese.
#include <filesystem>

#include "japanese_engine.h"
#include "speech_plugin.h"

namespace {

speech::EngineFactory factory(const speech::VoiceConfig& config, mmdagent::Host& host) {
  return [config, app_data = std::filesystem::path(host.app_data_dir())](std::string& error) {
    return open_jtalk::make_engine(config, app_data, error);
  };
}

class OpenJTalkPlugin final : public speech::SpeechPlugin {
 public:
  explicit OpenJTalkPlugin(mmdagent::Host& host)
      : SpeechPlugin(host, {"Open_JTalk", ".ojt", factory}) {}
};

}  // namespace

MMDAGENT_PLUGIN(Open_JTalk, OpenJTalkPlugin);
