// Posts which of its hooks was called.
#include <string>

#include "MMDAgent/Plugin.h"

class Good final : public mmdagent::Plugin {
 public:
  explicit Good(mmdagent::Host& host) : host_(host) { host_.post("GOOD", "create"); }
  ~Good() override { host_.post("GOOD", "destroy"); }

  void start() override { host_.post("GOOD", "start"); }
  void message(const mmdagent::Message& message) override {
    host_.post("GOOD", "message " + std::string(message.type));
  }
  void update(double frames) override { host_.post("GOOD", "update " + std::to_string(frames)); }
  void stop() override { host_.post("GOOD", "stop"); }

 private:
  mmdagent::Host& host_;
};

MMDAGENT_PLUGIN(Good, Good);
