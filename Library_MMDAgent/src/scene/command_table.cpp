#include "scene/command_table.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "scene/command_families.h"
#include "scene/own_events.h"

namespace mmdagent {
namespace {

constexpr int most_arguments = 10;

std::vector<CommandRow> gather() {
  std::vector<CommandRow> rows;
  for (const auto family :
       {model_commands(),   bind_commands(),         motion_commands(),  move_commands(),
        camera_commands(),  stage_commands(),        light_commands(),   lip_commands(),
        texture_commands(), variable_commands(),     plugin_commands(),  input_commands(),
        capture_commands(), window_image_commands(), caption_commands(), window_commands(),
        content_commands(), prompt_commands(),       button_commands(),  menu_commands(),
        log_commands(),     info_text_commands()}) {
    rows.insert(rows.end(), family.begin(), family.end());
  }
  std::ranges::sort(rows, {}, &CommandRow::name);
  return rows;
}

void print_text(std::ostream& out, const CommandRow& row) {
  out << row.name;
  if (!row.arguments.empty()) out << '|' << row.arguments;
  out << "\n    " << row.help << '\n';
  if (!row.defaults.empty()) out << "    defaults: " << row.defaults << '\n';
  for (const std::string_view event : row.events) {
    if (!event.empty()) out << "    event: " << event << '\n';
  }
}

nlohmann::ordered_json to_json(const CommandRow& row) {
  nlohmann::ordered_json events = nlohmann::ordered_json::array();
  for (const std::string_view event : row.events) {
    if (!event.empty()) events.push_back(event);
  }
  return {{"name", row.name},
          {"kind", "command"},
          {"arguments", row.arguments},
          {"argument_counts", row.run == nullptr ? std::string("any") : row.counts.text()},
          {"defaults", row.defaults},
          {"events", std::move(events)},
          {"help", row.help}};
}

nlohmann::ordered_json to_json(const OwnEvent& event) {
  return {{"name", event.name},
          {"kind", "event"},
          {"arguments", event.arguments},
          {"events", nlohmann::ordered_json::array()},
          {"help", event.help}};
}

}  // namespace

std::string ArgumentCounts::text() const {
  std::string text;
  for (int first = 0; first <= most_arguments; ++first) {
    if (!accepts(static_cast<std::size_t>(first))) continue;
    int last = first;
    while (last < most_arguments && accepts(static_cast<std::size_t>(last) + 1)) ++last;
    if (!text.empty()) text += " or ";
    text += std::to_string(first);
    if (last > first) text += (last == first + 1 ? " or " : "-") + std::to_string(last);
    first = last;
  }
  return text;
}

std::span<const CommandRow> command_table() {
  static const std::vector<CommandRow> rows = gather();
  return rows;
}

std::optional<std::size_t> find_command(std::string_view type) {
  const std::span<const CommandRow> rows = command_table();
  const auto found = std::ranges::lower_bound(rows, type, {}, &CommandRow::name);
  if (found == rows.end() || found->name != type) return std::nullopt;
  return static_cast<std::size_t>(found - rows.begin());
}

void print_messages(std::ostream& out, bool json) {
  if (json) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const CommandRow& row : command_table()) rows.push_back(to_json(row));
    for (const OwnEvent& event : own_events()) rows.push_back(to_json(event));
    out << rows.dump(2) << '\n';
    return;
  }
  for (const CommandRow& row : command_table()) print_text(out, row);
  out << "\nEvents that come by themselves:\n";
  for (const OwnEvent& event : own_events()) {
    out << event.name << '|' << event.arguments << "\n    " << event.help << '\n';
  }
}

}  // namespace mmdagent
