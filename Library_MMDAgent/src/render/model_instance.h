// One model on the stage: its posed buffer, the pose that it shows and its material table. Render
// thread.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

#include "MMDFiles/skinning.h"
#include "render/animated_texture.h"
#include "render/draw_state.h"
#include "render/frame_block.h"
#include "render/gl_objects.h"
#include "render/gpu_model.h"
#include "render/posed_vertices.h"
#include "render/snapshot.h"

namespace mmdagent {

class ModelInstance {
 public:
  explicit ModelInstance(std::shared_ptr<const GpuModel> resource);

  const GpuModel& resource() const { return *resource_; }
  gl::Name vertex_array() const { return posed_vertices_.vertex_array(); }
  PosedVertices& posed_vertices() { return posed_vertices_; }

  // Notes a pose; true if it is another one than before, and the posed buffer must be filled anew.
  bool change_pose(std::span<const BoneTransform> bones, std::span<const float> morph_weights);
  std::span<const BoneTransform> bones() const { return bones_; }
  mmd::MorphDeltas& morph_deltas() { return deltas_; }
  // For posing on the GPU, made when first asked for.
  PoseStream& pose_stream(bool persistent);

  // Uploads what changed of animated images.
  void show_frames(std::span<const TextureFrame> frames, bool mipmaps, DrawState& state);
  // nullptr where the material has none or it has not arrived yet.
  const ImageTexture* base_image(const mmd::MaterialData& material) const;
  const ImageTexture* sphere_image(const mmd::MaterialData& material) const;

  // The blocks of the picture being drawn; store_materials uploads them if they changed.
  std::span<MaterialBlock> materials() { return std::span(materials_).first(material_count_); }
  void store_materials(DrawCounts& counts);
  // materials_per_block of them to a block.
  gl::Name material_table() const { return material_table_.name(); }

 private:
  std::shared_ptr<const GpuModel> resource_;
  PosedVertices posed_vertices_;
  gl::Buffer material_table_;

  bool posed_ = false;
  std::vector<BoneTransform> bones_;
  std::vector<float> morph_weights_;
  mmd::MorphDeltas deltas_;
  std::unique_ptr<PoseStream> pose_stream_;
  const ImageTexture* image(int texture) const;

  std::unordered_map<int, AnimatedTexture> own_images_;  // by texture; the others are shared
  std::size_t material_count_;
  std::vector<MaterialBlock> materials_;  // up to a whole number of uniform blocks
  std::vector<MaterialBlock> stored_materials_;
};

}  // namespace mmdagent
