// How a plugin is written: derive from Plugin, override what is needed, end the file with
// MMDAGENT_PLUGIN(Name, Class). Header only, nothing to link.
#pragma once

#include <cstdint>
#include <exception>
#include <memory>

#include "MMDAgent/Host.h"
#include "MMDAgent/Message.h"

namespace mmdagent {

// Every function is called on the agent thread, plugins in file-name order; only stop() has a
// thread of its own, so that the end does not hang on it, and the agent thread waits meanwhile. A
// hook that takes longer than 4 ms is logged. An exception that leaves a hook becomes a log line;
// three in a row of the same hook disable the plugin.
class Plugin {
 public:
  virtual ~Plugin() = default;

  // Once, after all plugins were created and before the first message.
  virtual void start() {}
  // Every message (or those subscribed to), before the core acts on it.
  virtual void message(const Message&) {}
  // Once per simulation step; `frames` is its length in 1/30 s.
  virtual void update([[maybe_unused]] double frames) {}
  // Once at the end, in reverse order; must return within 1 s. Threads of the plugin end here.
  virtual void stop() {}
};

// The major version of this interface; a plugin built for another one is refused by name.
inline constexpr std::uint32_t plugin_abi_version = 1;

// Classes cross the boundary, so both sides must agree on the C++ ABI.
#if defined(_GLIBCXX_USE_CXX11_ABI) && _GLIBCXX_USE_CXX11_ABI
inline constexpr const char* plugin_compiler_abi = "itanium libstdc++ cxx11";
#else
inline constexpr const char* plugin_compiler_abi = "itanium other";
#endif

// What the host sees of a plugin: the same hooks, none of which throws.
class PluginHooks {
 public:
  virtual ~PluginHooks() = default;
  virtual void start() noexcept = 0;
  virtual void message(const Message& message) noexcept = 0;
  virtual void update(double frames) noexcept = 0;
  virtual void stop() noexcept = 0;
};

// The one thing a plugin's shared object exports, through `mmdagent_plugin_entry`.
struct PluginEntry {
  std::uint32_t abi_version;
  std::uint32_t struct_size;
  const char* compiler_abi;
  const char* name;
  // Returns null, after hook_failed("create", …), when the constructor threw.
  PluginHooks* (*create)(Host& host) noexcept;
  void (*destroy)(PluginHooks* hooks) noexcept;
};

using PluginEntryFunction = const PluginEntry* (*)() noexcept;
inline constexpr const char* plugin_entry_symbol = "mmdagent_plugin_entry";

namespace detail {

// Turns exceptions of the wrapped plugin into reports to the host.
template <class T>
class GuardedPlugin final : public PluginHooks {
 public:
  explicit GuardedPlugin(Host& host) : host_(host), plugin_(host) {}

  void start() noexcept override {
    guard("start", [this] { plugin_.start(); });
  }
  void message(const Message& message) noexcept override {
    guard("message", [&] { plugin_.message(message); });
  }
  void update(double frames) noexcept override {
    guard("update", [&] { plugin_.update(frames); });
  }
  void stop() noexcept override {
    guard("stop", [this] { plugin_.stop(); });
  }

 private:
  template <class Call>
  void guard(const char* hook, Call&& call) noexcept {
    try {
      call();
    } catch (const std::exception& error) {
      host_.hook_failed(hook, error.what());
    } catch (...) {
      host_.hook_failed(hook, "unknown exception");
    }
  }

  Host& host_;
  T plugin_;
};

template <class T>
PluginHooks* create_guarded(Host& host) noexcept {
  try {
    return std::make_unique<GuardedPlugin<T>>(host).release();
  } catch (const std::exception& error) {
    host.hook_failed("create", error.what());
  } catch (...) {
    host.hook_failed("create", "unknown exception");
  }
  return nullptr;
}

inline void destroy_guarded(PluginHooks* hooks) noexcept { std::unique_ptr<PluginHooks>{hooks}; }

}  // namespace detail
}  // namespace mmdagent

// Registers Class (constructible from Host&) as plugin `Name`; one line at the end of one source
// file.
#define MMDAGENT_PLUGIN(Name, Class)                                                   \
  extern "C" __attribute__((visibility("default"))) const mmdagent::PluginEntry*       \
  mmdagent_plugin_entry() noexcept {                                                   \
    static const mmdagent::PluginEntry entry{mmdagent::plugin_abi_version,             \
                                             sizeof(mmdagent::PluginEntry),            \
                                             mmdagent::plugin_compiler_abi,            \
                                             #Name,                                    \
                                             &mmdagent::detail::create_guarded<Class>, \
                                             &mmdagent::detail::destroy_guarded};      \
    return &entry;                                                                     \
  }                                                                                    \
  static_assert(true, "a semicolon may follow")
