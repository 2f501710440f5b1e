// The part of a plugin's Host that keeps account of the plugin itself. The runtime derives from it
// and adds messages, settings, scene and drawing.
#pragma once

#include <atomic>
#include <cstddef>
#include <string>
#include <string_view>

#include "MMDAgent/Host.h"
#include "plugin/plugin_loader.h"

namespace mmdagent {

class TypeTable;

class PluginHost : public Host {
 public:
  explicit PluginHost(std::string_view name) : name_(name) {}
  virtual ~PluginHost() = default;
  PluginHost(const PluginHost&) = delete;
  PluginHost& operator=(const PluginHost&) = delete;

  const std::string& name() const { return name_; }

  // Before the plugin is created: where its subscriptions go and under which number.
  void attach(TypeTable& types, std::size_t number, HostLog log);

  // False for a plugin that wants every message.
  bool has_subscriptions() const { return has_subscriptions_; }

  void subscribe(std::string_view type) noexcept override;
  // Also from the thread that runs stop().
  void hook_failed(const char* hook, const char* what) noexcept override;

  // Whether a hook failed since the last call of this function.
  bool take_failure() noexcept { return failed_.exchange(false, std::memory_order_relaxed); }

 private:
  std::string name_;
  TypeTable* types_ = nullptr;
  std::size_t number_ = 0;
  HostLog log_;
  bool has_subscriptions_ = false;
  std::atomic<bool> failed_ = false;
};

}  // namespace mmdagent
