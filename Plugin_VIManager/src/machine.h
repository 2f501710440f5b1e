// One running script: a state machine that is always in exactly one state.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "arc_index.h"
#include "matcher.h"
#include "script.h"
#include "script_host.h"
#include "variables.h"

namespace vimanager {

// A script that moves this often without a message, its variables changing, is left until the next.
inline constexpr std::size_t max_epsilon_transitions = 10'000;

// Transitions that are remembered, for people to look at.
inline constexpr std::size_t max_history = 128;

enum class LoadResult : std::uint8_t {
  loaded,
  invalid,   // the file cannot be read or has errors
  no_state,  // it lacks the state to start in
};

class Machine {
 public:
  Machine(std::string name, ScriptHost& host);

  // Reads the script and goes to `state`. Anything but `loaded` comes with Error lines.
  LoadResult load(const std::string& path, const std::string& shown, std::string_view state);

  // Whether a change of `file` concerns the script: it or what it includes was read from there, or
  // the last reload() failed. Touches the disk.
  bool depends_on(const std::string& file) const;
  // Reads the script again and goes on in the state of the same name: the beginning of the block
  // where it is inside one, the initial state where there is none of that name. Variables keep
  // their values but for lines at the head that were not there before. Anything but `loaded` comes
  // with Error lines and changes nothing.
  LoadResult reload();

  // Tries the symbol once, then epsilon until nothing matches. True when anything moved.
  bool feed(const Symbol& symbol);
  // Epsilon only, as at the start.
  bool close();

  // Goes to the exit state, whatever the present one. False when the script has none.
  bool jump_to_exit();

  const std::string& name() const { return name_; }
  // In a state without arcs, found at the end of a closure.
  bool has_ended() const { return ended_; }
  // `state`, or `(from>to)#line` inside a block.
  std::string position() const;
  // The script, and where in it this is. Only after a successful load().
  const Script& script() const { return *script_; }
  const State& state() const { return script_->states[state_]; }
  // The last transitions, oldest first, and how many there were altogether.
  std::vector<const Arc*> history() const;
  std::size_t transitions() const { return transitions_; }

  // Appends the words that the present state waits for, each with a comma, while they fit `limit`.
  // False when the limit was met.
  bool append_expected_words(std::string& words, std::size_t limit) const;

 private:
  void begin(std::shared_ptr<const Script> script, StateIndex state);
  // The first arc of the state that matches, or null.
  const Arc* matching_arc(StateIndex state, const Symbol& symbol);
  bool try_symbol(const Symbol& symbol);
  void take(const Arc& arc, const Symbol& symbol);
  bool run_closure();
  bool is_resting();
  void begin_chain();
  void note_visit();
  void rest_in_ring();
  void log_transition(const Arc& arc) const;
  void look_for_end();
  std::string_view where_of(const Arc& arc) const;

  const Symbol epsilon_{epsilon, {}};
  std::string name_;
  ScriptHost& host_;
  Variables variables_;
  Matcher matcher_;
  std::string path_;
  bool reload_failed_ = false;
  std::shared_ptr<const Script> script_;
  std::optional<ArcIndex> index_;
  std::vector<ArcNumber> scratch_;
  StateIndex state_ = 0;
  bool ended_ = false;
  std::vector<const Arc*> history_;  // the transition of number n at n modulo max_history
  std::size_t transitions_ = 0;

  // The closure that runs, or ran last. Its transitions since a variable changed:
  std::vector<const Arc*> chain_;
  std::uint64_t chain_changes_ = 0;  // Variables::changes() when chain_ began
  std::vector<std::uint32_t> seen_;  // by state: equal to round_ when chain_ has been there
  std::uint32_t round_ = 0;
  std::vector<const Arc*> ring_;                   // where it found itself going round, else empty
  std::unordered_set<StateIndex> reported_rings_;  // by their smallest state
};

}  // namespace vimanager
