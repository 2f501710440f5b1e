// OPEN_CONTENT (messages-core.md section 22).
#include "message/message_text.h"
#include "scene/command_families.h"
#include "scene/scene.h"

namespace mmdagent {
namespace {

Result open_content(Scene& scene, const Arguments& arguments) {
  scene.services().open_content(arguments[0]);
  return Result::done();
}

constexpr CommandRow rows[] = {
    {.name = "OPEN_CONTENT",
     .arguments = "settings file, folder or package",
     .help = "Lets other content take the place of the running one.",
     .counts = {1},
     .run = open_content},
};

}  // namespace

std::span<const CommandRow> content_commands() { return rows; }

}  // namespace mmdagent
