#include "render/text_vertices.h"

#include <algorithm>

#include "overlay/text_layout.h"
#include "render/caption_placement.h"

namespace mmdagent {
namespace {

// Captions count in ems, layouts in lines.
constexpr float units_per_em = 0.85F;  // at size 1
constexpr float caption_line = units_per_em / em_per_line_height;
constexpr float caption_pitch = 1.1F;  // from line to line, in sizes

constexpr float atlas_side{GlyphAtlas::side};

std::string_view characters_of(const Snapshot& snapshot, const Range& range) {
  return {snapshot.characters.data() + range.first, range.count};
}

}  // namespace

std::optional<std::string> TextVertices::add_font(const AddFont& font) {
  std::string reason;
  if (font.id == no_resource) {
    if (fonts_.add(font.path, reason)) return std::nullopt;
    return reason;
  }
  const std::optional<std::size_t> index = fonts_.add_named(font.path, reason);
  if (!index) return reason;
  named_fonts_[font.id] = *index;
  return std::nullopt;
}

bool TextVertices::is_stored(const Snapshot& snapshot, const glm::vec2& layer) const {
  return stored_fonts_ == fonts_.size() && stored_texts_ == snapshot.texts &&
         stored_captions_ == snapshot.captions && stored_characters_ == snapshot.characters &&
         is_flat_stored(snapshot) && are_boards_stored(snapshot) &&
         (stored_layer_ == layer || (snapshot.captions.empty() && snapshot.flat.empty()));
}

bool TextVertices::is_flat_stored(const Snapshot& snapshot) const {
  return stored_flat_ == snapshot.flat && stored_under_ == snapshot.flat_under &&
         (stored_flat_size_ == snapshot.flat_size || snapshot.flat.empty());
}

// Where a board is does not matter to its triangles.
bool TextVertices::are_boards_stored(const Snapshot& snapshot) const {
  return stored_board_items_ == snapshot.board_items &&
         std::ranges::equal(stored_boards_, snapshot.boards,
                            [](const Range& range, const DrawnBoard& board) {
                              return range == Range{board.first, board.count};
                            });
}

void TextVertices::store(const Snapshot& snapshot, const glm::vec2& layer) {
  stored_texts_ = snapshot.texts;
  stored_captions_ = snapshot.captions;
  stored_flat_ = snapshot.flat;
  stored_under_ = snapshot.flat_under;
  stored_board_items_ = snapshot.board_items;
  stored_boards_.clear();
  for (const DrawnBoard& board : snapshot.boards) {
    stored_boards_.push_back({board.first, board.count});
  }
  stored_flat_size_ = snapshot.flat_size;
  stored_characters_ = snapshot.characters;
  stored_layer_ = layer;
  stored_fonts_ = fonts_.size();
}

bool TextVertices::update(const Snapshot& snapshot, const glm::vec2& layer) {
  if (is_stored(snapshot, layer)) return false;
  const std::uint64_t generation = atlas_.generation();
  add_all(snapshot, layer);
  // An atlas that became full on the way began anew: places found before are void.
  if (atlas_.generation() != generation) add_all(snapshot, layer);
  store(snapshot, layer);
  return true;
}

void TextVertices::add_all(const Snapshot& snapshot, const glm::vec2& layer) {
  vertices_.clear();
  batches_.clear();
  const glm::vec2 scale = layer / snapshot.flat_size;
  const std::span flat(snapshot.flat);
  add_items(snapshot, flat.first(snapshot.flat_under), scale);
  under_ = batches_.size();
  texts_.first = static_cast<std::uint32_t>(vertices_.size());
  for (const DrawnText& text : snapshot.texts) {
    add_text(text, characters_of(snapshot, text.characters));
  }
  for (const DrawnCaption& caption : snapshot.captions) {
    add_caption(caption, characters_of(snapshot, caption.characters), layer);
  }
  texts_.count = static_cast<std::uint32_t>(vertices_.size()) - texts_.first;
  add_items(snapshot, flat.subspan(snapshot.flat_under), scale);
  over_ = batches_.size() - under_;
  add_boards(snapshot);
}

void TextVertices::add_items(const Snapshot& snapshot, std::span<const FlatItem> items,
                             const glm::vec2& scale) {
  const std::size_t oldest = batches_.size();
  for (const FlatItem& item : items) {
    const glm::vec4 clip = item.clip * glm::vec4(scale, scale);
    const auto begin = static_cast<std::uint32_t>(vertices_.size());
    const ResourceId image = item.kind == FlatItem::Kind::image ? item.image : no_resource;
    add_item(item, characters_of(snapshot, {item.first, item.count}), scale);
    const auto added = static_cast<std::uint32_t>(vertices_.size()) - begin;
    if (added == 0) continue;
    const bool joins = batches_.size() > oldest && batches_.back().image == image &&
                       batches_.back().frame == item.frame && batches_.back().clip == clip;
    if (!joins) batches_.push_back({image, item.frame, clip, begin, 0});
    batches_.back().count += added;
  }
}

void TextVertices::add_boards(const Snapshot& snapshot) {
  boards_.clear();
  for (const DrawnBoard& board : snapshot.boards) {
    const auto first = static_cast<std::uint32_t>(batches_.size());
    add_items(snapshot, std::span(snapshot.board_items).subspan(board.first, board.count),
              glm::vec2(1.0F));
    boards_.push_back({first, static_cast<std::uint32_t>(batches_.size()) - first});
  }
}

void TextVertices::add_item(const FlatItem& item, std::string_view characters,
                            const glm::vec2& scale) {
  const glm::vec2 corner = item.corner * scale;
  switch (item.kind) {
    case FlatItem::Kind::box:
      add_box(corner, item.extent * scale, item.color);
      return;
    case FlatItem::Kind::image: {
      const glm::vec2 from(item.part_from.x, 1.0F - item.part_from.y);
      const glm::vec2 part = item.part_to - item.part_from;
      add_quad(corner, item.extent * scale, from, {part.x, -part.y}, item.color);
      return;
    }
    case FlatItem::Kind::text: {
      if (item.extent.x <= 0.0F) return;
      const TextLayout layout = lay_out_text(fonts_, characters, false);
      const float line = item.extent.x / em_per_line_height;
      const Place place{corner, line * scale.y, item.extent.y / line};
      if (item.edge.thickness > 0.0F && item.edge.color.a > 0.0F) {
        add_glyphs(layout, place, item.edge.thickness * em_per_line_height, item.edge.color);
      }
      add_glyphs(layout, place, 0.0F, item.color);
    }
  }
}

void TextVertices::add_text(const DrawnText& text, std::string_view characters) {
  const TextLayout layout = lay_out_text(fonts_, characters, text.right_aligned);
  const Place place{text.position, text.size, 1.0F};
  if (text.outline_width > 0.0F && text.outline_color.a > 0.0F) {
    add_glyphs(layout, place, text.outline_width / text.size, text.outline_color);
  }
  add_glyphs(layout, place, 0.0F, text.color);
}

void TextVertices::add_caption(const DrawnCaption& caption, std::string_view characters,
                               const glm::vec2& layer) {
  const auto named = named_fonts_.find(caption.font);
  const TextLayout layout =
      lay_out_text(fonts_, characters, false,
                   named == named_fonts_.end() ? std::nullopt : std::optional(named->second));
  const CaptionPlacement placement = place_caption(caption, layout.width * caption_line, layer);
  const Place place{placement.origin, placement.size * caption_line, caption_pitch / caption_line};
  if (caption.background.a > 0.0F) {
    float top = 0.0F;
    float bottom = 0.0F;
    for (const PlacedGlyph& placed : layout.glyphs) {
      const AtlasGlyph& glyph = atlas_.find(placed.font, placed.glyph, 0.0F);
      const float y = placed.y * place.spacing + glyph.offset_y;
      top = std::max(top, y);
      bottom = std::min(bottom, y - glyph.extent_y);
    }
    const float margin = caption_margin * placement.size;
    const glm::vec2 corner = place.origin + glm::vec2(-margin, place.size * bottom - margin);
    add_box(corner,
            glm::vec2(place.size * layout.width, place.size * (top - bottom)) + 2.0F * margin,
            caption.background);
  }
  for (const TextEdge& edge : {caption.outer, caption.inner}) {
    if (edge.thickness <= 0.0F || edge.color.a <= 0.0F) continue;
    add_glyphs(layout, place, edge.thickness * em_per_line_height, edge.color);
  }
  add_glyphs(layout, place, 0.0F, caption.color);
}

void TextVertices::add_glyphs(const TextLayout& layout, const Place& place, float outline,
                              const glm::vec4& color) {
  for (const PlacedGlyph& placed : layout.glyphs) {
    const AtlasGlyph& glyph = atlas_.find(placed.font, placed.glyph, outline);
    if (glyph.width == 0) continue;
    const glm::vec2 at(placed.x + glyph.offset_x, placed.y * place.spacing + glyph.offset_y);
    add_quad(place.origin + place.size * at,
             place.size * glm::vec2(glyph.extent_x, -glyph.extent_y),
             glm::vec2(glyph.left, glyph.top) / atlas_side,
             glm::vec2(glyph.width, glyph.height) / atlas_side, color);
  }
}

void TextVertices::add_box(const glm::vec2& corner, const glm::vec2& extent,
                           const glm::vec4& color) {
  const AtlasGlyph& solid = atlas_.solid();
  const glm::vec2 middle =
      (glm::vec2(solid.left, solid.top) + 0.5F * glm::vec2(solid.width, solid.height)) / atlas_side;
  add_quad(corner, extent, middle, glm::vec2(0.0F), color);
}

void TextVertices::add_quad(const glm::vec2& corner, const glm::vec2& extent, const glm::vec2& uv,
                            const glm::vec2& uv_extent, const glm::vec4& color) {
  const auto vertex = [&](float x, float y) {
    const glm::vec2 part(x, y);
    vertices_.push_back({corner + extent * part, uv + uv_extent * part, color});
  };
  vertex(0, 0), vertex(0, 1), vertex(1, 0);
  vertex(1, 0), vertex(0, 1), vertex(1, 1);
}

}  // namespace mmdagent
