// Splitting the arguments of a message. Part of the plugin interface: header only, nothing to link.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mmdagent {

// The arguments one by one, copied. Runs of separators count as one, leading and trailing ones are
// dropped, so none is empty. Any thread.
inline std::vector<std::string> split_arguments(std::string_view args) {
  std::vector<std::string> parts;
  while (!args.empty()) {
    const std::size_t length = args.substr(0, args.find('|')).size();
    if (length > 0) parts.emplace_back(args.substr(0, length));
    args.remove_prefix(length < args.size() ? length + 1 : length);
  }
  return parts;
}

}  // namespace mmdagent
