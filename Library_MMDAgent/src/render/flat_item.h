// What the program's own panels consist of: boxes, images and texts of the flat layer. Plain data.
#pragma once

#include <cstdint>
#include <glm/mat4x4.hpp>
#include <glm/vec2.hpp>
#include <glm/vec4.hpp>

namespace mmdagent {

// How far a glyph is grown behind itself, in parts of an em, and in which colour; 0: not drawn.
struct TextEdge {
  glm::vec4 color{0.0F};
  float thickness = 0.0F;

  bool operator==(const TextEdge&) const = default;
};

// One of them. Places and lengths are pixels of a picture of Snapshot::flat_size, the origin is its
// lower left corner.
struct FlatItem {
  enum class Kind : std::uint8_t { box, image, text };

  Kind kind = Kind::box;
  std::uint32_t first = 0;    // text: of Snapshot::characters
  std::uint32_t count = 0;    // likewise, bytes
  std::uint64_t image = 0;    // a ResourceId
  std::uint32_t frame = 0;    // of an animated image
  glm::vec2 corner{0.0F};     // lower left; of a text the left end of its first baseline
  glm::vec2 extent{0.0F};     // of a text the height of an em and the pitch of its lines
  glm::vec4 color{1.0F};      // an image is multiplied by it
  glm::vec2 part_from{0.0F};  // of an image, from its lower left corner (0,0) to (1,1)
  glm::vec2 part_to{1.0F};
  TextEdge edge;
  glm::vec4 clip{-1e9F, -1e9F, 1e9F, 1e9F};  // nothing is drawn left of x, under y, right of z, …

  bool operator==(const FlatItem&) const = default;
};

// Such items in the world instead: seen from both sides, hidden by what is nearer, hiding nothing
// themselves. Lengths are units of the board, `clip` does not count.
struct DrawnBoard {
  glm::mat4 place{1.0F};    // from the board to the world
  std::uint32_t first = 0;  // of Snapshot::board_items
  std::uint32_t count = 0;
};

}  // namespace mmdagent
