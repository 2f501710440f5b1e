#include "dropped_sound.h"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "MMDAgent/Arguments.h"
#include "MMDAgent/Host.h"

namespace audio {

std::optional<std::string> DroppedSound::take(std::string_view args) {
  const std::vector<std::string> tokens = mmdagent::split_arguments(args);
  if (tokens.empty()) return std::nullopt;
  const std::filesystem::path file(tokens[0]);
  const std::string suffix = file.extension().string();
  if (suffix != ".mp3" && suffix != ".MP3" && suffix != ".wav" && suffix != ".WAV") {
    return std::nullopt;
  }
  std::filesystem::path motion = file;
  std::error_code error;
  const bool has_motion = std::filesystem::is_regular_file(motion.replace_extension(".vmd"), error);
  motion_ = has_motion ? motion.string() : std::string();
  return tokens[0];
}

// Whichever sound starts, the motion waits no longer.
void DroppedSound::started(std::string_view sound) {
  const std::string motion = std::exchange(motion_, {});
  if (motion.empty() || sound != alias) return;
  for (const std::string& model : host_.free_models()) {
    if (host_.motion_runs(host_.find_model(model), "base")) {
      host_.post("MOTION_CHANGE", fmt::format("{}|base|{}", model, motion));
    } else {
      host_.post("MOTION_ADD", fmt::format("{}|base|{}|FULL|ONCE|ON|ON", model, motion));
    }
  }
  host_.restart_motion_lead();
}

}  // namespace audio
