// KEYVALUE_SET (messages-core.md section 21), and the commands that plugins answer (section 24).
#include <string>

#include "message/message_text.h"
#include "options/key_value_store.h"
#include "scene/command_families.h"
#include "scene/scene.h"

namespace mmdagent {
namespace {

Result set_variable(Scene& scene, const Arguments& arguments) {
  const StoreResult result = scene.services().values().set(arguments[0], arguments[1]);
  if (result == StoreResult::done) return Result::done();
  return Result::error(std::string(scene.command_type()) + ": " +
                       store_error(result, arguments[0]));
}

constexpr CommandRow variable_rows[] = {
    {.name = "KEYVALUE_SET",
     .arguments = "key|value",
     .help = "Sets a global variable.",
     .counts = {2},
     .run = set_variable},
};

constexpr CommandRow plugin_rows[] = {
    {.name = "PLUGIN_DISABLE",
     .arguments = "name",
     .events = {"PLUGIN_EVENT_DISABLE|name"},
     .help = "Silences a plugin. The plugin itself answers; an unknown name is ignored."},
    {.name = "PLUGIN_ENABLE",
     .arguments = "name",
     .events = {"PLUGIN_EVENT_ENABLE|name"},
     .help = "Wakes a silenced plugin. The plugin itself answers; an unknown name is ignored."},
};

}  // namespace

std::span<const CommandRow> variable_commands() { return variable_rows; }
std::span<const CommandRow> plugin_commands() { return plugin_rows; }

}  // namespace mmdagent
