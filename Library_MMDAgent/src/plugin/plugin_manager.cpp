#include "plugin/plugin_manager.h"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <future>
#include <string>
#include <thread>
#include <utility>

#include "MMDAgent/Plugin.h"

namespace mmdagent {
namespace {

constexpr std::array hook_names = {"start", "message", "update"};

// Destroys a plugin by its own function, as only that knows how it was made.
struct DestroyHooks {
  const PluginEntry* entry = nullptr;
  void operator()(PluginHooks* hooks) const { entry->destroy(hooks); }
};

}  // namespace

struct PluginManager::Instance {
  std::string name;
  std::unique_ptr<PluginHost> host;  // outlives the plugin
  std::unique_ptr<PluginHooks, DestroyHooks> hooks;
  PluginSet bit = 0;
  bool started = false;
  std::array<int, static_cast<std::size_t>(Hook::count)> failures{};
  Clock::time_point last_warning;
  bool has_warned = false;
};

PluginManager::PluginManager(TypeTable& types, HostLog log, PluginRules rules)
    : types_(types), log_(std::move(log)), rules_(rules) {}

PluginManager::~PluginManager() {
  while (!instances_.empty()) instances_.pop_back();
}

std::size_t PluginManager::size() const { return instances_.size(); }

void PluginManager::create(const std::vector<LoadedPlugin>& plugins,
                           const PluginHostFactory& make_host) {
  for (const LoadedPlugin& plugin : plugins) {
    if (instances_.size() == max_plugins) {
      log_(Level::error, fmt::format("failed to load plugin \"{}\": there are {} already",
                                     plugin.file_name, max_plugins));
      continue;
    }
    auto instance = std::make_shared<Instance>();
    instance->name = plugin.name;
    instance->bit = PluginSet{1} << instances_.size();
    instance->host = make_host(plugin.name);
    instance->host->attach(types_, instances_.size(), log_);
    instance->hooks = {plugin.entry->create(*instance->host), DestroyHooks{plugin.entry}};
    if (!instance->hooks) {
      log_(Level::error, fmt::format("failed to load plugin \"{}\"", plugin.file_name));
      continue;
    }
    active_ |= instance->bit;
    instances_.push_back(std::move(instance));
  }
}

template <class Call>
void PluginManager::call(Instance& instance, Hook hook, Call&& hook_call) {
  const Clock::time_point before = rules_.time_hooks ? Clock::now() : Clock::time_point{};
  hook_call(*instance.hooks);
  if (rules_.time_hooks) {
    const Clock::time_point after = Clock::now();
    if (after - before > rules_.hook_time) note_time(instance, hook, after - before, after);
  }
  if (instance.host->take_failure()) {
    note_failure(instance, hook);
  } else {
    instance.failures[static_cast<std::size_t>(hook)] = 0;
  }
}

void PluginManager::note_failure(Instance& instance, Hook hook) {
  int& failures = instance.failures[static_cast<std::size_t>(hook)];
  if (++failures < rules_.failures) return;
  active_ &= ~instance.bit;
  log_(Level::error,
       fmt::format("plugin \"{}\": disabled, {} failed {} times in a row", instance.name,
                   hook_names[static_cast<std::size_t>(hook)], failures));
}

void PluginManager::note_time(Instance& instance, Hook hook, Clock::duration taken,
                              Clock::time_point now) {
  if (instance.has_warned && now - instance.last_warning < std::chrono::seconds(1)) return;
  instance.has_warned = true;
  instance.last_warning = now;
  const std::chrono::duration<double, std::milli> milliseconds = taken;
  const std::chrono::duration<double, std::milli> limit = rules_.hook_time;
  log_(Level::warning, fmt::format("plugin \"{}\": {} took {:.1f} ms, at most {:g} ms expected",
                                   instance.name, hook_names[static_cast<std::size_t>(hook)],
                                   milliseconds.count(), limit.count()));
}

void PluginManager::start() {
  for (std::size_t number = 0; number < instances_.size(); ++number) {
    Instance& instance = *instances_[number];
    instance.started = true;
    call(instance, Hook::start, [](PluginHooks& hooks) { hooks.start(); });
    if (!instance.host->has_subscriptions()) types_.subscribe_all(number);
  }
}

void PluginManager::message(const Message& message, PluginSet wanted) {
  for (PluginSet left = wanted & active_; left != 0; left &= left - 1) {
    Instance& instance = *instances_[static_cast<std::size_t>(std::countr_zero(left))];
    call(instance, Hook::message, [&](PluginHooks& hooks) { hooks.message(message); });
  }
}

void PluginManager::update(double frames) {
  for (PluginSet left = active_; left != 0; left &= left - 1) {
    Instance& instance = *instances_[static_cast<std::size_t>(std::countr_zero(left))];
    call(instance, Hook::update, [&](PluginHooks& hooks) { hooks.update(frames); });
  }
}

bool PluginManager::stop() {
  bool all_returned = true;
  while (!instances_.empty()) {
    const std::shared_ptr<Instance> instance = std::move(instances_.back());
    instances_.pop_back();
    if (!stop_one(instance)) all_returned = false;
  }
  active_ = 0;
  return all_returned;
}

bool PluginManager::stop_one(const std::shared_ptr<Instance>& instance) {
  std::promise<void> promise;
  std::future<void> returned = promise.get_future();
  // The thread shares the instance, so that one that never returns keeps what it stands on.
  std::thread thread([instance, promise = std::move(promise)]() mutable {
    if (instance->started) instance->hooks->stop();
    instance->hooks.reset();
    promise.set_value();
  });
  if (returned.wait_for(rules_.stop_time) == std::future_status::ready) {
    thread.join();
    return true;
  }
  thread.detach();
  log_(Level::error, fmt::format("plugin \"{}\": stop did not return within {} ms, left running",
                                 instance->name, rules_.stop_time.count()));
  return false;
}

}  // namespace mmdagent
