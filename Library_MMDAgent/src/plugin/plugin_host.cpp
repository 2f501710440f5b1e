#include "plugin/plugin_host.h"

#include <fmt/format.h>

#include <utility>

#include "message/type_table.h"

namespace mmdagent {

void PluginHost::attach(TypeTable& types, std::size_t number, HostLog log) {
  types_ = &types;
  number_ = number;
  log_ = std::move(log);
}

void PluginHost::subscribe(std::string_view type) noexcept {
  if (types_ == nullptr) return;
  types_->subscribe(number_, type);
  has_subscriptions_ = true;
}

void PluginHost::hook_failed(const char* hook, const char* what) noexcept {
  failed_.store(true, std::memory_order_relaxed);
  if (log_) log_(Level::error, fmt::format("plugin \"{}\": {} failed: {}", name_, hook, what));
}

}  // namespace mmdagent
