// The global variables of one running content: every line of its settings files, and what scripts,
// messages and plugins set later.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace mmdagent {

enum class StoreResult : std::uint8_t {
  done,
  full,      // limits::variables keys exist and this one is new
  too_long,  // the value is longer than limits::variable_bytes
};

// Keys and values are case-sensitive UTF-8, kept as they are. Every function: any thread.
class KeyValueStore {
 public:
  // Keeps the raw text; references to the environment in it are replaced at each reading.
  StoreResult set(std::string_view key, std::string_view value);

  // The value, or `fallback`, with environment references replaced; as it is where that fails.
  std::string value(std::string_view key, std::string_view fallback = {}) const;

  // True when value() is exactly `true`.
  bool is_true(std::string_view key) const;

  bool contains(std::string_view key) const;
  std::size_t size() const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>{}(text);
    }
  };

  mutable std::shared_mutex mutex_;
  std::unordered_map<std::string, std::string, Hash, std::equal_to<>> values_;
};

// One line for the log about a refused set(), naming the key and the limit.
std::string store_error(StoreResult result, std::string_view key);

}  // namespace mmdagent
