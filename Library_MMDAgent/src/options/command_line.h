// The command line of `mmdagent` as plain values.
#pragma once

#include <cstdint>
#include <glm/vec2.hpp>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace mmdagent {

// What to print instead of running.
enum class Listing : std::uint8_t { none, messages, options };

// File names are absolute: the working directory changes when content starts.
struct CommandLine {
  std::vector<std::string> content;  // as given, in order

  bool headless = false;   // draw off screen
  bool no_render = false;  // draw nothing
  std::optional<glm::ivec2> size;

  std::optional<double> fixed_step;  // frames per second of simulated time
  std::uint64_t seed = 1;            // of random numbers under fixed_step
  std::int64_t epoch = 0;            // start of simulated time, seconds since 1970
  std::optional<std::uint64_t> frames;
  std::optional<double> duration;  // seconds

  std::string screenshot;  // .png, empty: none
  std::string record;      // .mp4, or .png with a frame number like %05d; empty: none

  std::vector<std::string> settings;  // KEY=VALUE in order; compat_turn_speed among them
  std::vector<std::string> messages;  // TYPE|args to post at start, in order
  bool watch = false;                 // changed files of the content take effect
  bool print_messages = false;
  bool print_stats = false;
  std::string log_file;   // empty: none
  bool log_json = false;  // log lines as JSON objects
  bool verbose = false;

  Listing listing = Listing::none;
  bool json = false;  // of the listing
};

// The program ends here: text for standard output (status 0) or one line for standard error.
struct CommandLineEnd {
  int status = 0;
  std::string text;
};

// `arguments` without the program's name. Touches no file.
std::variant<CommandLine, CommandLineEnd> parse_command_line(
    std::span<const char* const> arguments);

}  // namespace mmdagent
