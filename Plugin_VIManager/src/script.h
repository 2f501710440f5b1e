// A dialogue script as it was read: states and arcs, before anything runs. Plain data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace vimanager {

inline constexpr std::string_view epsilon = "<eps>";
inline constexpr std::string_view initial_state_name = "0";
inline constexpr std::string_view exit_state_name = "AT_EXIT";

// The argument text of a message or pattern: arguments, each with its comma elements. The non-empty
// pieces between `|` come first, followed by empty ones up to their number; likewise the elements
// of a non-empty argument between `,`. An empty argument has no elements.
using ArgumentElements = std::vector<std::vector<std::string>>;
ArgumentElements split_argument_text(std::string_view args);

enum class ConditionKind : std::uint8_t {
  pattern,  // type and arguments, <eps> included
  regex,    // RE2 pattern, matches the whole message
  test,     // $…==… or $…!=…, independent of the message
};

struct Condition {
  ConditionKind kind = ConditionKind::pattern;
  std::string field;          // as written, quotes removed
  std::string type;           // pattern only, before expansion
  std::string argument_text;  // pattern only, before expansion
  ArgumentElements elements;  // pattern only, before expansion
  std::string regex;          // regex only, without the @ on both sides, before expansion
};

struct Output {
  std::string type;  // before expansion
  std::string args;

  bool is_nothing() const { return type == epsilon && args.empty(); }
};

using StateIndex = std::size_t;

struct Arc {
  StateIndex from = 0;
  StateIndex to = 0;
  Condition condition;
  Output output;
  std::string assignments;  // as written, quotes kept
  std::string where;        // the file of the line, empty for the script's own file
  std::size_t line = 0;     // from 1
};

// A state with a name, or one between two lines of the block `block_from block_to:`.
struct State {
  std::string name;  // empty for a state inside a block
  StateIndex block_from = 0;
  StateIndex block_to = 0;
  std::vector<std::size_t> arcs;  // indices into Script::arcs, first match wins

  bool is_named() const { return !name.empty(); }
};

// A line that was executed while the file was read.
struct VariableLine {
  std::string assignments;
  std::string where;  // as in Arc
  std::size_t line = 0;
};

struct Script {
  std::string file;
  std::vector<std::string> includes;  // as named, each time
  std::vector<VariableLine> variable_lines;
  std::vector<State> states;
  std::vector<Arc> arcs;
  std::map<std::string, StateIndex, std::less<>> names;

  // The state of that name, made when it is not there yet.
  StateIndex state(std::string_view name);
  const StateIndex* find(std::string_view name) const;
};

}  // namespace vimanager
