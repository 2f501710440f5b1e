#include <stdexcept>

#include "MMDAgent/Plugin.h"

class ThrowsCreate final : public mmdagent::Plugin {
 public:
  explicit ThrowsCreate(mmdagent::Host&) { throw std::runtime_error("no device"); }
};

MMDAGENT_PLUGIN(ThrowsCreate, ThrowsCreate);
