// Lets a test see a morph: MORPH_ASK|<model>|<morph> is answered by
// MORPH_EVENT_ANSWER|<model>|<morph>|<weight of 0..1, -1 when there is none>.
#include <string>
#include <string_view>

#include "MMDAgent/Plugin.h"

namespace {

class MorphPlugin final : public mmdagent::Plugin {
 public:
  explicit MorphPlugin(mmdagent::Host& host) : host_(host) { host_.subscribe("MORPH_ASK"); }

  void message(const mmdagent::Message& message) override {
    const std::string_view args = message.args;
    const std::size_t bar = args.find('|');
    if (bar == std::string_view::npos) return;
    float weight = -1.0F;
    host_.morph_weight(args.substr(0, bar), args.substr(bar + 1), weight);
    host_.post("MORPH_EVENT_ANSWER", std::string(args) + "|" + std::to_string(weight));
  }

 private:
  mmdagent::Host& host_;
};

}  // namespace

MMDAGENT_PLUGIN(Morphs, MorphPlugin);
