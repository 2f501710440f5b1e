// CAPTION_SETSTYLE, CAPTION_START, CAPTION_STOP (messages-core.md section 15).
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "MMDFiles/caption_script.h"
#include "host_limits.h"
#include "message/message_text.h"
#include "message/numbers.h"
#include "scene/assets.h"
#include "scene/captions.h"
#include "scene/command_families.h"
#include "scene/scene.h"

namespace mmdagent {
namespace {

constexpr std::string_view system_font = "default";
constexpr float longest_size = 1000.0F;

std::string in_quotes(std::string_view text) { return '"' + std::string(text) + '"'; }

std::string joined(const Arguments& arguments) {
  std::string text;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (i > 0) text += '|';
    text += arguments[i];
  }
  return text;
}

bool read_color(std::string_view argument, glm::vec4& color) {
  float values[4];
  if (!read_vector(argument, values)) return false;
  for (int i = 0; i < 4; ++i) color[i] = std::clamp(values[i], 0.0F, 1.0F);
  return true;
}

bool read_edge(std::string_view argument, TextEdge& edge) {
  float values[5];
  if (!read_vector(argument, values)) return false;
  for (int i = 0; i < 4; ++i) edge.color[i] = std::clamp(values[i], 0.0F, 1.0F);
  edge.thickness = edge.color.a > 0.0F ? std::max(values[4], 0.0F) / caption_glyph_pixels : 0.0F;
  return true;
}

Result wrong_format(std::string_view argument, std::string_view format) {
  return Result::error("CAPTION_SETSTYLE: " + in_quotes(argument) + " is not in a format " +
                       in_quotes(format));
}

// Style colours of arguments 2 and on; an error names the first that is wrong.
Result read_style(const Arguments& arguments, CaptionStyle& style) {
  glm::vec4 color;
  if (!read_color(arguments[2], color)) return wrong_format(arguments[2], "r,g,b,a");
  style = derived_style(color);
  if (arguments.size() == 3) return Result::done();
  if (!read_edge(arguments[3], style.inner)) {
    return wrong_format(arguments[3], "r,g,b,a,thickness");
  }
  if (!read_edge(arguments[4], style.outer)) {
    return wrong_format(arguments[4], "r,g,b,a,thickness");
  }
  if (!read_color(arguments[5], style.background)) return wrong_format(arguments[5], "r,g,b,a");
  return Result::done();
}

// A style of which everything is known; `all`: the arguments as they came.
Result finish_style(Scene& scene, const std::string& name, const CaptionStyle& style,
                    const std::string& all) {
  if (!scene.captions().set_style(name, style)) {
    scene.report(Result::error(
        "caption style " + in_quotes(name) +
        ": number of caption style exceeds limit: " + std::to_string(limits::caption_styles)));
    return Result::error("CAPTION_SETSTYLE: failed to set style: " + all);
  }
  scene.events().post("CAPTION_EVENT_SETSTYLE", {name});
  return Result::done();
}

Result set_style(Scene& scene, const Arguments& arguments) {
  CaptionStyle style;
  if (Result wrong = read_style(arguments, style); wrong.level != Level::none) return wrong;
  if (scene.defers()) return Result::done();
  std::string name(arguments[0].substr(0, limits::caption_style_name_bytes));
  std::string font(arguments[1]);
  std::string all = joined(arguments);
  if (font == system_font) return finish_style(scene, name, style, all);
  const CommandOrder::Ticket ticket = scene.hold();
  scene.assets().load_font(arguments[1], [&scene, ticket, name = std::move(name),
                                          font = std::move(font), style, all = std::move(all)](
                                             const Loaded<FontFile>& loaded) mutable {
    if (loaded.status != LoadStatus::done) {
      scene.report(Result::error("caption style " + in_quotes(name) + ": failed to load font " +
                                 in_quotes(font) + ", fall back to default"));
    } else if (const auto known = scene.assets().resources.font(loaded.asset->path)) {
      style.font = *known;
    } else {
      scene.report(Result::error(
          "caption style " + in_quotes(name) + ": number of caption fonts exceeds limit (" +
          std::to_string(limits::caption_fonts) + "), font " + in_quotes(font) + " not loaded"));
      scene.done(ticket, Result::error("CAPTION_SETSTYLE: failed to set style: " + all));
      return;
    }
    scene.done(ticket, finish_style(scene, name, style, all));
  });
  return Result::done();
}

// `_` stands for a blank; `\n` and `\r`, each two characters, break the line.
std::string literal_text(std::string_view argument) {
  std::string text;
  while (!argument.empty()) {
    const bool breaks = argument.starts_with("\\n") || argument.starts_with("\\r");
    text += breaks ? '\n' : argument[0] == '_' ? ' ' : argument[0];
    argument.remove_prefix(breaks ? 2 : 1);
  }
  return text;
}

bool read_side(std::string_view argument, TextSide& side) {
  if (argument == "LEFT") {
    side = TextSide::left;
  } else if (argument == "CENTER") {
    side = TextSide::center;
  } else if (argument == "RIGHT") {
    side = TextSide::right;
  } else {
    return false;
  }
  return true;
}

// What CAPTION_START asks for, while it is found out whether its text names a file.
struct CaptionRequest {
  std::string alias;
  std::string text;
  CaptionLook look;
  double duration = 0.0;  // frames
  std::string all;        // the arguments as they came
};

Result failed_start(Scene& scene, const CaptionRequest& request, const std::string& problem) {
  scene.report(Result::error("caption " + in_quotes(request.alias) + ": " + problem));
  return Result::error("CAPTION_START: failed to start: " + request.all);
}

Result start_caption(Scene& scene, const CaptionRequest& request,
                     const Loaded<mmd::CaptionScript>& loaded) {
  if (!scene.captions().has_style(request.look.style)) {
    return failed_start(scene, request, "style not found: " + request.look.style);
  }
  mmd::CaptionScript script{{{0.0, literal_text(request.text)}}, request.duration, {}};
  if (loaded.status == LoadStatus::done) {
    script = *loaded.asset;
    for (const std::string& warning : script.warnings) scene.report(Result::warning(warning));
  }
  if (loaded.status == LoadStatus::unusable) {
    return failed_start(
        scene, request,
        "failed to set up caption for " + in_quotes(request.text) + " (" + loaded.problem + ")");
  }
  if (!scene.captions().start(request.alias, request.look, std::move(script))) {
    return failed_start(scene, request,
                        "number of caption exceeds limit: " + std::to_string(limits::captions));
  }
  scene.events().post("CAPTION_EVENT_START", {request.alias});
  return Result::done();
}

Result start(Scene& scene, const Arguments& arguments) {
  CaptionRequest request{std::string(arguments[0]),
                         std::string(arguments[2]),
                         {std::string(arguments[1].substr(0, limits::caption_style_name_bytes)),
                          std::clamp(read_float(arguments[3]), 0.0F, longest_size),
                          TextSide::center, read_float(arguments[5])},
                         read_double(arguments[6]),
                         joined(arguments)};
  if (!read_side(arguments[4], request.look.side)) {
    return Result::error("CAPTION_START: align parameter should be CENTER, LEFT or RIGHT");
  }
  if (scene.defers()) return Result::done();
  const CommandOrder::Ticket ticket = scene.hold();
  scene.assets().load_caption(arguments[2], [&scene, ticket, request = std::move(request)](
                                                const Loaded<mmd::CaptionScript>& loaded) {
    scene.done(ticket, start_caption(scene, request, loaded));
  });
  return Result::done();
}

Result stop(Scene& scene, const Arguments& arguments) {
  if (scene.defers()) return Result::done();
  if (!scene.captions().stop(arguments[0])) {
    return Result::warning("CAPTION_STOP: nothing to stop: " + std::string(arguments[0]));
  }
  scene.events().post("CAPTION_EVENT_STOP", {arguments[0]});
  return Result::done();
}

constexpr std::string_view captions = "|captions";

constexpr CommandRow rows[] = {
    {.name = "CAPTION_SETSTYLE",
     .arguments = "style|font or default|r,g,b,a[|edge r,g,b,a,thickness|outer edge "
                  "r,g,b,a,thickness|background r,g,b,a]",
     .defaults = "a white edge and a lighter one around it, no background",
     .events = {"CAPTION_EVENT_SETSTYLE|style"},
     .help = "Defines how captions of a style look, also those that are shown; at most 30. Style "
             "_default is always there.",
     .counts = {3, 6},
     .replaces = captions,
     .run = set_style},
    {.name = "CAPTION_START",
     .arguments = "alias|style|text or file|size|CENTER, LEFT or RIGHT|height|duration",
     .events = {"CAPTION_EVENT_START|alias", "CAPTION_EVENT_STOP|alias"},
     .help =
         "Shows a text for so many frames of 1/30 s, its first line so high in the window (0 to "
         "1); _ stands for a blank, \\n breaks the line. Of a file each line [mm:ss.cc]text is "
         "shown from its time to the next.",
     .counts = {7},
     .replaces = captions,
     .run = start},
    {.name = "CAPTION_STOP",
     .arguments = "alias",
     .events = {"CAPTION_EVENT_STOP|alias"},
     .help = "Removes a caption.",
     .counts = {1},
     .replaces = captions,
     .run = stop},
};

}  // namespace

std::span<const CommandRow> caption_commands() { return rows; }

}  // namespace mmdagent
