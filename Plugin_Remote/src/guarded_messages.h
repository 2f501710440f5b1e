// The messages that reach beyond the program: from a peer they need the user's leave.
#pragma once

#include <string_view>

namespace mmdagent::remote {

// True for what starts a program, presses keys in another program or opens an address.
bool needs_leave(std::string_view type, std::string_view args) noexcept;

}  // namespace mmdagent::remote
