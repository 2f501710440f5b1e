// Captions and the styles they are shown in (messages-core.md section 15, rendering.md
// section 6.4).
#pragma once

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
  bool has_style(std::string_view name) const { return find_style(name) != nullptr; }

  // Takes the place of a caption of the same name. False: there are as many as there may be.
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
    CaptionLook look;
    mmd::CaptionScript script;
    double position = 0.0;
    bool over = false;
  };

  const CaptionStyle* find_style(std::string_view name) const;

  std::vector<NamedStyle> styles_;
  std::vector<Caption> captions_;
};

}  // namespace mmdagent
