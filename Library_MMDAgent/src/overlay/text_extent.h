// How much room a text takes.
#pragma once

#include <string_view>

namespace mmdagent {

class FontSet;

// In ems of the text.
struct TextExtent {
  float width = 0.0F;   // of the widest line
  float above = 0.0F;   // from the first baseline to the highest edge of a glyph, at least 0
  float height = 0.0F;  // from the highest edge of a glyph to the lowest
  int lines = 0;
};

// Of UTF-8 text laid out as lay_out_text() does, lines `pitch` ems apart. Thread: that of `fonts`.
TextExtent text_extent(const FontSet& fonts, std::string_view text, float pitch);

}  // namespace mmdagent
