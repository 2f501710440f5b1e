// What all instances of one model file share on the GPU: indices, static vertex attributes and the
// images of its materials. Render thread.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "MMDFiles/skin_geometry.h"
#include "render/gl_objects.h"
#include "render/image_texture.h"
#include "render/model_bounds.h"

namespace mmdagent {

using SharedImage = std::shared_ptr<const ImageTexture>;
using ToonImages = std::array<SharedImage, mmd::toon_slot_count>;

// Indices that are drawn in one go.
struct IndexRun {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

class GpuModel {
 public:
  // `toons`: the system images, in use until a slot is replaced.
  GpuModel(std::shared_ptr<const mmd::ModelData> data, const ToonImages& toons);

  const mmd::ModelData& data() const { return *geometry_.data; }
  const mmd::SkinGeometry& geometry() const { return geometry_; }
  bool wide_indices() const { return wide_indices_; }
  // What casts shadows on the ground, and in the shadow map of each profile.
  const std::vector<IndexRun>& shadow_runs() const { return shadow_runs_; }
  const std::vector<IndexRun>& caster_runs() const { return caster_runs_; }
  const std::vector<IndexRun>& reference_caster_runs() const { return reference_caster_runs_; }
  const std::vector<BoneSphere>& spheres() const { return spheres_; }
  bool has_edges() const { return has_edges_; }

  // A vertex array over this model's indices and static attributes and a posed buffer.
  gl::VertexArray make_vertex_array(gl::Name posed_buffer) const;

  void set_texture(std::uint32_t texture, SharedImage image);
  void set_toon(std::uint32_t slot, SharedImage image);

  // nullptr where the material has none or it has not arrived yet; a toon is never nullptr.
  const ImageTexture* base_image(const mmd::MaterialData& material) const;
  const ImageTexture* sphere_image(const mmd::MaterialData& material) const;
  const ImageTexture& toon_image(const mmd::MaterialData& material) const;
  const ImageTexture& toon_image(int slot) const { return *toons_[static_cast<std::size_t>(slot)]; }

 private:
  void upload_indices();
  void upload_attributes();
  const ImageTexture* image_at(int texture) const;

  mmd::SkinGeometry geometry_;
  gl::Buffer indices_;
  gl::Buffer attributes_;
  bool wide_indices_ = false;
  bool has_edges_ = false;
  std::vector<IndexRun> shadow_runs_;
  std::vector<IndexRun> caster_runs_;
  std::vector<IndexRun> reference_caster_runs_;
  std::vector<BoneSphere> spheres_;
  std::vector<SharedImage> textures_;
  ToonImages toons_;
};

}  // namespace mmdagent
