// One picture that holds every glyph drawn so far, plain and with outlines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

namespace mmdagent {

class FontSet;

// A glyph's place in the atlas, in texels, and how it lies about its origin, in line heights.
struct AtlasGlyph {
  int left = 0, top = 0, width = 0, height = 0;  // width 0: nothing to draw (a space)
  float offset_x = 0.0F;                         // of the picture's left edge
  float offset_y = 0.0F;                         // of its top edge, up is positive
  float extent_x = 0.0F;
  float extent_y = 0.0F;
};

// One thread only. Coverage, one byte a texel, top row first.
class GlyphAtlas {
 public:
  static constexpr int side = 2048;

  explicit GlyphAtlas(const FontSet& fonts);

  // `outline`: how far the glyph is grown on all sides, in line heights; 0 is the plain glyph.
  // When the atlas is full it is emptied first: then generation() changes and what was found before
  // is void.
  const AtlasGlyph& find(std::size_t font, std::uint32_t glyph, float outline);

  // Texels that are covered wholly, for areas of one colour; as void as others when emptied.
  const AtlasGlyph& solid();

  std::uint64_t generation() const { return generation_; }
  const std::vector<std::uint8_t>& texels() const { return texels_; }
  // Rows that changed since the last call: first and one past the last.
  struct Rows {
    int first = 0;
    int end = 0;
  };
  Rows take_changed_rows();

 private:
  struct Picture;
  using Key = std::tuple<std::size_t, std::uint32_t, int>;

  Picture draw(std::size_t font, std::uint32_t glyph, int outline_pixels) const;
  bool place(const Picture& picture, AtlasGlyph& place);
  void empty();

  const FontSet& fonts_;
  std::vector<std::uint8_t> texels_;
  std::map<Key, AtlasGlyph> glyphs_;
  std::uint64_t generation_ = 0;
  int shelf_top_ = 0, shelf_height_ = 0, shelf_used_ = 0;
  Rows changed_;
};

}  // namespace mmdagent
