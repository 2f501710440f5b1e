// The commands of the core, one row each: what `mmdagent --messages` prints and what is dispatched.
// A command is a handler in the file of its family and a row in that file's table; nothing else.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "MMDAgent/Message.h"

namespace mmdagent {

class Arguments;
class Scene;

// What a handler has to say: one log line, or nothing. A command that waits for a file says nothing
// yet; its line comes when the file is there.
struct Result {
  Level level = Level::none;
  std::string text;

  static Result done() { return {}; }
  static Result error(std::string text) { return {Level::error, std::move(text)}; }
  static Result warning(std::string text) { return {Level::warning, std::move(text)}; }
};

// A set of argument counts, each 0..10.
class ArgumentCounts {
 public:
  constexpr ArgumentCounts(std::initializer_list<int> counts) {
    for (const int count : counts) bits_ |= 1U << static_cast<unsigned>(count);
  }
  static constexpr ArgumentCounts range(int least, int most) {
    ArgumentCounts counts{};
    for (int count = least; count <= most; ++count)
      counts.bits_ |= 1U << static_cast<unsigned>(count);
    return counts;
  }
  constexpr ArgumentCounts operator|(ArgumentCounts other) const {
    other.bits_ |= bits_;
    return other;
  }

  constexpr bool accepts(std::size_t count) const { return (bits_ >> count & 1U) != 0; }
  std::string text() const;  // `1 or 4-7`

 private:
  unsigned bits_ = 0;
};

// How a command that names a model depends on the commands before it that are not finished yet.
enum class Access : std::uint8_t {
  uses,      // in turn with others that use or replace the model
  parent,    // needs only that the model exists: waits for one that replaces it
  replaces,  // makes, exchanges or removes the model: in turn with all others
};

struct ModelArgument {
  static constexpr std::uint8_t none = 0xff;
  std::uint8_t index = none;
  Access access = Access::uses;
  // Names a model only when the command has so many arguments.
  std::uint8_t least_arguments = 0;
  std::uint8_t most_arguments = 10;

  constexpr bool is_in(std::size_t arguments) const {
    return index < arguments && arguments >= least_arguments && arguments <= most_arguments;
  }
};

struct CommandRow {
  std::string_view name;
  std::string_view arguments{};              // `model|x,y,z[|GLOBAL or LOCAL[|speed]]`
  std::string_view defaults{};               // of optional arguments
  std::array<std::string_view, 3> events{};  // that the core posts in answer; the rest is empty
  std::string_view help{};
  ArgumentCounts counts{};
  // Of another number of arguments, where the usual text is not it; `Error: …` is the whole line.
  std::string_view count_error{};
  bool logs_type_alone = false;           // as captured, without `|` and arguments
  bool logs_nothing = false;              // as captured
  std::array<ModelArgument, 2> models{};  // arguments that name a model
  std::string_view replaces{};  // what else of the scene is replaced, in turn: `camera` or `stage`
  // Null: the core has no handler, the plugins answer; the arguments are then not counted.
  Result (*run)(Scene& scene, const Arguments& arguments) = nullptr;
};

// All rows, by name.
std::span<const CommandRow> command_table();

// Index into command_table().
std::optional<std::size_t> find_command(std::string_view type);

// What `mmdagent --messages [--json]` prints.
void print_messages(std::ostream& out, bool json);

}  // namespace mmdagent
