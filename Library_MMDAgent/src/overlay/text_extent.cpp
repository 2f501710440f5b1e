#include "overlay/text_extent.h"

#include <hb.h>

#include <algorithm>

#include "overlay/font_set.h"
#include "overlay/text_layout.h"

namespace mmdagent {
namespace {

// HarfBuzz counts in 26.6 fixed point pixels.
constexpr float units_per_em = 64.0F * static_cast<float>(FontSet::pixels_per_em);

}  // namespace

TextExtent text_extent(const FontSet& fonts, std::string_view text, float pitch) {
  const TextLayout layout = lay_out_text(fonts, text, false);
  TextExtent extent{layout.width / em_per_line_height, 0.0F, 0.0F, layout.lines};
  float lowest = 0.0F;
  for (const PlacedGlyph& placed : layout.glyphs) {
    hb_glyph_extents_t box;
    if (hb_font_get_glyph_extents(fonts.shaper(placed.font), placed.glyph, &box) == 0) continue;
    if (box.height == 0) continue;  // a space
    const float top = placed.y * pitch + static_cast<float>(box.y_bearing) / units_per_em;
    extent.above = std::max(extent.above, top);
    lowest = std::min(lowest, top + static_cast<float>(box.height) / units_per_em);
  }
  extent.height = extent.above - lowest;
  return extent;
}

}  // namespace mmdagent
