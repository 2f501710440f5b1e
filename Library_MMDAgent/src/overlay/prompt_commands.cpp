// PROMPT_SHOW and NOTIFY_SHOW (messages-core.md section 16).
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "message/message_text.h"
#include "message/numbers.h"
#include "overlay/notification.h"
#include "overlay/overlay.h"
#include "overlay/prompt.h"
#include "scene/command_families.h"
#include "scene/scene.h"

namespace mmdagent {
namespace {

constexpr double usual_seconds = 2.0;
constexpr std::string_view too_few = "Error: PROMPT_SHOW: too few arguments";

// A backslash and an `n` behind it break the line.
std::string with_line_breaks(std::string_view argument) {
  std::string text;
  while (!argument.empty()) {
    const bool breaks = argument.starts_with("\\n");
    text += breaks ? '\n' : argument[0];
    argument.remove_prefix(breaks ? 2 : 1);
  }
  return text;
}

Result show_prompt(Scene& scene, const Arguments& arguments) {
  std::vector<std::string> labels;
  for (std::size_t i = 1; i < arguments.size(); ++i) labels.emplace_back(arguments[i]);
  scene.overlay().prompt().show(with_line_breaks(arguments[0]), std::move(labels));
  if (!arguments.exceeded()) return Result::done();
  return Result::error("Error: PROMPT_SHOW: number of arguments exceed the limit.");
}

Result show_notification(Scene& scene, const Arguments& arguments) {
  const double seconds = arguments.size() > 1 ? read_double(arguments[1]) : usual_seconds;
  scene.overlay().notification().show(with_line_breaks(arguments[0]), seconds);
  return Result::done();
}

constexpr CommandRow rows[] = {
    {.name = "NOTIFY_SHOW",
     .arguments = "text[|seconds]",
     .defaults = "2 seconds",
     .help = "Shows a text in the middle of the window, \\n breaks the line; 0 or less seconds: "
             "until another takes its place.",
     .counts = {1, 2},
     .run = show_notification},
    {.name = "PROMPT_SHOW",
     .arguments = "text|label[|label...]",
     .defaults = "one label",
     .events = {"PROMPT_EVENT_SELECTED|number of the label, from 0; -1: none"},
     .help = "Asks the user to choose one of up to 9 labels; \\n breaks the line of the text.",
     .counts = ArgumentCounts::range(2, 10),
     .count_error = too_few,
     .run = show_prompt},
};

}  // namespace

std::span<const CommandRow> prompt_commands() { return rows; }

}  // namespace mmdagent
