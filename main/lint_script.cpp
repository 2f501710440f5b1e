#include "lint_script.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <vector>

#include "check_settings.h"
#include "known_messages.h"
#include "variables.h"

namespace mmdtool {
namespace {

using vimanager::Arc;
using vimanager::Condition;
using vimanager::ConditionKind;
using vimanager::Script;
using vimanager::State;
using vimanager::StateIndex;

bool has_variables(std::string_view text) { return text.find('$') != std::string_view::npos; }

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

class Linter {
 public:
  Linter(Report& report, const FileNames& file_of, const Script& script,
         const ScriptSurroundings& surroundings)
      : report_(report), file_of_(file_of), script_(script), around_(surroundings) {}

  void run() {
    for (const Arc& arc : script_.arcs) {
      check_posted(arc);
      check_awaited(arc);
      check_regex(arc);
      check_assignments(arc);
    }
    if (around_.is_included) return;
    check_states();
    check_variables();
    lint_loops(report_, file_of_, script_);
  }

 private:
  void warn(const std::string& where, std::size_t line, std::string_view kind,
            std::string_view text) {
    report_.warning(kind, file_of_(where), fmt::format("line {}: {}", line, text));
  }
  void warn(const Arc& arc, std::string_view kind, std::string_view text) {
    warn(arc.where, arc.line, kind, text);
  }

  // Messages.

  void check_posted(const Arc& arc) {
    const std::string& type = arc.output.type;
    if (type == vimanager::epsilon || has_variables(type) || is_known_message(type) ||
        around_.awaited.contains(type)) {
      return;
    }
    const auto similar = similar_message(type);
    warn(arc, "unknown-message",
         fmt::format("{}: no such message, and no script here waits for it{}", type,
                     meant(similar)));
  }

  // Messages may come from anywhere; only a name like a known one is suspicious.
  void check_awaited(const Arc& arc) {
    const Condition& condition = arc.condition;
    if (condition.kind != ConditionKind::pattern || condition.type == vimanager::epsilon ||
        has_variables(condition.type) || is_known_message(condition.type) ||
        around_.posted.contains(condition.type)) {
      return;
    }
    if (const auto similar = similar_message(condition.type)) {
      warn(arc, "unknown-message",
           fmt::format("{}: no such message, and no script here sends it{}", condition.type,
                       meant(similar)));
    }
  }

  static std::string meant(const std::optional<std::string_view>& similar) {
    return similar ? fmt::format(", is {} meant?", *similar) : std::string();
  }

  // Expressions and assignments.

  void check_regex(const Arc& arc) {
    if (arc.condition.kind != ConditionKind::regex) return;
    has_groups_ = true;
    if (has_variables(arc.condition.regex)) return;
    re2::RE2::Options options;
    options.set_log_errors(false);
    const re2::RE2 regex(arc.condition.regex, options);
    if (!regex.ok()) {
      warn(arc, "bad-regex",
           fmt::format("{} is no regular expression ({}): it is compared letter by letter",
                       arc.condition.field, regex.error()));
    } else if (re2::RE2::FullMatch(std::string(vimanager::epsilon), regex)) {
      warn(
          arc, "epsilon-regex",
          fmt::format("{} matches <eps> too: it does not wait for a message", arc.condition.field));
    }
  }

  void check_assignments(const Arc& arc) {
    const auto list = vimanager::list_assignments(arc.assignments);
    if (!list.rejected) return;
    warn(arc, "bad-assignment",
         fmt::format("{}: expected ${{name}}=value with one =, this and what follows is not done",
                     *list.rejected));
  }

  // States.

  std::string_view name_of(StateIndex index) const { return script_.states[index].name; }

  std::vector<bool> reached_states() const {
    std::vector<bool> reached(script_.states.size(), false);
    std::vector<StateIndex> open;
    const auto add = [&](StateIndex state) {
      if (!reached[state]) open.push_back(state);
      reached[state] = true;
    };
    const auto add_named = [&](std::string_view name) {
      if (const StateIndex* state = script_.find(name)) add(*state);
    };
    add_named(vimanager::initial_state_name);
    add_named(vimanager::exit_state_name);
    for (const std::string& name : around_.start_states) add_named(name);
    while (!open.empty()) {
      const StateIndex state = open.back();
      open.pop_back();
      for (const std::size_t arc : script_.states[state].arcs) add(script_.arcs[arc].to);
    }
    return reached;
  }

  void check_states() {
    if (script_.find(vimanager::initial_state_name) == nullptr && around_.start_states.empty()) {
      report_.error("no-initial-state", file_of_(""),
                    fmt::format("there is no state {}, where every script begins",
                                vimanager::initial_state_name));
      return;
    }
    const std::vector<bool> reached = reached_states();
    std::vector<const Arc*> leading(script_.states.size(), nullptr);
    for (const Arc& arc : script_.arcs) {
      if (leading[arc.to] == nullptr) leading[arc.to] = &arc;
    }
    for (StateIndex index = 0; index < script_.states.size(); ++index) {
      const State& state = script_.states[index];
      if (!state.is_named()) continue;
      if (!reached[index]) {
        if (!state.arcs.empty()) {
          warn(script_.arcs[state.arcs.front()], "unreachable-state",
               fmt::format("state {}: nothing leads here", state.name));
        }
      } else if (state.arcs.empty() && !around_.is_companion && leading[index] != nullptr) {
        warn(*leading[index], "dead-end",
             fmt::format("state {}: nothing leads out of it, the script does nothing more there",
                         state.name));
      }
    }
  }

  // Variables.

  struct Reading {
    std::string where;
    std::size_t line;
  };

  void add_reads(std::string_view text, const std::string& where, std::size_t line) {
    for (std::string& name : vimanager::referenced_names(text)) {
      if (!name.empty()) reads_.try_emplace(std::move(name), Reading{where, line});
    }
  }

  void add_assignments(std::string_view text, const std::string& where, std::size_t line) {
    const auto list = vimanager::list_assignments(text);
    for (const std::string& value : list.values) add_reads(value, where, line);
    set_.insert(list.assigned.begin(), list.assigned.end());
  }

  void check_variables() {
    for (const vimanager::VariableLine& line : script_.variable_lines) {
      add_assignments(line.assignments, line.where, line.line);
    }
    for (const Arc& arc : script_.arcs) {
      add_reads(arc.condition.field, arc.where, arc.line);
      add_reads(arc.output.type, arc.where, arc.line);
      add_reads(arc.output.args, arc.where, arc.line);
      add_assignments(arc.assignments, arc.where, arc.line);
    }
    for (const auto& [name, reading] : reads_) {
      if (is_set(name)) continue;
      warn(reading.where, reading.line, "undefined-variable",
           fmt::format("${{{}}}: read here, set nowhere{}", name,
                       name.starts_with('%') ? " in this content" : " in this script"));
    }
  }

  bool is_set(const std::string& name) const {
    if (set_.contains(name)) return true;
    if (name.starts_with('%')) {
      const std::string key = name.substr(1);
      return around_.globals.contains(key) || is_known_key(key);
    }
    return has_groups_ && is_number(name);
  }

  Report& report_;
  const FileNames& file_of_;
  const Script& script_;
  const ScriptSurroundings& around_;
  bool has_groups_ = false;  // some regular expression sets $1, $2, …
  Names set_;
  std::map<std::string, Reading> reads_;  // the first reading of each variable
};

}  // namespace

void lint_script(Report& report, const FileNames& file_of, const Script& script,
                 const ScriptSurroundings& surroundings) {
  Linter(report, file_of, script, surroundings).run();
}

}  // namespace mmdtool
