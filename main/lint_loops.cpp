// Loops of <eps>: a script that goes round without waiting for anything.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "lint_script.h"

namespace mmdtool {
namespace {

using vimanager::Arc;
using vimanager::ConditionKind;
using vimanager::Script;
using vimanager::StateIndex;

// What a state does when no message is there.
struct Onward {
  const Arc* arc = nullptr;  // its first <eps>; null when it waits
  bool may_leave = false;    // conditions before it may take another way
};

Onward onward(const Script& script, StateIndex state) {
  Onward result;
  for (const std::size_t index : script.states[state].arcs) {
    const Arc& arc = script.arcs[index];
    if (arc.condition.kind != ConditionKind::pattern) {
      result.may_leave = true;
    } else if (arc.condition.type == vimanager::epsilon && arc.condition.elements.empty()) {
      result.arc = &arc;
      break;
    }
  }
  return result;
}

std::string way_of(const Script& script, const std::vector<const Arc*>& ring) {
  std::string way;
  for (const Arc* arc : ring) {
    const vimanager::State& state = script.states[arc->from];
    if (!state.is_named()) continue;
    way += state.name + " ";
    if (way.size() > 60) return way + "...";
  }
  way.pop_back();
  return way;
}

void report_ring(Report& report, const FileNames& file_of, const Script& script,
                 const std::vector<const Arc*>& ring, bool may_leave) {
  const bool sets = std::any_of(ring.begin(), ring.end(),
                                [](const Arc* arc) { return !arc->assignments.empty(); });
  if (may_leave && sets) return;  // it counts, or waits for a value that it makes itself
  report.warning("epsilon-loop", file_of(ring.front()->where),
                 fmt::format("line {}: {} <eps> arcs go round and round ({}), {}",
                             ring.front()->line, ring.size(), way_of(script, ring),
                             may_leave ? "until a test holds: let one wait for a message instead"
                                       : "the script never waits for a message"));
}

}  // namespace

void lint_loops(Report& report, const FileNames& file_of, const Script& script) {
  // Each state leads to at most one other, so each walk ends in a known state, a wait or a ring.
  std::vector<std::size_t> walk_of(script.states.size(), 0);
  for (StateIndex start = 0; start < script.states.size(); ++start) {
    std::vector<const Arc*> walk;
    StateIndex at = start;
    while (walk_of[at] == 0) {
      walk_of[at] = start + 1;
      const Onward next = onward(script, at);
      if (next.arc == nullptr) break;
      walk.push_back(next.arc);
      at = next.arc->to;
    }
    const auto first =
        std::find_if(walk.begin(), walk.end(), [&](const Arc* arc) { return arc->from == at; });
    if (walk_of[at] != start + 1 || first == walk.end() || walk.back()->to != at) continue;
    std::vector<const Arc*> ring(first, walk.end());
    // It is told of where it begins in the file.
    const auto lowest = std::min_element(ring.begin(), ring.end());
    std::rotate(ring.begin(), lowest, ring.end());
    const bool may_leave = std::any_of(ring.begin(), ring.end(), [&](const Arc* arc) {
      return onward(script, arc->from).may_leave;
    });
    report_ring(report, file_of, script, ring, may_leave);
  }
}

}  // namespace mmdtool
