// Captions and the styles they are shown in (messages-core.md section 15, rendering.md
// section 6.4).
#pragma once

#include <cstddef>
#include <glm/vec4.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "MMDFiles/caption_script.h"
#include "render/snapshot.h"

namespace mmdagent {

class EventPoster;

struct CaptionStyle {
  ResourceId font = no_resource;  // the program's
  glm::vec4 color{1.0F};
  TextEdge inner;
  TextEdge outer;
  glm::vec4 background{0.0F};
};

// Messages give thicknesses in pixels of glyphs that are so high.
inline constexpr float caption_glyph_pixels = 36.0F;

// The style of a text colour alone: a white edge, and around it one of a lighter, yellower kind of
// that colour.
CaptionStyle derived_style(const glm::vec4& color);

struct CaptionLook {
  std::string style;
  float size = 1.0F;  // DrawnCaption says what these mean
  TextSide side = TextSide::center;
  float height = 0.0F;
};

// Agent thread only.
class Captions {
 public:
  static constexpr std::string_view default_style = "_default";

  Captions();

  // What is shown in a style changes with it. False: there are as many as there may be.
  bool set_style(std::string_view name, const CaptionStyle& style);
  bool has_style(std::string_view name) const { return find_style(name).has_value(); }

  // Takes the place of a caption of the same name. False: there is no such style, or there are as
  // many captions as there may be.
  bool start(std::string_view alias, const CaptionLook& look, mmd::CaptionScript script);
  // False: there is none. One that is over counts until another needs its place.
  bool stop(std::string_view alias);

  // Moves all on by frames of 1/30 s; posts CAPTION_EVENT_STOP for those that are over then.
  void step(double frames, EventPoster& events);
  void fill(Snapshot& snapshot) const;

 private:
  struct NamedStyle {
    std::string name;
    CaptionStyle style;
  };
  struct Caption {
    std::string alias;
    std::size_t style = 0;  // of styles_
    CaptionLook look;
    mmd::CaptionScript script;
    double position = 0.0;
    std::size_t passed = 0;  // lines that have begun; the last of them is shown
    bool over = false;

    void pass_lines();
  };

  std::optional<std::size_t> find_style(std::string_view name) const;

  std::string language_;            // the user's
  std::vector<NamedStyle> styles_;  // none ever leaves its place
  std::vector<Caption> captions_;
};

}  // namespace mmdagent
