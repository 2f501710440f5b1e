#include "render/model_instance.h"

#include <epoxy/gl.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "render/gl_program.h"

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

}  // namespace

ModelInstance::ModelInstance(std::shared_ptr<const GpuModel> resource, std::uint32_t block_stride)
    : resource_(std::move(resource)),
      posed_buffer_(gl::make_buffer()),
      material_table_(gl::make_buffer()),
      block_stride_(block_stride),
      deltas_(resource_->geometry()),
      materials_(resource_->data().materials.size()),
      table_(materials_.size() * block_stride) {
  glBindBuffer(GL_ARRAY_BUFFER, posed_buffer_.name());
  glBufferData(
      GL_ARRAY_BUFFER,
      static_cast<GLsizeiptr>(resource_->data().vertices.size() * sizeof(mmd::PosedVertex)),
      nullptr, GL_STREAM_DRAW);
  vertex_array_ = resource_->make_vertex_array(posed_buffer_.name());
}

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

void ModelInstance::store_materials(DrawCounts& counts) {
  if (materials_ == stored_materials_) return;
  for (std::size_t i = 0; i < materials_.size(); ++i) {
    std::memcpy(table_.data() + i * block_stride_, &materials_[i], sizeof(MaterialBlock));
  }
  glBindBuffer(GL_UNIFORM_BUFFER, material_table_.name());
  glBufferData(GL_UNIFORM_BUFFER, static_cast<GLsizeiptr>(table_.size()), table_.data(),
               GL_STREAM_DRAW);
  counts.uploaded_bytes += table_.size();
  stored_materials_ = materials_;
}

void ModelInstance::bind_material(std::size_t material) const {
  glBindBufferRange(GL_UNIFORM_BUFFER, material_block_binding, material_table_.name(),
                    static_cast<GLintptr>(material * block_stride_), sizeof(MaterialBlock));
}

}  // namespace mmdagent
