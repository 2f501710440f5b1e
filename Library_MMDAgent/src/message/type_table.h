// Message types as small integers, and what each means for dispatch. Agent thread only; filled at
// start-up, looked up for every message without allocation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace mmdagent {

using TypeId = std::uint32_t;  // 0: a type nobody registered
using PluginSet = std::uint64_t;

inline constexpr std::uint32_t no_command = 0xffffffffU;
inline constexpr std::size_t max_plugins = 64;

struct TypeDispatch {
  TypeId id = 0;
  std::uint32_t command = no_command;  // index into the caller's table of commands
  PluginSet plugins = 0;               // bit n: plugin n wants the type
};

class TypeTable {
 public:
  TypeTable();

  // The id of `type`, given on first sight. An empty type has id 0.
  TypeId intern(std::string_view type);
  TypeId find(std::string_view type) const;
  std::string_view name(TypeId id) const;  // empty for 0 and ids never given
  std::size_t size() const { return entries_.size() - 1; }

  void set_command(std::string_view type, std::uint32_t command);
  // `plugin` is below max_plugins.
  void subscribe(std::size_t plugin, std::string_view type);
  void subscribe_all(std::size_t plugin) { everything_ |= PluginSet{1} << plugin; }

  // One look-up: the type, its command and every plugin that wants it, those that want all
  // included.
  TypeDispatch dispatch(std::string_view type) const;

 private:
  struct Entry {
    std::string_view name;
    std::uint32_t command = no_command;
    PluginSet plugins = 0;
  };
  struct Bucket {
    std::uint32_t hash = 0;
    TypeId id = 0;
  };

  static std::uint32_t hash_of(std::string_view type);
  static void insert(std::vector<Bucket>& buckets, const Bucket& bucket);
  void grow();

  std::deque<std::string> names_;
  std::vector<Entry> entries_;  // by id; the first is the unknown type
  std::vector<Bucket> buckets_;
  PluginSet everything_ = 0;
};

}  // namespace mmdagent
