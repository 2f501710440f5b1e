// What all instances of one model file share on the GPU: indices, static vertex attributes and the
// images of its materials. Render thread.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "MMDFiles/skin_geometry.h"
#include "render/draw_state.h"
#include "render/gl_objects.h"
#include "render/image_texture.h"
#include "render/material_vertices.h"
#include "render/model_bounds.h"
#include "render/skin_stream.h"

namespace mmdagent {

using SharedImage = std::shared_ptr<const ImageTexture>;
using ToonImages = std::array<SharedImage, mmd::toon_slot_count>;

class GpuModel {
 public:
  // `toons`: the system images, in use until a slot is replaced.
  GpuModel(std::shared_ptr<const mmd::ModelData> data, const ToonImages& toons);

  const mmd::ModelData& data() const { return *geometry_.data; }
  const mmd::SkinGeometry& geometry() const { return geometry_; }
  bool wide_indices() const { return wide_indices_; }
  // What casts shadows on the ground, and in the shadow map of each profile.
  const std::vector<DrawRange>& shadow_runs() const { return shadow_runs_; }
  const std::vector<DrawRange>& caster_runs() const { return caster_runs_; }
  const std::vector<DrawRange>& reference_caster_runs() const { return reference_caster_runs_; }
  const std::vector<BoneSphere>& spheres() const { return spheres_; }
  bool has_edges() const { return has_edges_; }

  // A vertex array over this model's indices and static attributes and a posed buffer.
  gl::VertexArray make_vertex_array(gl::Name posed_buffer) const;

  // For posing on the GPU; nullptr: this model is posed otherwise.
  const SkinStream* skin_stream() const { return skin_stream_.get(); }
  void set_skin_stream(std::unique_ptr<SkinStream> stream) { skin_stream_ = std::move(stream); }

  void set_texture(std::uint32_t texture, SharedImage image);
  void set_toon(std::uint32_t slot, SharedImage image);

  // nullptr where there is none of that index or it has not arrived yet; the first picture of an
  // animated one.
  const ImageTexture* image(int texture) const;
  // All toons of the model as layers of one texture, and the layers of a material: lit, and where
  // profile reference draws shadows, which darken by the first ramp what has no toon.
  gl::Name toons() const { return toon_array_.name(); }
  bool toons_have_alpha() const { return toons_have_alpha_; }
  int toon_layer(const mmd::MaterialData& material) const;
  int dark_toon_layer(const mmd::MaterialData& material) const;
  // Takes shadows of the shadow map; the profiles read PMD files differently.
  bool receives(const mmd::MaterialData& material, bool reference) const;

 private:
  GpuModel(MaterialVertices vertices, const ToonImages& toons);
  void upload_indices();
  void upload_attributes(const std::vector<std::uint32_t>& materials);
  void upload_toons();

  mmd::SkinGeometry geometry_;
  gl::Buffer indices_;
  gl::Buffer attributes_;
  std::unique_ptr<SkinStream> skin_stream_;
  bool wide_indices_ = false;
  bool has_edges_ = false;
  std::vector<DrawRange> shadow_runs_;
  std::vector<DrawRange> caster_runs_;
  std::vector<DrawRange> reference_caster_runs_;
  std::vector<BoneSphere> spheres_;
  std::vector<SharedImage> textures_;
  ToonImages toons_;
  std::vector<int> own_toons_;  // textures that are toons of materials; layers after the slots'
  gl::Texture toon_array_;
  bool toons_have_alpha_ = false;
};

}  // namespace mmdagent
