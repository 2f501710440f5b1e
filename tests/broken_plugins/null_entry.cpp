#include "MMDAgent/Plugin.h"

extern "C" __attribute__((visibility("default"))) const mmdagent::PluginEntry*
mmdagent_plugin_entry() noexcept {
  return nullptr;
}
