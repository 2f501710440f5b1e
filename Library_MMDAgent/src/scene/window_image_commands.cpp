// WINDOWFRAME, WINDOWFRAME_* and WINDOWOVERLAY_* (messages-core.md sections 14.3 and 14.4).
#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "host_limits.h"
#include "message/message_text.h"
#include "message/numbers.h"
#include "scene/assets.h"
#include "scene/command_families.h"
#include "scene/scene.h"
#include "scene/window_images.h"

namespace mmdagent {
namespace {

constexpr std::string_view default_frame = "__default";
constexpr std::string_view no_frame = "NONE";

std::string text(std::initializer_list<std::string_view> parts) {
  std::string whole;
  for (const std::string_view part : parts) whole += part;
  return whole;
}

// What to do with an image, and how the log names it.
struct ImageUse {
  std::string where;   // `addWindowFrame: alias`
  std::string failed;  // `failed to load or exceeds limit`
  std::string event;   // posted with the alias when the image is in place; empty: none
  std::string alias;
  std::size_t most = 0;
  std::function<bool(std::shared_ptr<const ResourceHandle>)> set;  // false: too many
};

Result use_image(Scene& scene, const std::string& file, ImageUse use) {
  const CommandOrder::Ticket ticket = scene.hold();
  scene.assets().load_image(file, [&scene, ticket, file,
                                   use = std::move(use)](const Loaded<ImageFile>& loaded) {
    if (loaded.status == LoadStatus::missing) {
      scene.done(ticket, Result::error(text({use.where, ": not found: ", file})));
      return;
    }
    const bool read = loaded.status == LoadStatus::done;
    if (!read || !use.set(scene.assets().resources.image(loaded.asset))) {
      const std::string reason = read ? "at most " + std::to_string(use.most) : loaded.problem;
      scene.done(ticket,
                 Result::error(text({use.where, ": ", use.failed, ": ", file, " (", reason, ")"})));
      return;
    }
    if (!use.event.empty()) scene.events().post(use.event, {use.alias});
    scene.done(ticket, Result::done());
  });
  return Result::done();
}

Result set_default_frame(Scene& scene, const Arguments& arguments) {
  if (scene.defers()) return Result::done();
  WindowImages& images = scene.window_images();
  if (arguments[0] == no_frame) {
    images.remove_frames();
    return Result::done();
  }
  return use_image(scene, std::string(arguments[0]),
                   {.where = "setWindowFrame",
                    .failed = "failed to load",
                    .event = {},
                    .alias = {},
                    .most = limits::window_frames,
                    .set = [&images](std::shared_ptr<const ResourceHandle> image) {
                      return images.set_frame(default_frame, std::move(image));
                    }});
}

Result add_frame(Scene& scene, const Arguments& arguments) {
  if (scene.defers()) return Result::done();
  WindowImages& images = scene.window_images();
  std::string alias(arguments[0]);
  return use_image(scene, std::string(arguments[1]),
                   {.where = "addWindowFrame: " + alias,
                    .failed = "failed to load or exceeds limit",
                    .event = "WINDOWFRAME_EVENT_ADD",
                    .alias = alias,
                    .most = limits::window_frames,
                    .set = [&images, alias](std::shared_ptr<const ResourceHandle> image) {
                      return images.set_frame(alias, std::move(image));
                    }});
}

Result delete_frame(Scene& scene, const Arguments& arguments) {
  if (scene.defers()) return Result::done();
  if (!scene.window_images().remove_frame(arguments[0])) {
    return Result::warning(text({"deleteWindowFrame: frame alias not exist: ", arguments[0]}));
  }
  scene.events().post("WINDOWFRAME_EVENT_DELETE", {arguments[0]});
  return Result::done();
}

Result delete_frames(Scene& scene, const Arguments&) {
  if (scene.defers()) return Result::done();
  scene.window_images().remove_frames();
  return Result::done();
}

Anchor anchor_named(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, Anchor>, 9> names{{
      {"CENTER", Anchor::center},
      {"TOP_LEFT", Anchor::top_left},
      {"LEFT_TOP", Anchor::top_left},
      {"TOP_RIGHT", Anchor::top_right},
      {"RIGHT_TOP", Anchor::top_right},
      {"BOTTOM_LEFT", Anchor::bottom_left},
      {"LEFT_BOTTOM", Anchor::bottom_left},
      {"BOTTOM_RIGHT", Anchor::bottom_right},
      {"RIGHT_BOTTOM", Anchor::bottom_right},
  }};
  for (const auto& [known, anchor] : names) {
    if (name == known) return anchor;
  }
  return Anchor::top_right;
}

// What is no size stands for the whole window.
float read_size(std::string_view argument) {
  const float size = read_float(argument);
  return size > 0.0F ? size : 1.0F;
}

Result add_overlay(Scene& scene, const Arguments& arguments) {
  if (scene.defers()) return Result::done();
  WindowImages& images = scene.window_images();
  std::string alias(arguments[0]);
  const OverlayPlace place{{read_size(arguments[2]), read_size(arguments[3])},
                           anchor_named(arguments[4]),
                           read_float(arguments[5])};
  return use_image(scene, std::string(arguments[1]),
                   {.where = "addWindowOverlay: " + alias,
                    .failed = "failed to load or exceeds limit",
                    .event = "WINDOWOVERLAY_EVENT_ADD",
                    .alias = alias,
                    .most = limits::window_overlays,
                    .set = [&images, alias, place](std::shared_ptr<const ResourceHandle> image) {
                      return images.set_overlay(alias, std::move(image), place);
                    }});
}

// `act` answers whether there is such an overlay.
Result change_overlay(Scene& scene, std::string_view alias,
                      bool (WindowImages::*act)(std::string_view), std::string_view function,
                      std::string_view event) {
  if (scene.defers()) return Result::done();
  if (!(scene.window_images().*act)(alias)) {
    return Result::warning(text({function, ": overlay alias not exist: ", alias}));
  }
  scene.events().post(event, {alias});
  return Result::done();
}

Result delete_overlay(Scene& scene, const Arguments& arguments) {
  return change_overlay(scene, arguments[0], &WindowImages::remove_overlay, "deleteWindowOverlay",
                        "WINDOWOVERLAY_EVENT_DELETE");
}

Result hide_overlay(Scene& scene, const Arguments& arguments) {
  return change_overlay(scene, arguments[0], &WindowImages::hide_overlay, "hideWindowOverlay",
                        "WINDOWOVERLAY_EVENT_HIDE");
}

Result show_overlay(Scene& scene, const Arguments& arguments) {
  return change_overlay(scene, arguments[0], &WindowImages::show_overlay, "showWindowOverlay",
                        "WINDOWOVERLAY_EVENT_SHOW");
}

Result delete_overlays(Scene& scene, const Arguments&) {
  if (scene.defers()) return Result::done();
  scene.window_images().remove_overlays();
  return Result::done();
}

constexpr std::string_view frames = "|frames";
constexpr std::string_view overlays = "|overlays";

constexpr CommandRow rows[] = {
    {.name = "WINDOWFRAME",
     .arguments = "file or NONE",
     .help = "Stretches an image over the whole window, in the place of the one before; NONE "
             "removes all frames.",
     .counts = {1},
     .replaces = frames,
     .run = set_default_frame},
    {.name = "WINDOWFRAME_ADD",
     .arguments = "alias|file",
     .events = {"WINDOWFRAME_EVENT_ADD|alias"},
     .help = "Stretches an image over the whole window, on those that are there; at most 30.",
     .counts = {2},
     .replaces = frames,
     .run = add_frame},
    {.name = "WINDOWFRAME_DELETE",
     .arguments = "alias",
     .events = {"WINDOWFRAME_EVENT_DELETE|alias"},
     .help = "Removes one of these images.",
     .counts = {1},
     .replaces = frames,
     .run = delete_frame},
    {.name = "WINDOWFRAME_DELETEALL",
     .help = "Removes all of these images.",
     .counts = {0},
     .replaces = frames,
     .run = delete_frames},
    {.name = "WINDOWOVERLAY_ADD",
     .arguments = "alias|file|width|height|anchor|padding",
     .events = {"WINDOWOVERLAY_EVENT_ADD|alias"},
     .help = "Fades in an image that keeps its shape, at most so wide and high (parts of the "
             "window, 0 is 1), at CENTER, TOP_LEFT, TOP_RIGHT, BOTTOM_LEFT or BOTTOM_RIGHT, so "
             "far from the edges; at most 30.",
     .counts = {6},
     .replaces = overlays,
     .run = add_overlay},
    {.name = "WINDOWOVERLAY_DELETE",
     .arguments = "alias",
     .events = {"WINDOWOVERLAY_EVENT_DELETE|alias"},
     .help = "Fades out one of these images and removes it.",
     .counts = {1},
     .replaces = overlays,
     .run = delete_overlay},
    {.name = "WINDOWOVERLAY_DELETEALL",
     .help = "Fades out all of these images and removes them.",
     .counts = {0},
     .replaces = overlays,
     .run = delete_overlays},
    {.name = "WINDOWOVERLAY_HIDE",
     .arguments = "alias",
     .events = {"WINDOWOVERLAY_EVENT_HIDE|alias"},
     .help = "Fades out one of these images; it can be shown again.",
     .counts = {1},
     .replaces = overlays,
     .run = hide_overlay},
    {.name = "WINDOWOVERLAY_SHOW",
     .arguments = "alias",
     .events = {"WINDOWOVERLAY_EVENT_SHOW|alias"},
     .help = "Fades in one of these images that was hidden.",
     .counts = {1},
     .replaces = overlays,
     .run = show_overlay},
};

}  // namespace

std::span<const CommandRow> window_image_commands() { return rows; }

}  // namespace mmdagent
