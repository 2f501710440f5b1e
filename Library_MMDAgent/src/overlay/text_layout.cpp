#include "overlay/text_layout.h"

#include <hb.h>

#include <algorithm>
#include <memory>

#include "MMDFiles/text.h"
#include "overlay/font_set.h"

namespace mmdagent {
namespace {

// HarfBuzz counts in 26.6 fixed point pixels.
constexpr float units_per_pixel = 64.0F;

struct BufferDeleter {
  void operator()(hb_buffer_t* buffer) const { hb_buffer_destroy(buffer); }
};
using Buffer = std::unique_ptr<hb_buffer_t, BufferDeleter>;

// Characters of one font in a row, shaped together.
class Run {
 public:
  Run() : buffer_(hb_buffer_create()) {}

  bool empty() const { return hb_buffer_get_length(buffer_.get()) == 0; }
  void add(char32_t character) { hb_buffer_add(buffer_.get(), character, 0); }

  // Appends the run's glyphs behind `x`; returns where the next run begins.
  float finish(const FontSet& fonts, std::size_t font, float x, float y, TextLayout& layout) {
    hb_buffer_set_content_type(buffer_.get(), HB_BUFFER_CONTENT_TYPE_UNICODE);
    hb_buffer_guess_segment_properties(buffer_.get());
    hb_shape(fonts.shaper(font), buffer_.get(), nullptr, 0);
    unsigned count = 0;
    const hb_glyph_info_t* glyphs = hb_buffer_get_glyph_infos(buffer_.get(), &count);
    const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer_.get(), &count);
    constexpr float scale =
        em_per_line_height / (units_per_pixel * static_cast<float>(FontSet::pixels_per_em));
    for (unsigned i = 0; i < count; ++i) {
      layout.glyphs.push_back({font, glyphs[i].codepoint,
                               x + static_cast<float>(positions[i].x_offset) * scale,
                               y + static_cast<float>(positions[i].y_offset) * scale});
      x += static_cast<float>(positions[i].x_advance) * scale;
    }
    hb_buffer_clear_contents(buffer_.get());
    return x;
  }

 private:
  Buffer buffer_;
};

float lay_out_line(const FontSet& fonts, std::optional<std::size_t> named, std::string_view line,
                   float y, TextLayout& layout) {
  float x = 0.0F;
  Run run;
  std::size_t font = 0;
  while (!line.empty()) {
    const mmd::Utf8Character character = mmd::first_character(line);
    line.remove_prefix(character.bytes);
    const std::size_t wanted = fonts.font_for(character.value, named);
    if (wanted != font && !run.empty()) x = run.finish(fonts, font, x, y, layout);
    font = wanted;
    run.add(character.value);
  }
  return run.empty() ? x : run.finish(fonts, font, x, y, layout);
}

}  // namespace

TextLayout lay_out_text(const FontSet& fonts, std::string_view text, bool right_aligned,
                        std::optional<std::size_t> font) {
  TextLayout layout;
  if (fonts.size() == 0) return layout;
  while (true) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::size_t first = layout.glyphs.size();
    const float width =
        lay_out_line(fonts, font, text.substr(0, end), -static_cast<float>(layout.lines), layout);
    if (right_aligned) {
      for (std::size_t i = first; i < layout.glyphs.size(); ++i) layout.glyphs[i].x -= width;
    }
    layout.width = std::max(layout.width, width);
    ++layout.lines;
    if (end == text.size()) return layout;
    text.remove_prefix(end + 1);
  }
}

}  // namespace mmdagent
