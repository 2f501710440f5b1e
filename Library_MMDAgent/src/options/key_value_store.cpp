#include "options/key_value_store.h"

#include <fmt/format.h>

#include <mutex>

#include "host_limits.h"
#include "options/environment.h"

namespace mmdagent {
namespace {

std::string expanded_or_raw(std::string text) {
  if (text.find("%ENV{") == std::string::npos) return text;
  Expansion expansion = expand_environment(text);
  return expansion.status == ExpansionStatus::done ? std::move(expansion.text) : std::move(text);
}

}  // namespace

StoreResult KeyValueStore::set(std::string_view key, std::string_view value) {
  if (value.size() > limits::variable_bytes) return StoreResult::too_long;
  const std::unique_lock lock(mutex_);
  if (const auto found = values_.find(key); found != values_.end()) {
    found->second.assign(value);
    return StoreResult::done;
  }
  if (values_.size() >= limits::variables) return StoreResult::full;
  values_.emplace(key, value);
  return StoreResult::done;
}

std::string KeyValueStore::value(std::string_view key, std::string_view fallback) const {
  std::string text;
  {
    const std::shared_lock lock(mutex_);
    const auto found = values_.find(key);
    text = found == values_.end() ? std::string(fallback) : found->second;
  }
  return expanded_or_raw(std::move(text));
}

bool KeyValueStore::is_true(std::string_view key) const { return value(key) == "true"; }

bool KeyValueStore::contains(std::string_view key) const {
  const std::shared_lock lock(mutex_);
  return values_.find(key) != values_.end();
}

std::size_t KeyValueStore::size() const {
  const std::shared_lock lock(mutex_);
  return values_.size();
}

std::string store_error(StoreResult result, std::string_view key) {
  switch (result) {
    case StoreResult::full:
      return fmt::format("variable \"{}\": not set, there are {} variables already", key,
                         limits::variables);
    case StoreResult::too_long:
      return fmt::format("variable \"{}\": not set, the value is longer than {} bytes", key,
                         limits::variable_bytes);
    case StoreResult::done:
      break;
  }
  return {};
}

}  // namespace mmdagent
