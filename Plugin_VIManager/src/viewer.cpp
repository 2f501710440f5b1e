#include "viewer.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace vimanager {
namespace {

constexpr float scale = 0.6F;
constexpr float line_step = 0.85F * scale;
constexpr float left_margin = (0.35F + 0.5F) * scale;
constexpr float bottom = 3.3F;
constexpr float part_margin = 0.2F;
constexpr std::size_t max_wait_bytes = 80;

std::string transition_line(const Arc& arc) {
  const std::string place = arc.where.empty() ? fmt::format("{:03}", arc.line)
                                              : fmt::format("{} {}", arc.where, arc.line);
  std::string output = arc.output.type;
  if (!arc.output.args.empty()) output.append("|").append(arc.output.args);
  std::string line = fmt::format("[{}]  {} {}", place, arc.condition.field, output);
  if (!arc.assignments.empty()) line.append(" ").append(arc.assignments);
  return line;
}

std::string wait_text(const Machine& machine) {
  const std::vector<std::size_t>& arcs = machine.state().arcs;
  if (arcs.empty()) return " (no arc)";
  std::string text = ", waiting ";
  for (std::size_t i = 0; i < arcs.size(); ++i) {
    if (i > 0) text += " or ";
    text += machine.script().arcs[arcs[i]].condition.field;
    if (text.size() > max_wait_bytes && i + 1 < arcs.size()) return text + " etc...";
  }
  return text;
}

std::string state_line(const Machine& machine, const Arc& last) {
  const State& state = machine.state();
  const std::string where = state.is_named() ? fmt::format("state \"{}\"", state.name)
                                             : fmt::format("{:03}", last.line + 1);
  return fmt::format("-> {}{}", where, wait_text(machine));
}

}  // namespace

std::vector<std::string> viewer_lines(const Machine& machine, std::size_t count) {
  std::vector<std::string> lines(count);
  if (count == 0) return lines;
  lines.front() = fmt::format("---- {}: {} ----", machine.name(), machine.script().file);
  const std::vector<const Arc*> history = machine.history();
  if (history.empty() || count == 1) return lines;
  lines.back() = state_line(machine, *history.back());
  const std::size_t shown = std::min(history.size(), count - 2);
  for (std::size_t i = 0; i < shown; ++i) {
    lines[count - 2 - i] = transition_line(*history[history.size() - 1 - i]);
  }
  return lines;
}

std::vector<ViewerText> viewer_texts(const Dialogue& dialogue, float layer_height) {
  std::vector<const Machine*> machines;
  if (dialogue.main() != nullptr) machines.push_back(dialogue.main());
  for (const auto& sub : dialogue.subs()) machines.push_back(sub.get());
  std::vector<ViewerText> texts;
  if (machines.empty()) return texts;
  const float top = layer_height / 2.0F;
  const float part = std::max(top - bottom, 0.0F) / static_cast<float>(machines.size());
  const float room = std::max((part - part_margin) / line_step, 1.0F);
  float y = top;
  for (const Machine* machine : machines) {
    ViewerText text{{}, left_margin, y - line_step, line_step};
    for (const std::string& line : viewer_lines(*machine, static_cast<std::size_t>(room))) {
      text.text.append(line).append("\n");
    }
    text.text.pop_back();
    texts.push_back(std::move(text));
    y -= part;
  }
  return texts;
}

}  // namespace vimanager
