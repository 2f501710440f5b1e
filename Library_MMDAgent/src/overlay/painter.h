// What panels draw with: boxes, images and texts in pixels, from the lower left corner of the
// picture.
#pragma once

#include <glm/vec2.hpp>
#include <glm/vec4.hpp>
#include <string_view>
#include <vector>

#include "overlay/rectangle.h"
#include "render/flat_item.h"

namespace mmdagent {

class TextMeasure;
struct Snapshot;

// An em at scale 1 is so many units of a panel high (rendering.md section 6.2).
inline constexpr float em_per_unit = 0.85F;
// Thicknesses of edges are given in pixels of glyphs that are so high.
inline constexpr float edge_glyph_pixels = 36.0F;

struct TextLook {
  float em = 0.0F;     // height in pixels
  float pitch = 0.0F;  // from line to line, pixels
  glm::vec4 color{1.0F};
  TextEdge edge;
};

// Agent thread only; for one picture. Later things cover earlier ones.
class Painter {
 public:
  // On the picture, over what was painted before.
  Painter(Snapshot& snapshot, const TextMeasure& measure);
  // Into a list of the snapshot's: that of a board, in its units.
  Painter(Snapshot& snapshot, const TextMeasure& measure, std::vector<FlatItem>& items)
      : snapshot_(snapshot), items_(items), measure_(measure) {}

  // Of the picture that is meant.
  glm::vec2 size() const;
  const TextMeasure& measure() const { return measure_; }

  void box(const Rectangle& place, const glm::vec4& color);
  // The border of a place, inside it, so thick.
  void border(const Rectangle& place, float thickness, const glm::vec4& color);
  // Its part from `from` to `to`, the whole being (0,0) to (1,1) from its lower left corner.
  void image(const Rectangle& place, std::uint64_t image, const glm::vec4& color = glm::vec4(1.0F),
             const glm::vec2& from = glm::vec2(0.0F), const glm::vec2& to = glm::vec2(1.0F));
  // `baseline`: its left end, of the first line. In the user's language.
  void text(std::string_view text, const glm::vec2& baseline, const TextLook& look);
  // Likewise, smaller where it would be wider than `room`.
  void fitted_text(std::string_view text, const glm::vec2& baseline, TextLook look, float room);
  // Likewise, all of it, whatever it begins with.
  void whole_text(std::string_view text, const glm::vec2& baseline, const TextLook& look);

  // How everything that is drawn while one of these lives is moved: grown about `center`, then
  // shifted, then seen through. They nest.
  struct Motion {
    glm::vec2 shift{0.0F};
    glm::vec2 center{0.0F};
    float growth = 1.0F;
    float opacity = 1.0F;
  };
  class Moved {
   public:
    Moved(Painter& painter, const Motion& motion);
    ~Moved();
    Moved(const Moved&) = delete;
    Moved& operator=(const Moved&) = delete;

   private:
    Painter& painter_;
  };

  // Nothing is drawn outside `place` while one of these lives; they nest. The place moves as what
  // is drawn in it does.
  class Clipped {
   public:
    Clipped(Painter& painter, const Rectangle& place);
    ~Clipped();
    Clipped(const Clipped&) = delete;
    Clipped& operator=(const Clipped&) = delete;

   private:
    Painter& painter_;
    glm::vec4 before_;
  };

 private:
  FlatItem& add(FlatItem item);
  glm::vec2 moved(glm::vec2 at) const;
  float growth() const;

  Snapshot& snapshot_;
  std::vector<FlatItem>& items_;
  const TextMeasure& measure_;
  std::vector<Motion> motions_;
  glm::vec4 clip_ = FlatItem{}.clip;
};

}  // namespace mmdagent
