#include <chrono>
#include <thread>

#include "MMDAgent/Plugin.h"

class Slow final : public mmdagent::Plugin {
 public:
  explicit Slow(mmdagent::Host&) {}

  void message(const mmdagent::Message&) override {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
};

MMDAGENT_PLUGIN(Slow, Slow);
