// Any bytes as a settings file: read, made into options, stored and read back as variables. What
// came out must obey the grammar.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "host_limits.h"
#include "options/key_value_store.h"
#include "options/mdf.h"
#include "options/option_table.h"

namespace {

using namespace mmdagent;

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const MdfSetting& setting, int& last_line) {
  require(setting.line > last_line);
  last_line = setting.line;
  require(setting.raw_key.find('=') == std::string::npos);
  require(setting.key.find('=') == std::string::npos);
  require(!setting.raw_key.starts_with('#') && !setting.key.starts_with('#'));
  require(setting.raw_value.find('\n') == std::string::npos);
  require(setting.raw_value.size() <= limits::settings_line_bytes);
  require(setting.value.size() <= limits::settings_line_bytes);
}

void check_ranges(const Options& options) {
  require(options.bullet_fps >= 1 && options.bullet_fps <= 120);
  require(options.camera_fovy >= 0.0F && options.camera_fovy <= 180.0F);
  require(options.window_size.x >= 1 && options.window_size.y <= limits::window_side);
  require(std::isfinite(options.camera_rotation.x) && std::isfinite(options.light_direction.w));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Mdf mdf = parse_mdf({reinterpret_cast<const char*>(data), size});
  require(mdf.reasons.size() <= limits::settings_warnings + 1);
  require(mdf.warnings.size() <= limits::settings_warnings + 1);
  Options options;
  KeyValueStore values;
  int last_line = 0;
  for (const MdfSetting& setting : mdf.settings) {
    check(setting, last_line);
    set_option(options, setting.key, setting.value);
    if (values.set(setting.raw_key, setting.raw_value) == StoreResult::done) {
      require(values.contains(setting.raw_key));
      require(values.value(setting.raw_key).size() <= limits::variable_bytes);
    }
  }
  check_ranges(options);
  return 0;
}
