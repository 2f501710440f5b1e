// The messages that the program, its plugins and those of the reference know.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mmdtool {

bool is_known_message(std::string_view type);

// How many letters must be changed, added or removed to make one text of the other.
std::size_t edits_between(std::string_view a, std::string_view b);

// The known type that this one was perhaps meant to be: at most two edits away, and less than a
// third of its letters.
std::optional<std::string_view> similar_message(std::string_view type);

}  // namespace mmdtool
