// Names of the modules that post and log: id 0 is the host itself, `MMDAgent`.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "host_limits.h"

namespace mmdagent {

class ModuleTable {
 public:
  ModuleTable();

  // Any thread. The next id, or the one `name` has; empty when limits::modules are registered.
  std::optional<std::uint16_t> add(std::string_view name);
  // Any thread, without locks. Empty for an id never given. Valid as long as the table.
  std::string_view name(std::uint16_t id) const;

 private:
  std::mutex mutex_;  // registration only
  std::deque<std::string> names_;
  std::array<std::atomic<const std::string*>, limits::modules> by_id_{};
};

}  // namespace mmdagent
