#include "render/posing.h"

#include <epoxy/gl.h>
#include <fmt/format.h>

#include <utility>
#include <vector>

namespace mmdagent {
namespace {

class CpuPoseFiller final : public PoseFiller {
 public:
  explicit CpuPoseFiller(bool persistent) : persistent_(persistent) {}

  SkinningWay way() const override { return SkinningWay::cpu; }

  bool fill(ModelInstance& instance, DrawState& state) override {
    const std::size_t vertex_count = instance.resource().data().vertices.size();
    if (vertex_count == 0) return true;
    // A model without bones hangs on one that does not move.
    constexpr BoneTransform rest;
    const std::span<const BoneTransform> transforms =
        instance.bones().empty() ? std::span(&rest, 1) : instance.bones();
    matrices_.resize(transforms.size());
    mmd::expand_bones(transforms, matrices_);
    const std::span<mmd::PosedVertex> posed = instance.posed_vertices().begin(persistent_);
    if (posed.empty()) return false;
    const mmd::SkinningJob job{&instance.resource().geometry(), transforms, matrices_,
                               &instance.morph_deltas(), posed};
    job.run();
    state.counts().uploaded_bytes += posed.size_bytes();
    return instance.posed_vertices().end(state);
  }

 private:
  bool persistent_;
  std::vector<mmd::SkinMatrix> matrices_;  // scratch
};

}  // namespace

std::unique_ptr<PoseFiller> make_cpu_pose_filler(const GlFeatures& features) {
  return std::make_unique<CpuPoseFiller>(features.persistent_mapping);
}

std::unique_ptr<PoseFiller> choose_pose_filler(SkinningWay wanted, const GlFeatures& features,
                                               std::string& warning) {
  std::string reason;
  std::unique_ptr<PoseFiller> filler;
  if (wanted == SkinningWay::compute) filler = make_compute_pose_filler(features, reason);
  if (wanted == SkinningWay::feedback) filler = make_feedback_pose_filler(features, reason);
  if (!reason.empty()) {
    warning = fmt::format("skinning: {} is not available, auto is used: {}",
                          wanted == SkinningWay::compute ? "compute" : "feedback", reason);
  }
  // A software rasteriser runs shaders slower than the processor skins by itself.
  if (filler != nullptr || wanted == SkinningWay::cpu || features.software) {
    return filler != nullptr ? std::move(filler) : make_cpu_pose_filler(features);
  }
  if (features.compute) filler = make_compute_pose_filler(features, reason);
  if (filler == nullptr) filler = make_feedback_pose_filler(features, reason);
  if (filler != nullptr) return filler;
  if (warning.empty()) warning = "skinning: vertices are posed on the processor: " + reason;
  return make_cpu_pose_filler(features);
}

}  // namespace mmdagent
