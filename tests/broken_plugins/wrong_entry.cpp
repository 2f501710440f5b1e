// An entry as a foreign or older tool chain could have made it; the definitions say what is wrong.
#include "MMDAgent/Plugin.h"

#ifndef ENTRY_VERSION
#define ENTRY_VERSION mmdagent::plugin_abi_version
#endif
#ifndef ENTRY_SIZE
#define ENTRY_SIZE sizeof(mmdagent::PluginEntry)
#endif
#ifndef ENTRY_COMPILER_ABI
#define ENTRY_COMPILER_ABI mmdagent::plugin_compiler_abi
#endif

extern "C" __attribute__((visibility("default"))) const mmdagent::PluginEntry*
mmdagent_plugin_entry() noexcept {
  static const mmdagent::PluginEntry entry{ENTRY_VERSION, ENTRY_SIZE, ENTRY_COMPILER_ABI,
                                           ENTRY_NAME,    nullptr,    nullptr};
  return &entry;
}
