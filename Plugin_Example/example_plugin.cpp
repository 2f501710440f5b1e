// Greets whom it is told to: EXAMPLE_GREET|name is answered by EXAMPLE_EVENT_GREET|Hello, name!
#include <string>

#include "MMDAgent/Plugin.h"

class ExamplePlugin final : public mmdagent::Plugin {
 public:
  explicit ExamplePlugin(mmdagent::Host& host) : host_(host) { host_.subscribe("EXAMPLE_GREET"); }

  void start() override { greeting_ = host_.value("Plugin_Example_Greeting", "Hello"); }

  void message(const mmdagent::Message& message) override {
    host_.post("EXAMPLE_EVENT_GREET", greeting_ + ", " + std::string(message.args) + "!");
  }

 private:
  mmdagent::Host& host_;
  std::string greeting_;
};

MMDAGENT_PLUGIN(Example, ExamplePlugin);
