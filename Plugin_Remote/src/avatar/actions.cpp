#include "avatar/actions.h"

#include <fmt/format.h>

#include <vector>

namespace mmdagent::remote {
namespace {

// After so long a motion that does not run has failed or ended.
constexpr double seconds_to_load = 0.5;

}  // namespace

void Actions::start(Host& host, std::string_view alias, std::uint64_t model,
                    std::string_view file) {
  const double now = host.now();
  int free = -1;
  std::vector<int> used;
  for (int slot = 0; slot < slots; ++slot) {
    const Asked& asked = asked_[static_cast<std::size_t>(slot)];
    const bool is_coming = asked.model == model && now < asked.until;
    if (is_coming || host.motion_runs(model, fmt::format("__action{}", slot))) {
      used.push_back(slot);
    } else if (free < 0) {
      free = slot;
    }
  }
  if (free < 0) return;
  asked_[static_cast<std::size_t>(free)] = {model, now + seconds_to_load};
  host.post("MOTION_ADD", fmt::format("{}|__action{}|{}|PART|ONCE|ON|OFF", alias, free, file));
  for (const int slot : used) {
    asked_[static_cast<std::size_t>(slot)] = {};
    host.post("MOTION_DELETE", fmt::format("{}|__action{}", alias, slot));
  }
}

}  // namespace mmdagent::remote
