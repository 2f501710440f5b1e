#include "arc_index.h"

#include <algorithm>
#include <bit>
#include <string>

namespace vimanager {
namespace {

// Conditions of this type name what the recogniser should expect.
constexpr std::string_view recognised_type = "RECOG_EVENT_STOP";

std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
  std::uint64_t x = (a ^ std::rotl(b, 23)) * 0x9E3779B97F4A7C15U;
  x ^= x >> 32;
  return x * 0xD6E8FEB86659FD93U;
}

std::uint64_t type_key(StateIndex state, std::uint64_t type_hash) {
  return mixed(state + 1, type_hash);
}

bool is_constant(std::string_view text) { return text.find('$') == std::string_view::npos; }

// The text that some element of the message's first argument must equal, or null. Only the element
// that a trial looks at first counts, so that the same variables are read, and logged, either way.
const std::string* required_word(const Condition& condition) {
  if (condition.elements.empty() || condition.elements.front().empty()) return nullptr;
  const std::string& word = condition.elements.front().front();
  return is_constant(word) ? &word : nullptr;
}

}  // namespace

ArcIndex::ArcIndex(const Script& script) {
  std::vector<Keyed> keyed;
  keyed.reserve(script.arcs.size());
  arcs_.reserve(script.arcs.size());
  add_rows(script, keyed);
  std::stable_sort(keyed.begin(), keyed.end(),
                   [](const Keyed& a, const Keyed& b) { return a.hash < b.hash; });
  add_entries(keyed);
}

void ArcIndex::add_rows(const Script& script, std::vector<Keyed>& keyed) {
  rows_.resize(script.states.size());
  for (StateIndex state = 0; state < script.states.size(); ++state) {
    Row& row = rows_[state];
    row.always.first = static_cast<std::uint32_t>(arcs_.size());
    for (const std::size_t index : script.states[state].arcs) {
      const Condition& condition = script.arcs[index].condition;
      const auto arc = static_cast<ArcNumber>(index);
      if (condition.kind != ConditionKind::pattern || !is_constant(condition.type)) {
        arcs_.push_back(arc);
        ++row.always.count;
        continue;
      }
      const std::uint64_t key = type_key(state, hash_text(condition.type));
      if (const std::string* word = required_word(condition)) {
        by_word_.push_back(key);
        keyed.push_back({mixed(key, hash_text(*word)), arc});
      } else {
        keyed.push_back({key, arc});
      }
    }
    row.hearing.first = static_cast<std::uint32_t>(arcs_.size());
    for (const std::size_t index : script.states[state].arcs) {
      const Condition& condition = script.arcs[index].condition;
      if (condition.kind != ConditionKind::pattern || condition.type != recognised_type) continue;
      if (condition.argument_text.empty()) continue;
      arcs_.push_back(static_cast<ArcNumber>(index));
      ++row.hearing.count;
    }
  }
}

void ArcIndex::add_entries(const std::vector<Keyed>& keyed) {
  std::sort(by_word_.begin(), by_word_.end());
  by_word_.erase(std::unique(by_word_.begin(), by_word_.end()), by_word_.end());
  entries_.resize(std::bit_ceil(2 * (keyed.size() + by_word_.size()) + 1));
  for (const Keyed& item : keyed) {
    Entry& entry = entry_for(item.hash);
    if (entry.arcs.count == 0) entry.arcs.first = static_cast<std::uint32_t>(arcs_.size());
    arcs_.push_back(item.arc);
    ++entry.arcs.count;
  }
  for (const std::uint64_t key : by_word_) entry_for(key).by_word = true;
  by_word_ = {};
}

ArcIndex::Entry& ArcIndex::entry_for(std::uint64_t hash) {
  const std::size_t mask = entries_.size() - 1;
  std::size_t at = hash & mask;
  while (entries_[at].used && entries_[at].hash != hash) at = (at + 1) & mask;
  entries_[at].used = true;
  entries_[at].hash = hash;
  return entries_[at];
}

const ArcIndex::Entry* ArcIndex::find(std::uint64_t hash) const {
  const std::size_t mask = entries_.size() - 1;
  for (std::size_t at = hash & mask; entries_[at].used; at = (at + 1) & mask) {
    if (entries_[at].hash == hash) return &entries_[at];
  }
  return nullptr;
}

std::span<const ArcNumber> ArcIndex::arcs_of(Range range) const {
  return std::span(arcs_).subspan(range.first, range.count);
}

std::span<const ArcNumber> ArcIndex::hearing(StateIndex state) const {
  return arcs_of(rows_[state].hearing);
}

std::span<const ArcNumber> ArcIndex::candidates(StateIndex state, const Symbol& symbol,
                                                std::vector<ArcNumber>& scratch) const {
  const std::span<const ArcNumber> always = arcs_of(rows_[state].always);
  const std::uint64_t key = type_key(state, symbol.type_hash());
  const Entry* of_type = find(key);
  if (of_type == nullptr) return always;
  const std::span<const ArcNumber> typed = arcs_of(of_type->arcs);
  if (!of_type->by_word && always.empty()) return typed;

  scratch.assign(always.begin(), always.end());
  scratch.insert(scratch.end(), typed.begin(), typed.end());
  if (of_type->by_word && symbol.elements().size() > 0) {
    for (const std::string_view word : symbol.elements()[0]) {
      const Entry* of_word = find(mixed(key, hash_text(word)));
      if (of_word == nullptr) continue;
      const std::span<const ArcNumber> arcs = arcs_of(of_word->arcs);
      scratch.insert(scratch.end(), arcs.begin(), arcs.end());
    }
  }
  std::sort(scratch.begin(), scratch.end());
  return scratch;
}

}  // namespace vimanager
