#include <stdexcept>

#include "MMDAgent/Plugin.h"

class ThrowsTwice final : public mmdagent::Plugin {
 public:
  explicit ThrowsTwice(mmdagent::Host& host) : host_(host) {}

  void message(const mmdagent::Message&) override {
    if (++calls_ % 3 != 0) throw std::runtime_error("not yet");
    host_.post("THROWS_TWICE", "went well");
  }

 private:
  mmdagent::Host& host_;
  int calls_ = 0;
};

MMDAGENT_PLUGIN(ThrowsTwice, ThrowsTwice);
