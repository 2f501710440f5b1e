#include <epoxy/gl.h>

#include <optional>
#include <utility>

#include "render/gl_program.h"
#include "render/posing.h"

namespace mmdagent {
namespace {

constexpr std::uint32_t group_size = 128;  // local_size_x of shaders/skin.comp

// A model without bones hangs on one that does not move.
std::span<const BoneTransform> transforms_of(const ModelInstance& instance) {
  static constexpr BoneTransform rest;
  return instance.bones().empty() ? std::span(&rest, 1) : instance.bones();
}

class GpuPoseFiller : public PoseFiller {
 public:
  GpuPoseFiller(const GlFeatures& features, gl::Program program)
      : features_(features),
        program_(std::move(program)),
        large_models_(make_cpu_pose_filler(features)) {}

  void prepare(GpuModel& model) final {
    model.set_skin_stream(SkinStream::create(model.geometry(), features_));
  }

  bool fill(ModelInstance& instance, DrawState& state) final {
    const SkinStream* const stream = instance.resource().skin_stream();
    if (stream == nullptr) return large_models_->fill(instance, state);
    if (stream->vertex_count() == 0) return true;
    PoseStream& pose = instance.pose_stream(features_.persistent_mapping);
    if (!pose.store(transforms_of(instance), instance.morph_deltas(), state)) {
      return false;
    }
    state.bind_texture_buffer(centers_unit, stream->centers());
    state.use_program(program_.name());
    run(*stream, instance.posed_vertices().gpu_buffer(state), state);
    return true;
  }

 private:
  // Program and textures are bound.
  virtual void run(const SkinStream& stream, gl::Name posed_buffer, DrawState& state) = 0;

  GlFeatures features_;
  gl::Program program_;
  std::unique_ptr<PoseFiller> large_models_;
};

class FeedbackPoseFiller final : public GpuPoseFiller {
 public:
  using GpuPoseFiller::GpuPoseFiller;
  SkinningWay way() const override { return SkinningWay::feedback; }

 private:
  void run(const SkinStream& stream, gl::Name posed_buffer, DrawState& state) override {
    state.bind_vertex_array(stream.vertex_array());
    glBindBufferBase(GL_TRANSFORM_FEEDBACK_BUFFER, 0, posed_buffer);
    glEnable(GL_RASTERIZER_DISCARD);
    glBeginTransformFeedback(GL_POINTS);
    glDrawArrays(GL_POINTS, 0, static_cast<GLsizei>(stream.vertex_count()));
    glEndTransformFeedback();
    glDisable(GL_RASTERIZER_DISCARD);
  }
};

class ComputePoseFiller final : public GpuPoseFiller {
 public:
  using GpuPoseFiller::GpuPoseFiller;
  SkinningWay way() const override { return SkinningWay::compute; }

 private:
  void run(const SkinStream& stream, gl::Name posed_buffer, DrawState& /*state*/) override {
    glBindBufferBase(GL_SHADER_STORAGE_BUFFER, 0, stream.vertices());
    glBindBufferBase(GL_SHADER_STORAGE_BUFFER, 1, posed_buffer);
    glDispatchCompute((stream.vertex_count() + group_size - 1) / group_size, 1, 1);
    glMemoryBarrier(GL_VERTEX_ATTRIB_ARRAY_BARRIER_BIT | GL_BUFFER_UPDATE_BARRIER_BIT);
  }
};

}  // namespace

std::unique_ptr<PoseFiller> make_feedback_pose_filler(const GlFeatures& features,
                                                      std::string& error) {
  constexpr const char* outputs[] = {"posed_low", "posed_high"};
  auto program = link_feedback_program("skin_feedback.vert", outputs, error);
  if (!program) return nullptr;
  return std::make_unique<FeedbackPoseFiller>(features, std::move(*program));
}

std::unique_ptr<PoseFiller> make_compute_pose_filler(const GlFeatures& features,
                                                     std::string& error) {
  if (!features.compute) {
    error = "OpenGL 4.3 is needed";
    return nullptr;
  }
  auto program = link_compute_program("skin.comp", error);
  if (!program) return nullptr;
  return std::make_unique<ComputePoseFiller>(features, std::move(*program));
}

}  // namespace mmdagent
