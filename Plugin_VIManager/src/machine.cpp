#include "machine.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "script_reader.h"

namespace vimanager {
namespace {

using mmdagent::Level;

std::string move_text(const Script& script, const Arc& arc) {
  const State& from = script.states[arc.from];
  const State& to = script.states[arc.to];
  const auto name = [&](StateIndex index) -> const std::string& {
    return script.states[index].name;
  };
  if (from.is_named() && to.is_named()) return fmt::format("{} {}", from.name, to.name);
  if (from.is_named()) return fmt::format("{} [-> {}]", from.name, name(to.block_to));
  if (to.is_named()) return fmt::format("[{} ->] {}", name(from.block_from), to.name);
  return fmt::format("[{} -> {}]", name(from.block_from), name(from.block_to));
}

// For reading a script that may turn out broken: variables stay as they are.
class ReadingHost final : public ScriptHost {
 public:
  explicit ReadingHost(ScriptHost& host) : host_(host) {}
  void post(std::string_view, std::string_view) override {}
  void log(Level level, std::string_view text) override { host_.log(level, text); }
  std::optional<std::string> global(std::string_view key) const override {
    return host_.global(key);
  }
  void set_global(std::string_view, std::string_view) override {}

 private:
  ScriptHost& host_;
};

}  // namespace

Machine::Machine(std::string name, ScriptHost& host)
    : name_(std::move(name)), host_(host), variables_(name_, host), matcher_(name_, host) {}

LoadResult Machine::load(const std::string& path, const std::string& shown,
                         std::string_view state) {
  ScriptReader reader(host_, variables_);
  path_ = path;
  std::shared_ptr<const Script> script = reader.read(path, shown);
  if (!script) return LoadResult::invalid;
  host_.log(Level::status, fmt::format("FST {} \"{}\"", name_, shown));
  host_.log(Level::status,
            fmt::format("{} arcs, {} states", script->arcs.size(), script->states.size()));
  const StateIndex* found = script->find(state);
  if (found == nullptr) {
    host_.log(Level::error, fmt::format("[{}] state \"{}\" does not exist in FST", name_, state));
    return LoadResult::no_state;
  }
  const StateIndex begins = *found;
  begin(std::move(script), begins);
  host_.log(Level::status, fmt::format("[{}] current state set to \"{}\"", name_, state));
  return LoadResult::loaded;
}

// Nothing of how another script ran is left but the variables.
void Machine::begin(std::shared_ptr<const Script> script, StateIndex state) {
  script_ = std::move(script);
  state_ = state;
  index_.emplace(*script_);
  seen_.assign(script_->states.size(), 0);
  ended_ = false;
  history_.clear();
  transitions_ = 0;
  chain_.clear();
  ring_.clear();
  reported_rings_.clear();
}

bool Machine::depends_on(const std::string& file) const {
  const auto is_same = [&](const std::string& name) {
    std::error_code error;
    return std::filesystem::equivalent(name, file, error);
  };
  return reload_failed_ || is_same(path_) || std::ranges::any_of(script_->includes, is_same);
}

LoadResult Machine::reload() {
  ReadingHost reading(host_);
  Variables scratch(name_, reading);
  reload_failed_ = true;
  std::shared_ptr<const Script> script = ScriptReader(reading, scratch).read(path_, script_->file);
  if (!script) return LoadResult::invalid;
  const std::string& before =
      state().is_named() ? state().name : script_->states[state().block_from].name;
  const StateIndex* found = script->find(before);
  if (found == nullptr) {
    host_.log(
        Level::warning,
        fmt::format("[{}] state \"{}\" does not exist any more, starting anew", name_, before));
    found = script->find(initial_state_name);
  }
  if (found == nullptr) {
    host_.log(Level::error,
              fmt::format("[{}] state \"{}\" does not exist in FST", name_, initial_state_name));
    return LoadResult::no_state;
  }
  for (const VariableLine& line : script->variable_lines) {
    const bool known = std::ranges::any_of(script_->variable_lines, [&](const VariableLine& old) {
      return old.assignments == line.assignments;
    });
    if (!known) variables_.assign(line.assignments);
  }
  const StateIndex goes_on = *found;
  begin(std::move(script), goes_on);
  reload_failed_ = false;
  host_.log(Level::status,
            fmt::format("[{}] \"{}\" reloaded, in state \"{}\"", name_, script_->file, position()));
  return LoadResult::loaded;
}

bool Machine::feed(const Symbol& symbol) {
  const bool moved = try_symbol(symbol);
  if (moved) ring_.clear();
  return run_closure() || moved;
}

bool Machine::close() { return run_closure(); }

bool Machine::run_closure() {
  if (is_resting()) return false;
  ring_.clear();
  std::size_t transitions = 0;
  begin_chain();
  while (ring_.empty() && try_symbol(epsilon_)) {
    note_visit();
    if (++transitions == max_epsilon_transitions) {
      const std::vector<std::size_t>& arcs = script_->states[state_].arcs;
      host_.log(Level::error,
                fmt::format("[{}] state \"{}\": {} transitions without a message, near line {}",
                            name_, position(), transitions,
                            arcs.empty() ? 0 : script_->arcs[arcs.front()].line));
      break;
    }
  }
  look_for_end();
  return transitions > 0;
}

// Begins to look for rings anew: nothing that the present state did before says what it will do.
void Machine::begin_chain() {
  chain_.clear();
  chain_changes_ = variables_.changes();
  if (++round_ == 0) {
    std::fill(seen_.begin(), seen_.end(), 0);
    round_ = 1;
  }
  seen_[state_] = round_;
}

// After a transition of a closure. A state met again with the same variables leads to the same
// transitions for ever.
void Machine::note_visit() {
  if (variables_.changes() != chain_changes_) {
    begin_chain();
  } else if (seen_[state_] == round_) {
    rest_in_ring();
  } else {
    seen_[state_] = round_;
  }
}

void Machine::rest_in_ring() {
  const auto begins = std::find_if(chain_.rbegin(), chain_.rend(),
                                   [this](const Arc* arc) { return arc->from == state_; });
  ring_.assign(std::prev(begins.base()), chain_.end());
  const Arc& lowest = **std::min_element(
      ring_.begin(), ring_.end(), [](const Arc* a, const Arc* b) { return a->from < b->from; });
  if (!reported_rings_.insert(lowest.from).second) return;
  host_.log(Level::error,
            fmt::format("[{}] state \"{}\": {} transitions without a message lead back to it, line "
                        "{}: a ring, left until a message or a variable changes something",
                        name_, position(), ring_.size(), ring_.front()->line));
}

// True when the ring that the machine was left in would still be gone round.
bool Machine::is_resting() {
  if (ring_.empty() || ring_.front()->from != state_) return false;
  return std::all_of(ring_.begin(), ring_.end(),
                     [this](const Arc* arc) { return matching_arc(arc->from, epsilon_) == arc; });
}

void Machine::look_for_end() {
  const State& state = script_->states[state_];
  if (!state.arcs.empty() || ended_) return;
  ended_ = true;
}

const Arc* Machine::matching_arc(StateIndex state, const Symbol& symbol) {
  for (const ArcNumber number : index_->candidates(state, symbol, scratch_)) {
    const Arc& arc = script_->arcs[number];
    if (matcher_.matches(*script_, arc, symbol, variables_)) return &arc;
  }
  return nullptr;
}

bool Machine::try_symbol(const Symbol& symbol) {
  const Arc* arc = matching_arc(state_, symbol);
  if (arc == nullptr) return false;
  take(*arc, symbol);
  return true;
}

void Machine::take(const Arc& arc, const Symbol& symbol) {
  if (!symbol.is_epsilon()) host_.log(Level::captured, symbol.text());
  log_transition(arc);
  std::string type;
  std::string args;
  if (!arc.output.is_nothing()) {
    type = variables_.expand(arc.output.type);
    args = variables_.expand(arc.output.args);
  }
  variables_.assign(arc.assignments);
  state_ = arc.to;
  if (history_.size() < max_history) history_.push_back(nullptr);
  history_[transitions_++ % max_history] = &arc;
  if (symbol.is_epsilon()) chain_.push_back(&arc);
  const State& state = script_->states[state_];
  if (state.arcs.empty()) {
    if (state.is_named()) {
      host_.log(Level::status,
                fmt::format("[{}] now reached state #<{}> which has no arc", name_, state.name));
    } else {
      host_.log(Level::error, fmt::format("[{}] a state between [{} - {}]: no next arc?",
                                          where_of(arc), script_->states[state.block_from].name,
                                          script_->states[state.block_to].name));
    }
  }
  if (!type.empty()) host_.post(type, args);
}

std::string_view Machine::where_of(const Arc& arc) const {
  return arc.where.empty() ? std::string_view(name_) : std::string_view(arc.where);
}

void Machine::log_transition(const Arc& arc) const {
  const std::string output = arc.output.is_nothing()
                                 ? arc.output.type
                                 : fmt::format("{}|{}", arc.output.type, arc.output.args);
  host_.log(Level::status,
            fmt::format("[{}:{}] {} {} {} {}", where_of(arc), arc.line, move_text(*script_, arc),
                        arc.condition.field, output, arc.assignments));
}

bool Machine::jump_to_exit() {
  const StateIndex* exit = script_->find(exit_state_name);
  if (exit == nullptr) return false;
  state_ = *exit;
  ended_ = false;
  return true;
}

std::string Machine::position() const {
  const State& state = script_->states[state_];
  if (state.is_named()) return state.name;
  const std::size_t line = state.arcs.empty() ? 0 : script_->arcs[state.arcs.front()].line;
  return fmt::format("({}>{})#{}", script_->states[state.block_from].name,
                     script_->states[state.block_to].name, line);
}

std::vector<const Arc*> Machine::history() const {
  std::vector<const Arc*> arcs = history_;
  if (transitions_ > arcs.size()) {
    std::rotate(arcs.begin(),
                arcs.begin() + static_cast<std::ptrdiff_t>(transitions_ % arcs.size()), arcs.end());
  }
  return arcs;
}

bool Machine::append_expected_words(std::string& words, std::size_t limit) const {
  for (const ArcNumber number : index_->hearing(state_)) {
    const std::string& heard = script_->arcs[number].condition.argument_text;
    if (words.size() + heard.size() + 1 >= limit) return false;
    words.append(heard).push_back(',');
  }
  return true;
}

}  // namespace vimanager
