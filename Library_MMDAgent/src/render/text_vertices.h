// The glyphs and boxes of the 2-D layer as triangles. Knows no GL.
#pragma once

#include <cstddef>
#include <glm/vec2.hpp>
#include <glm/vec4.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "overlay/font_set.h"
#include "overlay/glyph_atlas.h"
#include "render/resources.h"
#include "render/snapshot.h"

namespace mmdagent {

struct TextLayout;

struct TextVertex {
  glm::vec2 position;  // units of the 2-D layer
  glm::vec2 uv;        // of the atlas
  glm::vec4 color;
};

// One thread only.
class TextVertices {
 public:
  // A line if the file is no font.
  std::optional<std::string> add_font(const AddFont& font);
  bool has_fonts() const { return fonts_.size() > 0; }

  // Makes the triangles of texts and captions in a layer of that size, in drawing order. False:
  // nothing has changed since the last call.
  bool update(const Snapshot& snapshot, const glm::vec2& layer);

  const std::vector<TextVertex>& all() const { return vertices_; }
  GlyphAtlas& atlas() { return atlas_; }

 private:
  struct Place {
    glm::vec2 origin;  // left end of the first baseline
    float size;        // of a line of the layout
    float spacing;     // of lines, in lines of the layout
  };
  bool is_stored(const Snapshot& snapshot, const glm::vec2& layer) const;
  void add_all(const Snapshot& snapshot, const glm::vec2& layer);
  void add_text(const DrawnText& text, std::string_view characters);
  void add_caption(const DrawnCaption& caption, std::string_view characters,
                   const glm::vec2& layer);
  // `outline`: how far the glyphs are grown, in lines.
  void add_glyphs(const TextLayout& layout, const Place& place, float outline,
                  const glm::vec4& color);
  void add_box(const glm::vec2& corner, const glm::vec2& extent, const glm::vec4& color);
  void add_quad(const glm::vec2& corner, const glm::vec2& extent, const glm::vec2& uv,
                const glm::vec2& uv_extent, const glm::vec4& color);

  FontSet fonts_;
  GlyphAtlas atlas_{fonts_};
  std::map<ResourceId, std::size_t> named_fonts_;
  std::vector<TextVertex> vertices_;
  // What vertices_ was made from.
  std::vector<DrawnText> stored_texts_;
  std::vector<DrawnCaption> stored_captions_;
  std::vector<char> stored_characters_;
  glm::vec2 stored_layer_{0.0F};
  std::size_t stored_fonts_ = 0;
};

}  // namespace mmdagent
