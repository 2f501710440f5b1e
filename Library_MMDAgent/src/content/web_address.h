// Which web addresses may be fetched from.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mmdagent {

// The host is `localhost`, 127.x.x.x or [::1].
bool is_loopback_address(std::string_view address);

// Empty, or why nothing is fetched from there: it is neither https nor http on this machine.
std::optional<std::string> address_problem(std::string_view address);

}  // namespace mmdagent
