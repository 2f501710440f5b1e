// The glyphs, boxes and images of the flat layer as triangles. Knows no GL.
#pragma once

#include <cstddef>
#include <glm/vec2.hpp>
#include <glm/vec4.hpp>
#include <map>
#include <optional>
#include <span>
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

// Triangles that are drawn with one texture, within one part of the picture.
struct VertexBatch {
  ResourceId image = no_resource;  // none: the atlas of glyphs
  std::uint32_t frame = 0;         // of it
  glm::vec4 clip{0.0F};            // in units of the 2-D layer: left, low, right, high
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

// One thread only.
class TextVertices {
 public:
  // A line if the file is no font.
  std::optional<std::string> add_font(const AddFont& font);
  bool has_fonts() const { return fonts_.size() > 0; }

  // Makes the triangles of panels, texts and captions in a layer of that size. False: nothing has
  // changed since the last call.
  bool update(const Snapshot& snapshot, const glm::vec2& layer);

  const std::vector<TextVertex>& all() const { return vertices_; }
  // Those of texts and captions, in drawing order, and those of the panels under and over them.
  Range texts() const { return texts_; }
  std::span<const VertexBatch> under() const { return std::span(batches_).first(under_); }
  std::span<const VertexBatch> over() const { return std::span(batches_).subspan(under_, over_); }
  // Those of one of the snapshot's boards, in its own units.
  std::span<const VertexBatch> board(std::size_t index) const {
    return std::span(batches_).subspan(boards_[index].first, boards_[index].count);
  }
  GlyphAtlas& atlas() { return atlas_; }

 private:
  struct Place {
    glm::vec2 origin;  // left end of the first baseline
    float size;        // of a line of the layout
    float spacing;     // of lines, in lines of the layout
  };
  bool is_stored(const Snapshot& snapshot, const glm::vec2& layer) const;
  bool is_flat_stored(const Snapshot& snapshot) const;
  bool are_boards_stored(const Snapshot& snapshot) const;
  void store(const Snapshot& snapshot, const glm::vec2& layer);
  void add_items(const Snapshot& snapshot, std::span<const FlatItem> items, const glm::vec2& scale);
  void add_boards(const Snapshot& snapshot);
  void add_item(const FlatItem& item, std::string_view characters, const glm::vec2& scale);
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
  std::vector<VertexBatch> batches_;
  std::size_t under_ = 0;      // of batches_, those drawn first
  std::size_t over_ = 0;       // and then those drawn last
  std::vector<Range> boards_;  // of batches_
  Range texts_;                // of vertices_
  // What vertices_ was made from.
  std::vector<DrawnText> stored_texts_;
  std::vector<DrawnCaption> stored_captions_;
  std::vector<FlatItem> stored_flat_;
  std::vector<FlatItem> stored_board_items_;
  std::vector<Range> stored_boards_;  // of them
  std::uint32_t stored_under_ = 0;
  glm::vec2 stored_flat_size_{0.0F};
  std::vector<char> stored_characters_;
  glm::vec2 stored_layer_{0.0F};
  std::size_t stored_fonts_ = 0;
};

}  // namespace mmdagent
