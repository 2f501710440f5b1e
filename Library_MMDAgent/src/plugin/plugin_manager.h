// Owns the plugins of a run and calls their hooks.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "MMDAgent/Message.h"
#include "message/type_table.h"
#include "plugin/plugin_host.h"
#include "plugin/plugin_loader.h"

namespace mmdagent {

using PluginHostFactory = std::function<std::unique_ptr<PluginHost>(std::string_view name)>;

struct PluginRules {
  std::chrono::microseconds hook_time{4'000};  // longer: a Warning, once a second for each plugin
  bool time_hooks = true;  // off under --fixed-step, where no clock may change what is logged
  int failures = 3;        // of one hook in a row: the plugin is disabled
  std::chrono::milliseconds stop_time{1'000};  // longer: named and left
};

// Every function: agent thread only. `types` and what the hosts refer to outlive the manager.
class PluginManager {
 public:
  PluginManager(TypeTable& types, HostLog log, PluginRules rules = {});
  ~PluginManager();
  PluginManager(const PluginManager&) = delete;
  PluginManager& operator=(const PluginManager&) = delete;

  // Creates each plugin with a host of its own, in the given order. A plugin whose creation fails,
  // or that is beyond max_plugins, is left out with an Error line.
  void create(const std::vector<LoadedPlugin>& plugins, const PluginHostFactory& make_host);

  // Calls start() of each. Afterwards a plugin without subscription gets every message.
  void start();

  // Calls message() of those in `wanted` (TypeTable::dispatch), in load order.
  void message(const Message& message, PluginSet wanted);

  void update(double frames);

  // Stops and destroys each started plugin in reverse order, on a thread of its own while this one
  // waits. False when one did not return in time: it and its host are left as they are, and the
  // process must end by std::_Exit, because a thread still runs in it.
  bool stop();

  // Plugin number `n` has bit `n`.
  std::size_t size() const;

 private:
  struct Instance;
  enum class Hook : std::uint8_t { start, message, update, count };
  using Clock = std::chrono::steady_clock;

  template <class Call>
  void call(Instance& instance, Hook hook, Call&& hook_call);
  void note_failure(Instance& instance, Hook hook);
  void note_time(Instance& instance, Hook hook, Clock::duration taken, Clock::time_point now);
  bool stop_one(const std::shared_ptr<Instance>& instance);

  TypeTable& types_;
  HostLog log_;
  PluginRules rules_;
  std::vector<std::shared_ptr<Instance>> instances_;
  PluginSet active_ = 0;  // not disabled by failures
};

}  // namespace mmdagent
