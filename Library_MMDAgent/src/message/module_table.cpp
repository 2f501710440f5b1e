#include "message/module_table.h"

namespace mmdagent {

ModuleTable::ModuleTable() { add("MMDAgent"); }

std::optional<std::uint16_t> ModuleTable::add(std::string_view name) {
  const std::lock_guard lock(mutex_);
  for (std::size_t id = 0; id < names_.size(); ++id) {
    if (names_[id] == name) return static_cast<std::uint16_t>(id);
  }
  if (names_.size() == by_id_.size()) return std::nullopt;
  const auto id = static_cast<std::uint16_t>(names_.size());
  by_id_[id].store(&names_.emplace_back(name), std::memory_order_release);
  return id;
}

std::string_view ModuleTable::name(std::uint16_t id) const {
  if (id >= by_id_.size()) return {};
  const std::string* name = by_id_[id].load(std::memory_order_acquire);
  return name == nullptr ? std::string_view() : std::string_view(*name);
}

}  // namespace mmdagent
