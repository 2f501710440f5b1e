#include <stdexcept>
#include <string>

#include "MMDAgent/Plugin.h"

class ThrowsAlways final : public mmdagent::Plugin {
 public:
  explicit ThrowsAlways(mmdagent::Host&) {}

  void start() override { throw std::runtime_error("at start"); }
  void message(const mmdagent::Message& message) override {
    throw std::runtime_error("at " + std::string(message.type));
  }
  // Something that is no std::exception.
  void update(double) override { throw 42; }
  void stop() override { throw std::runtime_error("at stop"); }
};

MMDAGENT_PLUGIN(ThrowsAlways, ThrowsAlways);
