#include "MMDFiles/name_index.h"

#include "MMDFiles/text.h"

namespace mmd {
namespace {

constexpr int ambiguous = -1;

}  // namespace

void NameIndex::add(std::string_view name, int index) {
  if (!exact_.try_emplace(std::string(name), index).second) return;
  add_cut(cut_to_key_, name, vmd_key_name_bytes, index);
  add_cut(cut_to_ik_, name, vmd_ik_name_bytes, index);
}

void NameIndex::add_cut(Map& map, std::string_view name, std::size_t field_bytes, int index) {
  const std::string_view cut = cp932_prefix(name, field_bytes);
  if (cut.size() == name.size()) return;
  const auto [entry, added] = map.try_emplace(std::string(cut), index);
  if (!added && entry->second != index) entry->second = ambiguous;
}

std::optional<int> NameIndex::find(std::string_view name) const {
  const auto entry = exact_.find(name);
  if (entry == exact_.end()) return std::nullopt;
  return entry->second;
}

std::optional<int> NameIndex::find_cut(const Map& map, std::string_view name) const {
  if (const auto exact = find(name)) return exact;
  const auto entry = map.find(name);
  if (entry == map.end() || entry->second == ambiguous) return std::nullopt;
  return entry->second;
}

std::optional<int> NameIndex::find_vmd_key(std::string_view name) const {
  return find_cut(cut_to_key_, name);
}

std::optional<int> NameIndex::find_vmd_ik(std::string_view name) const {
  return find_cut(cut_to_ik_, name);
}

}  // namespace mmd
