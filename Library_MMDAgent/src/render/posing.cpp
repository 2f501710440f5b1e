#include "render/posing.h"

#include <epoxy/gl.h>

#include <vector>

namespace mmdagent {
namespace {

class CpuPoseFiller final : public PoseFiller {
  bool do_fill(const ModelInstance& instance, DrawCounts& counts) override {
    const std::size_t vertex_count = instance.resource().data().vertices.size();
    if (vertex_count == 0) return true;
    // A model without bones hangs on one that does not move.
    constexpr BoneTransform rest;
    const std::span<const BoneTransform> transforms =
        instance.bones().empty() ? std::span(&rest, 1) : instance.bones();
    matrices_.resize(transforms.size());
    mmd::expand_bones(transforms, matrices_);
    const auto bytes = static_cast<GLsizeiptr>(vertex_count * sizeof(mmd::PosedVertex));
    glBindBuffer(GL_ARRAY_BUFFER, instance.posed_buffer());
    // Invalidated: the driver gives fresh memory while pictures in flight read the old.
    void* const mapped = glMapBufferRange(GL_ARRAY_BUFFER, 0, bytes,
                                          GL_MAP_WRITE_BIT | GL_MAP_INVALIDATE_BUFFER_BIT);
    if (mapped == nullptr) return false;
    const mmd::SkinningJob job{&instance.resource().geometry(),
                               transforms,
                               matrices_,
                               &instance.morph_deltas(),
                               {static_cast<mmd::PosedVertex*>(mapped), vertex_count}};
    job.run();
    counts.uploaded_bytes += static_cast<std::uint64_t>(bytes);
    return glUnmapBuffer(GL_ARRAY_BUFFER) == GL_TRUE;
  }

  std::vector<mmd::SkinMatrix> matrices_;  // scratch
};

}  // namespace

std::unique_ptr<PoseFiller> make_cpu_pose_filler() { return std::make_unique<CpuPoseFiller>(); }

}  // namespace mmdagent
