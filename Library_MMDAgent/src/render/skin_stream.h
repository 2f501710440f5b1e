// What posing on the GPU keeps: of each model the vertices at rest, of each instance its bones and
// morphs. The layouts match shaders/skinning.glsl. Render thread.
#pragma once

#include <array>
#include <cstdint>
#include <glm/vec4.hpp>
#include <memory>

#include "MMDFiles/skin_geometry.h"
#include "render/gl_features.h"
#include "render/gl_objects.h"
#include "render/snapshot.h"
#include "render/stream_buffer.h"

namespace mmdagent {

struct DrawCounts;
class DrawState;

struct StreamVertex {
  mmd::RestVertex rest;
  glm::vec4 weights{0.0F};
  glm::uvec4 links{0U};
};
static_assert(sizeof(StreamVertex) == 64);

struct BoneTexels {
  glm::vec4 rows[3];  // of the matrix; w: translation
  glm::vec4 rotation;
};
static_assert(sizeof(BoneTexels) == 64);

// Immutable, shared by all instances of a model.
class SkinStream {
 public:
  // nullptr: a buffer of this driver cannot hold what the model needs.
  static std::unique_ptr<SkinStream> create(const mmd::SkinGeometry& geometry,
                                            const GlFeatures& features);

  std::uint32_t vertex_count() const { return vertex_count_; }
  gl::Name vertices() const { return vertices_.name(); }
  gl::Name vertex_array() const { return vertex_array_.name(); }  // reads them
  gl::Name centers() const { return centers_texture_.name(); }    // 0 without SDEF vertices

 private:
  SkinStream() = default;

  std::uint32_t vertex_count_ = 0;
  gl::Buffer vertices_;
  gl::VertexArray vertex_array_;
  gl::Buffer centers_buffer_;
  gl::Texture centers_texture_;
};

// A stream buffer that shaders read as texels of four floats.
class TexelStream {
 public:
  TexelStream(std::size_t texels, bool persistent)
      : buffer_(texels * sizeof(glm::vec4), persistent) {}

  StreamBuffer& buffer() { return buffer_; }
  // Of the present region, written already. To be bound after all that a picture makes are made:
  // making one binds it.
  gl::Name texture(DrawState& state);

 private:
  StreamBuffer buffer_;
  std::array<gl::Texture, pictures_in_flight> textures_;
};

class PoseStream {
 public:
  PoseStream(const mmd::SkinGeometry& geometry, bool persistent);

  // Uploads all bones and the morph slots that changed, which `deltas` then forgets, and binds both
  // for the shader. false: GL gave no memory for it.
  bool store(std::span<const BoneTransform> bones, mmd::MorphDeltas& deltas, DrawState& state);

 private:
  struct ChangedSlots {
    mmd::SlotRange positions;
    mmd::SlotRange uvs;
  };
  bool store_bones(std::span<const BoneTransform> bones, DrawCounts& counts);
  bool store_morphs(mmd::MorphDeltas& deltas, DrawCounts& counts);

  TexelStream bones_;
  TexelStream morphs_;
  bool has_morphs_ = false;  // of vertices or UVs
  bool stored_ = false;      // morphs, once
  // Of each region of the morphs, what changed since it was written.
  std::array<ChangedSlots, pictures_in_flight> changed_;
};

}  // namespace mmdagent
