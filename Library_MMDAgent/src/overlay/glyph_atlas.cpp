#include "overlay/glyph_atlas.h"

#include <ft2build.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include FT_FREETYPE_H
#include FT_GLYPH_H
#include FT_STROKER_H

#include "overlay/font_set.h"
#include "overlay/text_layout.h"

namespace mmdagent {
namespace {

constexpr int gap = 1;  // texels between glyphs, so that filtering does not mix them
constexpr float line_heights_per_pixel =
    em_per_line_height / static_cast<float>(FontSet::pixels_per_em);
// Wider outlines than this look like blots; they also bound a glyph's size in the atlas.
constexpr int widest_outline_pixels = FontSet::pixels_per_em / 2;

}  // namespace

struct GlyphAtlas::Picture {
  int width = 0;
  int height = 0;
  int left = 0;  // pixels from the origin
  int top = 0;
  std::vector<std::uint8_t> coverage;
};

GlyphAtlas::GlyphAtlas(const FontSet& fonts)
    : fonts_(fonts), texels_(std::size_t{side} * side, std::uint8_t{0}) {}

const AtlasGlyph& GlyphAtlas::find(std::size_t font, std::uint32_t glyph, float outline) {
  const int outline_pixels = std::clamp(
      static_cast<int>(std::lround(outline / line_heights_per_pixel)), 0, widest_outline_pixels);
  const Key key{font, glyph, outline_pixels};
  const auto known = glyphs_.find(key);
  if (known != glyphs_.end()) return known->second;
  const Picture picture = draw(font, glyph, outline_pixels);
  AtlasGlyph found;
  if (!place(picture, found)) {
    empty();
    place(picture, found);
  }
  found.offset_x = static_cast<float>(picture.left) * line_heights_per_pixel;
  found.offset_y = static_cast<float>(picture.top) * line_heights_per_pixel;
  found.extent_x = static_cast<float>(found.width) * line_heights_per_pixel;
  found.extent_y = static_cast<float>(found.height) * line_heights_per_pixel;
  return glyphs_.emplace(key, found).first->second;
}

const AtlasGlyph& GlyphAtlas::solid() {
  constexpr Key key{~std::size_t{0}, 0, 0};
  const auto known = glyphs_.find(key);
  if (known != glyphs_.end()) return known->second;
  constexpr int texels = 4;  // filtering inside sees none of its neighbours
  Picture picture;
  picture.width = picture.height = texels;
  picture.coverage.assign(std::size_t{texels} * texels, 255);
  AtlasGlyph found;
  if (!place(picture, found)) {
    empty();
    place(picture, found);
  }
  return glyphs_.emplace(key, found).first->second;
}

GlyphAtlas::Picture GlyphAtlas::draw(std::size_t font, std::uint32_t glyph,
                                     int outline_pixels) const {
  Picture picture;
  FT_Face face = fonts_.face(font);
  FT_Glyph outline = nullptr;
  if (FT_Load_Glyph(face, glyph, FT_LOAD_NO_BITMAP | FT_LOAD_NO_HINTING) != 0 ||
      FT_Get_Glyph(face->glyph, &outline) != 0) {
    return picture;
  }
  if (outline_pixels > 0) {
    FT_Stroker stroker = nullptr;
    if (FT_Stroker_New(face->glyph->library, &stroker) == 0) {
      FT_Stroker_Set(stroker, outline_pixels * 64, FT_STROKER_LINECAP_ROUND,
                     FT_STROKER_LINEJOIN_ROUND, 0);
      FT_Glyph_StrokeBorder(&outline, stroker, false, true);
      FT_Stroker_Done(stroker);
    }
  }
  if (FT_Glyph_To_Bitmap(&outline, FT_RENDER_MODE_NORMAL, nullptr, true) == 0) {
    const auto* bitmap = reinterpret_cast<FT_BitmapGlyph>(outline);
    picture.width = static_cast<int>(bitmap->bitmap.width);
    picture.height = static_cast<int>(bitmap->bitmap.rows);
    picture.left = bitmap->left;
    picture.top = bitmap->top;
    picture.coverage.resize(static_cast<std::size_t>(picture.width) * picture.height);
    for (int y = 0; y < picture.height; ++y) {
      const unsigned char* row =
          bitmap->bitmap.buffer + static_cast<std::ptrdiff_t>(y) * bitmap->bitmap.pitch;
      std::copy_n(row, picture.width,
                  picture.coverage.begin() + static_cast<std::ptrdiff_t>(y) * picture.width);
    }
  }
  FT_Done_Glyph(outline);
  return picture;
}

bool GlyphAtlas::place(const Picture& picture, AtlasGlyph& place) {
  if (picture.width == 0 || picture.width > side || picture.height > side) return true;
  if (shelf_used_ + picture.width > side) {
    shelf_top_ += shelf_height_ + gap;
    shelf_used_ = 0;
    shelf_height_ = 0;
  }
  if (shelf_top_ + picture.height > side) return false;
  place.left = shelf_used_;
  place.top = shelf_top_;
  place.width = picture.width;
  place.height = picture.height;
  shelf_used_ += picture.width + gap;
  shelf_height_ = std::max(shelf_height_, picture.height);
  for (int y = 0; y < picture.height; ++y) {
    std::copy_n(picture.coverage.begin() + static_cast<std::ptrdiff_t>(y) * picture.width,
                picture.width,
                texels_.begin() + static_cast<std::ptrdiff_t>(place.top + y) * side + place.left);
  }
  changed_ = changed_.end == 0 ? Rows{place.top, place.top + place.height}
                               : Rows{std::min(changed_.first, place.top),
                                      std::max(changed_.end, place.top + place.height)};
  return true;
}

void GlyphAtlas::empty() {
  std::fill(texels_.begin(), texels_.end(), std::uint8_t{0});
  glyphs_.clear();
  ++generation_;
  shelf_top_ = shelf_height_ = shelf_used_ = 0;
  changed_ = {0, side};
}

GlyphAtlas::Rows GlyphAtlas::take_changed_rows() { return std::exchange(changed_, Rows{}); }

}  // namespace mmdagent
