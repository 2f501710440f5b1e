// INFOTEXT_FILE and INFOTEXT_STRING (messages-core.md section 17).
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host_limits.h"
#include "message/message_text.h"
#include "message/numbers.h"
#include "overlay/hex_color.h"
#include "overlay/info_text.h"
#include "overlay/overlay.h"
#include "scene/assets.h"
#include "scene/command_families.h"
#include "scene/scene.h"

namespace mmdagent {
namespace {

constexpr std::string_view too_long = "cannot display this text: size too large (> 16k)";
constexpr std::string_view usual_buttons = "OK,Dismiss";
constexpr float least_scale = 0.05F;
constexpr float greatest_scale = 50.0F;

std::vector<std::string> labels_of(std::string_view list) {
  std::vector<std::string> labels;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    if (end > 0) labels.emplace_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return labels;
}

// All but the text. `left_out`: there are more buttons than can be shown.
InfoDocument read_look(const Arguments& arguments, bool& left_out) {
  InfoDocument document;
  document.title = arguments[1];
  document.buttons = labels_of(arguments[2]);
  if (document.buttons.empty()) document.buttons = labels_of(usual_buttons);
  left_out = document.buttons.size() > limits::document_buttons;
  if (left_out) document.buttons.resize(limits::document_buttons);
  if (arguments.size() > 3) {
    const float scale = read_float(arguments[3]);
    document.scale = scale > 0.0F ? std::clamp(scale, least_scale, greatest_scale) : 1.0F;
  }
  if (arguments.size() > 4) document.background = hex_color(arguments[4]);
  if (arguments.size() > 5) document.color = hex_color(arguments[5]);
  return document;
}

Result show(Scene& scene, InfoDocument document, bool left_out, std::string_view type) {
  scene.overlay().info_text().show(std::move(document));
  if (!left_out) return Result::done();
  return Result::warning(std::string(type) + ": number of buttons exceeds limit: " +
                         std::to_string(limits::document_buttons));
}

Result show_string(Scene& scene, const Arguments& arguments) {
  if (scene.defers()) return Result::done();
  bool left_out = false;
  InfoDocument document = read_look(arguments, left_out);
  const bool fits = arguments[0].size() <= limits::document_bytes;
  document.text = fits ? arguments[0] : too_long;
  return show(scene, std::move(document), left_out, "INFOTEXT_STRING");
}

Result show_file(Scene& scene, const Arguments& arguments) {
  if (scene.defers()) return Result::done();
  bool left_out = false;
  InfoDocument document = read_look(arguments, left_out);
  const CommandOrder::Ticket ticket = scene.hold();
  scene.assets().load_document(
      arguments[0], [&scene, ticket, left_out, document = std::move(document),
                     name = std::string(arguments[0])](const Loaded<DocumentFile>& loaded) mutable {
        if (loaded.status != LoadStatus::done) {
          scene.done(ticket, Result::error("Error: INFOTEXT_FILE: failed to read " + name));
          return;
        }
        document.text = loaded.asset->too_long ? too_long : loaded.asset->text;
        scene.done(ticket, show(scene, std::move(document), left_out, "INFOTEXT_FILE"));
      });
  return Result::done();
}

constexpr std::string_view document = "|document";
constexpr CommandRow rows[] = {
    {.name = "INFOTEXT_FILE",
     .arguments = "file|title|button[,button...][|scale[|background[|text colour]]]",
     .defaults = "scale 1, 00000088, FFFFFFFF",
     .events = {"INFOTEXT_EVENT_SHOW", "INFOTEXT_EVENT_CLOSE|label of the button; -1: none"},
     .help = "Shows a text file of at most 16383 bytes over the scene, with up to 10 buttons to "
             "close it. Addresses in it can be tapped. Colours are RRGGBB or RRGGBBAA.",
     .counts = ArgumentCounts::range(3, 6),
     .count_error = "Error: INFOTEXT_FILE: too {} arguments",
     .replaces = document,
     .run = show_file},
    {.name = "INFOTEXT_STRING",
     .arguments = "text|title|button[,button...][|scale[|background[|text colour]]]",
     .defaults = "scale 1, 00000088, FFFFFFFF",
     .events = {"INFOTEXT_EVENT_SHOW", "INFOTEXT_EVENT_CLOSE|label of the button; -1: none"},
     .help = "Shows a text over the scene as INFOTEXT_FILE does one of a file.",
     .counts = ArgumentCounts::range(3, 6),
     .count_error = "Error: INFOTEXT_STRING: too {} arguments",
     .replaces = document,
     .run = show_string},
};

}  // namespace

std::span<const CommandRow> info_text_commands() { return rows; }

}  // namespace mmdagent
