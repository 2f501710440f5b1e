// TRANSPARENT_START, TRANSPARENT_STOP (messages-core.md section 14.5).
#include "scene/window_commands.h"
#include "scene/command_families.h"

#include <string>
#include <utility>

#include "message/message_text.h"
#include "message/numbers.h"
#include "render/snapshot.h"
#include "scene/scene.h"

namespace mmdagent {
namespace {

Result status(std::string text) { return {Level::status, std::move(text)}; }

Result start(Scene& scene, const Arguments& arguments) {
  // Compositing needs no colour to stand for what is transparent; a wrong one is told all the same.
  float color[3];
  if (arguments.size() > 0 && !read_vector(arguments[0], color)) {
    return Result::error("TRANSPARENT_START: \"" + std::string(arguments[0]) +
                         "\" is not RGB color.");
  }
  return start_transparency(scene);
}

Result stop(Scene& scene, const Arguments&) { return stop_transparency(scene); }

constexpr CommandRow rows[] = {
    {.name = "TRANSPARENT_START",
     .arguments = "[r,g,b]",
     .defaults = "none",
     .help = "Lets what lies behind the window show through it, where the window system can; the "
             "background image is not drawn then. The colour is accepted and has no effect.",
     .counts = {0, 1},
     .run = start},
    {.name = "TRANSPARENT_STOP",
     .help = "Ends that.",
     .counts = {0},
     .count_error = "should have no argument.",
     .logs_type_alone = true,
     .run = stop},
};

}  // namespace

Result start_transparency(Scene& scene) {
  if (!scene.services().can_be_transparent()) {
    return Result::error("TRANSPARENT_START: failed to make screen transparent");
  }
  scene.look().transparent = true;
  return status("transparent screen enabled");
}

Result stop_transparency(Scene& scene) {
  scene.look().transparent = false;
  return status("transparent screen disabled");
}

std::span<const CommandRow> window_commands() { return rows; }

}  // namespace mmdagent
