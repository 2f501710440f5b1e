// The content arguments of a run, and how they change when other content is opened (host.md
// section 1.5).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mmdagent {

// `http://`, `https://` or `mmdagent://`.
bool is_web_address(std::string_view argument);

// Relative paths become absolute by `folder`; web addresses stay as they are.
std::string absolute_argument(std::string_view argument, const std::string& folder);

// Takes `target` (absolute) in: in the place of the last package; without one of the last web
// address; without that of the last settings file or folder; else at the end.
std::vector<std::string> with_content(std::span<const std::string> arguments,
                                      const std::string& target);

}  // namespace mmdagent
