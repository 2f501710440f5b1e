// Everything one picture is drawn from, as plain data. The agent thread fills it, the render thread
// reads it; nothing in here points into the scene. World space: right-handed, +Y up, MMD units.
// What one model needs lies in the shared arrays at the end, so that a snapshot that is filled
// again and again allocates nothing.
#pragma once

#include <cstdint>
#include <glm/gtc/quaternion.hpp>
#include <glm/mat4x4.hpp>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>
#include <optional>
#include <vector>

#include "MMDFiles/skinning.h"
#include "render/debug_line.h"
#include "render/flat_item.h"
#include "shading_profile.h"

namespace mmdagent {

// Names a model or an image on the render thread; chosen by the agent, never used twice.
using ResourceId = std::uint64_t;
inline constexpr ResourceId no_resource = 0;

// view = T(0,0,-distance) * R(rotation) * T(-target) * mount^-1
struct CameraPose {
  glm::vec3 target{0.0F, 13.0F, 0.0F};
  glm::quat rotation{1.0F, 0.0F, 0.0F, 0.0F};
  float distance = 100.0F;
  float fovy = 16.0F;     // vertical, degrees
  glm::mat4 mount{1.0F};  // world transform of the bone that carries the camera
};

// R = Rz(z) * Rx(x) * Ry(y) of angles in degrees, as CAMERA gives them.
glm::quat camera_rotation(const glm::vec3& degrees);
glm::mat4 view_matrix(const CameraPose& camera);
// `aspect`: width by height; what is nearer than near_plane is not seen. World units.
inline constexpr float near_plane = 0.5F;
glm::mat4 projection_matrix(const CameraPose& camera, float aspect, float far_plane);
glm::vec3 eye_position(const glm::mat4& view);

struct Light {
  glm::vec3 direction{0.5F, 1.0F, 0.5F};  // towards the light, any length but zero
  glm::vec3 color{1.0F};
  float intensity = 0.6F;
};

// The floor is a quad of +-half_size.x by +-half_size.y at y = 0, the background one of
// +-half_size.x by height at z = -half_size.y. A missing image: that quad is not drawn.
struct Stage {
  ResourceId floor = no_resource;       // image
  ResourceId background = no_resource;  // image
  std::uint32_t floor_frame = 0;        // of animated images
  std::uint32_t background_frame = 0;
  glm::vec2 half_size{25.0F, 25.0F};
  float height = 40.0F;
};

struct RenderOptions {
  ShadingProfile profile = ShadingProfile::mmd;
  bool cartoon = true;           // use_cartoon_rendering
  bool mmd_like_cartoon = true;  // use_mmd_like_cartoon, profile reference only
  bool light_edge = true;
  float edge_width = 0.7F;  // cartoon_edge_width
  glm::vec4 selected_edge_color{1.0F, 0.0F, 0.0F, 1.0F};
  bool shadow = true;  // use_shadow
  float shadow_density = 0.5F;
  bool shadow_mapping = false;  // use_shadow_mapping; acts only with `shadow`
  int shadow_map_size = 2048;   // texels a side
  float self_density = 1.0F;    // shadow_mapping_self_density: the toon row of shadows
  bool doppel = false;
  glm::vec3 doppel_color{0.5F};
  glm::vec3 doppel_offset{-0.5F, -0.3F, 0.0F};  // eye space
  float bloom = 1.0F;                           // of luminous materials; 0: none
  bool diffusion = false;
  float diffusion_intensity = 0.6F;
  float diffusion_scale = 1.0F;
  // Nothing but the scene covers what lies behind the picture: cleared to nothing, without the
  // background image; the picture's colours are then premultiplied.
  bool transparent = false;
  glm::vec3 clear_color{0.0F, 0.0F, 0.2F};  // campus_color
  std::optional<int> samples;               // max_multi_sampling; unset: 4, 0 in software
  bool vsync = true;
  // The debug display. Bodies and bones come as Snapshot::debug_points.
  bool wire = false;    // models as the edges of their triangles
  bool bodies = false;  // rigid bodies
  bool bones = false;
};

using BoneTransform = mmd::SkinTransform;

// A material after its morphs; texture, sphere and toon factors are the products and sums of
// animation.md section 7.3.
struct MaterialState {
  glm::vec4 diffuse{1.0F};
  glm::vec3 specular{0.0F};
  float shininess = 0.0F;
  glm::vec3 ambient{0.0F};
  float edge_size = 1.0F;
  glm::vec4 edge_color{0.0F, 0.0F, 0.0F, 1.0F};
  glm::vec4 texture_multiply{1.0F}, texture_add{0.0F};
  glm::vec4 sphere_multiply{1.0F}, sphere_add{0.0F};
  glm::vec4 toon_multiply{1.0F}, toon_add{0.0F};
};

// Decides when a model is drawn: the stage before all others; free models far to near; accessories
// (attached to another model) last, in the order of the list.
enum class DrawRole : std::uint8_t { stage, free, accessory };

struct Range {
  std::uint32_t first = 0;
  std::uint32_t count = 0;

