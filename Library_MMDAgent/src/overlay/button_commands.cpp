// BUTTON_ADD and BUTTON_DELETE (messages-core.md section 18).
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host_limits.h"
#include "message/message_text.h"
#include "message/numbers.h"
#include "overlay/buttons.h"
#include "overlay/overlay.h"
#include "scene/assets.h"
#include "scene/command_families.h"
#include "scene/scene.h"

namespace mmdagent {
namespace {

constexpr std::string_view buttons_key = "|buttons";

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

// What is left to do once the image is there.
struct Addition {
  std::string alias;
  ButtonDefinition definition;
  std::string action;
  bool closes = false;
};

Result finish_adding(Scene& scene, Addition addition, const Loaded<ImageFile>& image) {
  const std::string& file = addition.definition.looks.front().image;
  if (image.status != LoadStatus::done) {
    const bool missing = image.status == LoadStatus::missing;
    return Result::error("failed to load image " + file + " (" +
                         (missing ? "not found" : image.problem) + ")");
  }
  std::optional<ButtonAction> action = parse_button_action(addition.action);
  if (!action) return Result::error("unknown exec type: " + addition.action);
  addition.definition.looks.front().action = std::move(*action);
  const Image& picture = *image.asset->picture;
  std::vector<Button::Picture> pictures(1);
  pictures.front() = {scene.assets().resources.image(image.asset),
                      static_cast<float>(picture.height) / static_cast<float>(picture.width)};
  scene.overlay().buttons().add(
      Button(addition.alias, std::move(addition.definition), std::move(pictures)), addition.closes);
  scene.events().post("BUTTON_EVENT_ADD", {addition.alias});
  return Result::done();
}

Result add_button(Scene& scene, const Arguments& arguments) {
  float gap[2];
  if (!read_vector(arguments[2], gap)) {
    return Result::error("BUTTON_ADD: " + quoted(arguments[2]) + " is not in a format: x,y");
  }
  const bool closes = arguments[5] == "ON";
  if (!closes && arguments[5] != "OFF") {
    return Result::error("BUTTON_ADD: 6th argument should be \"ON\" or \"OFF\".");
  }
  if (scene.defers()) return Result::done();
  const Buttons& buttons = scene.overlay().buttons();
  if (buttons.has(arguments[0])) {
    return Result::warning("BUTTON_ADD: " + quoted(arguments[0]) + " already exists, ignored");
  }
  if (buttons.added() >= limits::content_buttons) {
    return Result::error("BUTTON_ADD: too many content buttons (" +
                         std::to_string(limits::content_buttons) + "), ignored");
  }
  Addition addition{std::string(arguments[0]), {}, std::string(arguments[4]), closes};
  addition.definition.gap = {gap[0], gap[1]};
  addition.definition.scale = std::max(read_float(arguments[1]), 0.0F);
  addition.definition.origin = gap[0] < 0.0F ? ButtonOrigin::right : ButtonOrigin::left;
  addition.definition.looks.resize(1);
  addition.definition.looks.front().image = arguments[3];
  const CommandOrder::Ticket ticket = scene.hold();
  scene.assets().load_image(arguments[3], [&scene, ticket, addition = std::move(addition)](
                                              const Loaded<ImageFile>& image) {
    scene.done(ticket, finish_adding(scene, addition, image));
  });
  return Result::done();
}

Result delete_button(Scene& scene, const Arguments& arguments) {
  if (scene.defers()) return Result::done();
  if (scene.overlay().buttons().remove(arguments[0])) return Result::done();
  return Result::error("BUTTON_DELETE: " + quoted(arguments[0]) + " not found.");
}

constexpr CommandRow rows[] = {
    {.name = "BUTTON_ADD",
     .arguments = "alias|scale|x,y|image|action|ON or OFF",
     .events = {"BUTTON_EVENT_ADD|alias", "BUTTON_EVENT_EXEC|alias", "BUTTON_EVENT_DELETE|alias"},
     .help = "Shows an image to tap, so wide and so far from the left and lower edge, or at x and "
             "y of 0 and less from the right and upper one; the longer side of the window is ten. "
             "A tap does open,address; play,content; message,TYPE or setkeyvalue,key=value, and "
             "removes it if ON.",
     .counts = {6},
     .replaces = buttons_key,
     .run = add_button},
    {.name = "BUTTON_DELETE",
     .arguments = "alias",
     .events = {"BUTTON_EVENT_DELETE|alias"},
     .help = "Removes such a button.",
     .counts = {1},
     .replaces = buttons_key,
     .run = delete_button},
};

}  // namespace

std::span<const CommandRow> button_commands() { return rows; }

}  // namespace mmdagent
