// One row for each key of a settings file that the host itself understands. Reading, checking and
// `--options` all go by this table.
#pragma once

#include <iosfwd>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "options/options.h"

namespace mmdagent {

// Accepted without effect, so that content that has it loads without complaint.
struct IgnoredOption {};

using OptionMember =
    std::variant<bool Options::*, int Options::*, std::optional<int> Options::*, float Options::*,
                 glm::vec3 Options::*, glm::vec4 Options::*, glm::ivec2 Options::*,
                 std::string Options::*, ShadingProfile Options::*, SkinningWay Options::*,
                 PhysicsWorlds Options::*, IgnoredOption>;

struct OptionRow {
  std::string_view key;
  OptionMember member;
  // Each component is clamped to this range, silently.
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();
  std::string_view effect;
};

// Sorted by key.
std::span<const OptionRow> option_table();

// `bool`, `int`, `float`, `float3`, `float4`, `int2`, `text`, the words of a choice joined by `|`,
// or `ignored`.
std::string option_type(const OptionRow& row);

// As it would stand in a settings file; empty where nothing is set.
std::string option_default(const OptionRow& row);

// What `mmdagent --options [--json]` prints: the table, a line or an object for each key.
void print_options(std::ostream& out, bool json);

// Sets the option `key` from the text of a settings file. Unknown keys and vectors with too few
// components change nothing. Returns a warning when `value` is not among the words of a choice.
std::optional<std::string> set_option(Options& options, std::string_view key,
                                      std::string_view value);

}  // namespace mmdagent