  bool operator==(const Range&) const = default;
};

// Which picture an animated image of a model shows.
struct TextureFrame {
  std::uint32_t texture = 0;  // index into ModelData::textures
  std::uint32_t frame = 0;
};

struct DrawnModel {
  std::uint64_t instance = 0;      // the same as long as the model lives; never used twice
  ResourceId model = no_resource;  // shared by all instances of one file
  DrawRole role = DrawRole::free;
  bool toon = true;
  bool selected = false;  // highlighted: edges in selected_edge_color
  float opacity = 1.0F;   // fades
  Range bones;            // of Snapshot::bones, one per bone of the model
  // Of Snapshot::morph_weights: one per morph of the model, groups and flips already resolved into
  // the vertex and UV morphs; empty = all zero. Weights that must not act (thresholds) are 0.
  Range morphs;
  Range materials;  // of Snapshot::materials: one per material, or empty = as in the file
  // Of Snapshot::texture_frames; once an image is named there, it is in all that follow.
  Range frames{};
};

// A text of the 2-D layer, whose shorter side is 30 units with the origin at the lower left.
struct DrawnText {
  Range characters;          // of Snapshot::characters, UTF-8
  glm::vec2 position{0.0F};  // left end of the first baseline, right end when right_aligned
  float size = 1.0F;         // line height
  glm::vec4 color{1.0F};
  glm::vec4 outline_color{0.0F, 0.0F, 0.0F, 1.0F};
  float outline_width = 0.0F;  // 0: none
  bool right_aligned = false;

  bool operator==(const DrawnText&) const = default;
};

enum class TextSide : std::uint8_t { left, center, right };

// A text across the picture: as wide as the picture's side allows, on its edges, on its box
// (rendering.md section 6.4).
struct DrawnCaption {
  Range characters;               // of Snapshot::characters, UTF-8
  ResourceId font = no_resource;  // asked before the program's own
  float size = 1.0F;              // an em is 0.85 units of the 2-D layer high
  TextSide side = TextSide::center;
  float height = 0.0F;  // of the first baseline, in heights of the picture
  glm::vec4 color{1.0F};
  TextEdge inner;  // on the outer edge
  TextEdge outer;
  glm::vec4 background{0.0F};  // of the box; alpha 0: none

  bool operator==(const DrawnCaption&) const = default;
};

enum class Anchor : std::uint8_t { center, top_left, top_right, bottom_left, bottom_right };

// An image over the scene and under the texts.
struct DrawnImage {
  ResourceId image = no_resource;
  float opacity = 1.0F;
  // Over the whole picture, whatever the image's shape; what follows then does not count.
  bool stretched = false;
  glm::vec2 most{1.0F};  // width and height at most, in those of the picture; the shape is kept
  Anchor anchor = Anchor::center;
  float padding = 0.0F;  // from the anchored edges, in widths and heights of the picture
};

struct Snapshot {
  std::uint64_t frame = 0;      // grows with each published snapshot
  std::uint64_t resources = 0;  // ResourceQueue entries up to this number act before drawing
  CameraPose camera;
  Light light;
  RenderOptions options;
  Stage stage;
  bool statistics = false;  // measure this picture (RenderStatistics)

  std::vector<DrawnModel> models;
  std::vector<BoneTransform> bones;
  std::vector<float> morph_weights;
  std::vector<MaterialState> materials;
  std::vector<TextureFrame> texture_frames;
  std::vector<DrawnImage> images;      // of the 2-D layer, later ones over earlier ones
  std::vector<DrawnText> texts;        // later ones over earlier ones
  std::vector<DrawnCaption> captions;  // over the texts
  // Panels of the program's own: the first `flat_under` lie under images, texts and captions, the
  // rest over them.
  std::vector<FlatItem> flat;
  std::uint32_t flat_under = 0;
  glm::vec2 flat_size{1.0F};  // of the picture that they are meant for, pixels; scaled to any other
  std::vector<DrawnBoard> boards;  // over the scene, under everything flat
  std::vector<FlatItem> board_items;
  std::vector<char> characters;
  // Ends of lines in pairs: the first `debug_hidden` lie in the scene, the rest on it.
  std::vector<DebugPoint> debug_points;
  std::uint32_t debug_hidden = 0;

  // Empties the arrays and keeps their memory.
  void clear();
};

}  // namespace mmdagent
