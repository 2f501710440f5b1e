#include <chrono>
#include <thread>

#include "MMDAgent/Plugin.h"

class NeverStops final : public mmdagent::Plugin {
 public:
  explicit NeverStops(mmdagent::Host&) {}

  void stop() override {
    while (true) std::this_thread::sleep_for(std::chrono::hours(1));
  }
};

MMDAGENT_PLUGIN(NeverStops, NeverStops);
