// Finds the arcs that a symbol can match without looking at the others: a message costs the same in
// a state of ten arcs as in one of a hundred thousand.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "script.h"
#include "symbol.h"

namespace vimanager {

using ArcNumber = std::uint32_t;

// Made once for a script and never changed. Any thread may read it, each with its own scratch.
class ArcIndex {
 public:
  explicit ArcIndex(const Script& script);

  // The arcs of `state` worth trying for `symbol`, in file order. An arc that is left out cannot
  // match; one that is named need not. Valid until `scratch` changes.
  std::span<const ArcNumber> candidates(StateIndex state, const Symbol& symbol,
                                        std::vector<ArcNumber>& scratch) const;

  // The arcs of `state` whose pattern names something that the recogniser may hear, in file order.
  std::span<const ArcNumber> hearing(StateIndex state) const;

 private:
  struct Range {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
  };
  // Arcs found under one hash. Different keys of equal hash share an entry, which costs a trial.
  struct Entry {
    std::uint64_t hash = 0;
    Range arcs;
    bool used = false;
    bool by_word = false;  // more arcs lie under the elements of the first argument
  };
  struct Row {
    Range always;  // arcs that may match any symbol: regular expressions, tests, variable types
    Range hearing;
  };
  struct Keyed {
    std::uint64_t hash;
    ArcNumber arc;
  };

  void add_rows(const Script& script, std::vector<Keyed>& keyed);
  void add_entries(const std::vector<Keyed>& keyed);
  Entry& entry_for(std::uint64_t hash);
  const Entry* find(std::uint64_t hash) const;
  std::span<const ArcNumber> arcs_of(Range range) const;

  std::vector<Row> rows_;
  std::vector<ArcNumber> arcs_;
  std::vector<Entry> entries_;          // open addressing, a power of two
  std::vector<std::uint64_t> by_word_;  // used while building
};

}  // namespace vimanager
