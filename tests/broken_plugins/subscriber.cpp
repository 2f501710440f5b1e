// Wants two types of message only.
#include <string>

#include "MMDAgent/Plugin.h"

class Subscriber final : public mmdagent::Plugin {
 public:
  explicit Subscriber(mmdagent::Host& host) : host_(host) { host_.subscribe("ONE"); }

  void start() override { host_.subscribe("TWO"); }
  void message(const mmdagent::Message& message) override {
    host_.post("SUBSCRIBER", std::string(message.type) + " " + std::string(message.args));
  }
  void stop() override { host_.post("SUBSCRIBER", "stop"); }

 private:
  mmdagent::Host& host_;
};

MMDAGENT_PLUGIN(Subscriber, Subscriber);
