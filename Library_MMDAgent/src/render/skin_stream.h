// What posing on the GPU keeps: of each model the vertices at rest, of each instance its bones and
// morphs. The layouts match shaders/skinning.glsl. Render thread.
#pragma once

#include <cstdint>
#include <glm/vec4.hpp>
#include <memory>

#include "MMDFiles/skin_geometry.h"
#include "render/gl_features.h"
#include "render/gl_objects.h"
#include "render/snapshot.h"

namespace mmdagent {

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

class PoseStream {
 public:
  PoseStream(const mmd::SkinGeometry& geometry, DrawState& state);

  // Uploads all bones and the morph slots that changed, which `deltas` then forgets, and binds both
  // for the shader. false: GL gave no memory for it.
  bool store(std::span<const BoneTransform> bones, mmd::MorphDeltas& deltas, DrawState& state);

 private:
  gl::Buffer bones_;
  gl::Texture bones_texture_;
  gl::Buffer morphs_;  // none without vertex and UV morphs
  gl::Texture morphs_texture_;
};

}  // namespace mmdagent
