#include "message/type_table.h"

#include <utility>

namespace mmdagent {
namespace {

constexpr std::size_t first_buckets = 1'024;  // a power of two, as every size after it

}  // namespace

TypeTable::TypeTable() : entries_(1), buckets_(first_buckets) {}

// FNV-1a. Types are short, mostly 8 to 30 bytes.
std::uint32_t TypeTable::hash_of(std::string_view type) {
  std::uint32_t hash = 2'166'136'261U;
  for (const char character : type) {
    hash = (hash ^ static_cast<unsigned char>(character)) * 16'777'619U;
  }
  return hash;
}

TypeId TypeTable::find(std::string_view type) const {
  if (type.empty()) return 0;
  const std::uint32_t hash = hash_of(type);
  const std::size_t mask = buckets_.size() - 1;
  for (std::size_t place = hash & mask;; place = (place + 1) & mask) {
    const Bucket& bucket = buckets_[place];
    if (bucket.id == 0) return 0;
    if (bucket.hash == hash && entries_[bucket.id].name == type) return bucket.id;
  }
}

TypeId TypeTable::intern(std::string_view type) {
  if (type.empty()) return 0;
  if (const TypeId known = find(type); known != 0) return known;
  const auto id = static_cast<TypeId>(entries_.size());
  entries_.push_back({names_.emplace_back(type), no_command, 0});
  insert(buckets_, {hash_of(type), id});
  if (entries_.size() * 2 > buckets_.size()) grow();
  return id;
}

void TypeTable::insert(std::vector<Bucket>& buckets, const Bucket& bucket) {
  const std::size_t mask = buckets.size() - 1;
  std::size_t place = bucket.hash & mask;
  while (buckets[place].id != 0) place = (place + 1) & mask;
  buckets[place] = bucket;
}

void TypeTable::grow() {
  std::vector<Bucket> larger(buckets_.size() * 2);
  for (const Bucket& bucket : buckets_) {
    if (bucket.id != 0) insert(larger, bucket);
  }
  buckets_ = std::move(larger);
}

std::string_view TypeTable::name(TypeId id) const {
  return id < entries_.size() ? entries_[id].name : std::string_view();
}

void TypeTable::set_command(std::string_view type, std::uint32_t command) {
  if (const TypeId id = intern(type); id != 0) entries_[id].command = command;
}

void TypeTable::subscribe(std::size_t plugin, std::string_view type) {
  if (const TypeId id = intern(type); id != 0) entries_[id].plugins |= PluginSet{1} << plugin;
}

TypeDispatch TypeTable::dispatch(std::string_view type) const {
  const TypeId id = find(type);
  const Entry& entry = entries_[id];
  return {id, entry.command, entry.plugins | everything_};
}

}  // namespace mmdagent
