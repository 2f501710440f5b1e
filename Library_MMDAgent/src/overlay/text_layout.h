// Where each glyph of a text goes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace mmdagent {

class FontSet;

struct PlacedGlyph {
  std::size_t font = 0;
  std::uint32_t glyph = 0;
  float x =
      0.0F;  // of the glyph's origin, from the left end of the first baseline; in line heights
  float y = 0.0F;  // up is positive; further lines are below, at -1, -2, …
};

struct TextLayout {
  std::vector<PlacedGlyph> glyphs;
  float width = 0.0F;  // of the longest line, in line heights
  int lines = 0;
};

// Lays out UTF-8 text, broken at line feeds. Invalid bytes are drawn as U+FFFD. `right_aligned`:
// lines end at x = 0 instead of beginning there. An em is em_per_line_height high. `font`: the one
// that is asked first.
TextLayout lay_out_text(const FontSet& fonts, std::string_view text, bool right_aligned,
                        std::optional<std::size_t> font = {});

inline constexpr float em_per_line_height = 0.8F;

}  // namespace mmdagent
