// The face of the plugin that speaks English.
#include "flite_engine.h"
#include "speech_plugin.h"

namespace {

class FlitePlugin final : public speech::SpeechPlugin {
 public:
  explicit FlitePlugin(mmdagent::Host& host)
      : SpeechPlugin(host, {"Flite_plus_hts_engine", ".fph",
                            [](const speech::VoiceConfig& config, mmdagent::Host&) {
                              return [voice = flite_speech::voice_for(config)](std::string& error) {
                                return flite_speech::make_engine(voice, error);
                              };
                            }}) {}
};

}  // namespace

MMDAGENT_PLUGIN(Flite_plus_hts_engine, FlitePlugin);
