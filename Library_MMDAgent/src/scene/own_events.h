// The events that no command answers with: what users, files and time do. For the listing alone.
#pragma once

#include <span>
#include <string_view>

namespace mmdagent {

struct OwnEvent {
  std::string_view name;
  std::string_view arguments;
  std::string_view help;
};

// By name.
std::span<const OwnEvent> own_events();

}  // namespace mmdagent
