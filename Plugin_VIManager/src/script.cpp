#include "script.h"

#include <algorithm>

namespace vimanager {
namespace {

// The pieces of `text` between `separator`: non-empty ones in order, then empty ones up to their
// number.
std::vector<std::string> pieces_then_gaps(std::string_view text, char separator) {
  std::vector<std::string> pieces;
  const auto count = 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), separator));
  pieces.reserve(count);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) pieces.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  pieces.resize(count);
  return pieces;
}

}  // namespace

ArgumentElements split_argument_text(std::string_view args) {
  ArgumentElements result;
  if (args.empty()) return result;
  for (const std::string& argument : pieces_then_gaps(args, '|')) {
    if (argument.empty()) {
      result.emplace_back();
    } else {
      result.push_back(pieces_then_gaps(argument, ','));
    }
  }
  return result;
}

StateIndex Script::state(std::string_view name) {
  if (const StateIndex* known = find(name)) return *known;
  const StateIndex index = states.size();
  states.push_back({std::string(name), index, index, {}});
  names.emplace(name, index);
  return index;
}

const StateIndex* Script::find(std::string_view name) const {
  const auto found = names.find(name);
  return found == names.end() ? nullptr : &found->second;
}

}  // namespace vimanager
