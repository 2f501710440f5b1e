#include "render/model_instance.h"

#include <epoxy/gl.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace mmdagent {
namespace {

// Bytes, not values: nan differs from itself, and -0 is as good as 0.
template <class T>
bool same(std::span<const T> a, std::span<const T> b) {
  return a.size() == b.size() &&
         (a.empty() || std::memcmp(a.data(), b.data(), a.size_bytes()) == 0);
}

template <class T>
void copy(std::span<const T> from, std::vector<T>& to) {
  to.assign(from.begin(), from.end());
}

std::size_t whole_blocks(std::size_t materials) {
  return (materials + materials_per_block - 1) / materials_per_block * materials_per_block;
}

}  // namespace

ModelInstance::ModelInstance(std::shared_ptr<const GpuModel> resource)
    : resource_(std::move(resource)),
      posed_vertices_(resource_),
      material_table_(gl::make_buffer()),
      deltas_(resource_->geometry()),
      material_count_(resource_->data().materials.size()),
      materials_(whole_blocks(material_count_)) {}

bool ModelInstance::change_pose(std::span<const BoneTransform> bones,
                                std::span<const float> morph_weights) {
  const bool same_weights = posed_ && same(morph_weights, std::span<const float>(morph_weights_));
  if (!same_weights) {
    copy(morph_weights, morph_weights_);
    mmd::MorphJob{&resource_->geometry(), morph_weights_, &deltas_}.run();
  }
  const bool same_bones = posed_ && same(bones, std::span<const BoneTransform>(bones_));
  if (!same_bones) copy(bones, bones_);
  posed_ = true;
  return !same_weights || !same_bones;
}

PoseStream& ModelInstance::pose_stream(bool persistent) {
  if (pose_stream_ == nullptr) {
    pose_stream_ = std::make_unique<PoseStream>(resource_->geometry(), persistent);
  }
  return *pose_stream_;
}

void ModelInstance::show_frames(std::span<const TextureFrame> frames, bool mipmaps,
                                DrawState& state) {
  for (const TextureFrame& frame : frames) {
    const int texture = static_cast<int>(frame.texture);
    const ImageTexture* const source = resource_->image(texture);
    // Where it never moved, the shared image has the first picture.
    if (source == nullptr || (frame.frame == 0 && !own_images_.contains(texture))) continue;
    if (!own_images_[texture].show(*source, frame.frame, mipmaps, state))
      own_images_.erase(texture);
  }
}

const ImageTexture* ModelInstance::image(int texture) const {
  const auto own = own_images_.find(texture);
  return own == own_images_.end() ? resource_->image(texture) : &own->second.image();
}

const ImageTexture* ModelInstance::base_image(const mmd::MaterialData& material) const {
  return image(material.texture);
}

const ImageTexture* ModelInstance::sphere_image(const mmd::MaterialData& material) const {
  return material.sphere_mode == mmd::SphereMode::none ? nullptr : image(material.sphere_texture);
}

void ModelInstance::store_materials(DrawCounts& counts) {
  if (materials_ == stored_materials_) return;
  const std::size_t bytes = materials_.size() * sizeof(MaterialBlock);
  glBindBuffer(GL_UNIFORM_BUFFER, material_table_.name());
  glBufferData(GL_UNIFORM_BUFFER, static_cast<GLsizeiptr>(bytes), materials_.data(),
               GL_STREAM_DRAW);
  counts.uploaded_bytes += bytes;
  stored_materials_ = materials_;
}

}  // namespace mmdagent
