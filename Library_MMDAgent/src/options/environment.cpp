#include "options/environment.h"

#include <cstdlib>

#include "host_limits.h"

namespace mmdagent {
namespace {

constexpr std::string_view opening = "%ENV{";

// Replaces the references that `text` holds now; those that the values bring wait for the next
// pass.
Expansion expand_once(std::string_view text) {
  Expansion result;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t start = text.find(opening, at);
    if (start == std::string_view::npos) break;
    const std::size_t name_start = start + opening.size();
    const std::size_t end = text.find('}', name_start);
    if (end == std::string_view::npos) return {ExpansionStatus::unterminated, {}};
    result.text += text.substr(at, start - at);
    const std::string name(text.substr(name_start, end - name_start));
    if (const char* value = std::getenv(name.c_str())) result.text += value;
    if (result.text.size() > limits::settings_line_bytes) return {ExpansionStatus::too_long, {}};
    at = end + 1;
  }
  result.text += text.substr(at);
  if (result.text.size() > limits::settings_line_bytes) return {ExpansionStatus::too_long, {}};
  return result;
}

}  // namespace

Expansion expand_environment(std::string_view text) {
  Expansion result{ExpansionStatus::done, std::string(text)};
  for (int pass = 0; pass < limits::environment_passes; ++pass) {
    if (result.text.find(opening) == std::string::npos) break;
    result = expand_once(result.text);
    if (result.status != ExpansionStatus::done) break;
  }
  return result;
}

}  // namespace mmdagent
