#include "sound/sound_options.h"

#include <algorithm>

#include "MMDAgent/Host.h"
#include "remote_options.h"

namespace mmdagent::remote {
namespace {

bool says_yes(const Host& host, std::string_view key) {
  const std::string value = host.value(key, "");
  return value == "true" || value == "True" || value == "yes" || value == "Yes";
}

}  // namespace

SoundOptions read_sound_options(const Host& host) {
  SoundOptions options;
  options.local_lips = says_yes(host, "Plugin_Remote_EnableLocalLipsync");
  options.local_passthrough =
      options.local_lips && says_yes(host, "Plugin_Remote_EnableLocalPassthrough");
  options.record_folder = host.value("Plugin_Remote_Record_Wave_Dir", "");
  const long minutes = leading_integer(host.value("Plugin_Remote_Record_Wave_Limit", "120"));
  options.record_minutes = std::max(minutes, 0L);
  return options;
}

}  // namespace mmdagent::remote
