#include "render/shadow_map_pass.h"

#include <epoxy/gl.h>
#include <fmt/format.h>

#include <algorithm>
#include <glm/geometric.hpp>
#include <utility>

#include "render/gl_program.h"
#include "render/shadow_map_fit.h"

namespace mmdagent {
namespace {

// Taps reach almost two texels in both directions, which a slope crosses at most four times.
constexpr float slope_bias = 4.0F;
// Half a texel, in units of 24-bit depth: the map is as deep as it is wide. It covers the angles
// between the triangles of curved surfaces.
constexpr float bias_units = 0.5F * 16'777'216.0F;
constexpr float reference_bias_units = 4.0F;  // rendering.md section 3.10
constexpr float farthest_bone_factor = 1.2F;

const std::vector<DrawRange>& caster_runs(const Frame& frame, const FrameModel& model) {
  const GpuModel& resource = model.instance->resource();
  return is_reference(frame) ? resource.reference_caster_runs() : resource.caster_runs();
}

bool casts(const Frame& frame, const FrameModel& model) {
  return casts_shadow(model) && !caster_runs(frame, model).empty();
}

glm::vec3 bone_position(const FrameModel& model, std::size_t bone) {
  const glm::vec3& origin = model.instance->resource().data().bones[bone].origin;
  const BoneTransform& transform = model.instance->bones()[bone];
  return transform.rotation * origin + transform.translation;
}

glm::vec3 center_position(const FrameModel& model) {
  const int bone = model.instance->resource().data().center_bone;
  return bone < 0 ? glm::vec3(0.0F) : bone_position(model, static_cast<std::size_t>(bone));
}

float farthest_bone(const FrameModel& model, const glm::vec3& center) {
  float farthest = 0.0F;
  for (std::size_t i = 0; i < model.instance->bones().size(); ++i) {
    farthest = std::max(farthest, glm::distance(center, bone_position(model, i)));
  }
  return farthest;
}

// Around the centre bones of all models (rendering.md section 3.10).
glm::mat4 reference_light(const Frame& frame, const glm::vec3& light) {
  glm::vec3 sum(0.0F);
  int count = 0;
  for (const FrameModel& model : frame.models) {
    if (model.drawn->role == DrawRole::stage) continue;
    sum += center_position(model);
    ++count;
  }
  const glm::vec3 center = sum / static_cast<float>(std::max(1, count));
  float radius = 1.0F;
  for (const FrameModel& model : frame.models) {
    if (model.drawn->role == DrawRole::stage) continue;
    const glm::vec3 own = center_position(model);
    radius = std::max(
        radius, glm::distance(center, own) + farthest_bone_factor * farthest_bone(model, own));
  }
  return distant_light(center, radius, light);
}

gl::Sampler make_sampler(GLenum comparison, GLint wrap) {
  gl::Sampler sampler = gl::make_sampler();
  const GLuint name = sampler.name();
  glSamplerParameteri(name, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glSamplerParameteri(name, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glSamplerParameteri(name, GL_TEXTURE_WRAP_S, wrap);
  glSamplerParameteri(name, GL_TEXTURE_WRAP_T, wrap);
  glSamplerParameteri(name, GL_TEXTURE_COMPARE_MODE, GL_COMPARE_REF_TO_TEXTURE);
  glSamplerParameteri(name, GL_TEXTURE_COMPARE_FUNC, static_cast<GLint>(comparison));
  constexpr float farthest[] = {1.0F, 1.0F, 1.0F, 1.0F};
  glSamplerParameterfv(name, GL_TEXTURE_BORDER_COLOR, farthest);
  return sampler;
}

}  // namespace

std::unique_ptr<ShadowMapPass> ShadowMapPass::create(std::string& error) {
  std::unique_ptr<ShadowMapPass> pass(new ShadowMapPass());
  constexpr std::string_view light[] = {"LIGHT"};
  auto program = link_program({"flat.vert", "depth.frag"}, light, error);
  if (!program) return nullptr;
  pass->program_ = std::move(*program);
  pass->lit_ = make_sampler(GL_LEQUAL, GL_CLAMP_TO_BORDER);
  pass->dark_ = make_sampler(GL_GEQUAL, GL_CLAMP_TO_EDGE);
  return pass;
}

void ShadowMapPass::prepare(Frame& frame) {
  const RenderOptions& options = frame.snapshot.options;
  wanted_.casters.clear();
  Bounds bounds;
  if (options.shadow && options.shadow_mapping) {
    for (const FrameModel& model : frame.models) {
      if (!casts(frame, model)) continue;
      wanted_.casters.push_back(model.drawn->instance);
      include_pose(model.instance->resource().spheres(), model.instance->bones(), bounds);
    }
  }
  frame.shadow_mapped = !wanted_.casters.empty() && !bounds.empty();
  if (!frame.shadow_mapped) return;
  wanted_.size = std::clamp(options.shadow_map_size, 1, frame.most_texels);
  wanted_.profile = options.profile;
  const glm::vec3 light(frame.block.light_direction);
  frame.block.light_view_projection = is_reference(frame)
                                          ? reference_light(frame, light)
                                          : parallel_light(bounds, light, wanted_.size);
  frame.block.self_shadow.y = 1.0F / static_cast<float>(wanted_.size);
  wanted_.light_view_projection = frame.block.light_view_projection;
}

void ShadowMapPass::draw(Frame& frame) {
  if (!frame.shadow_mapped) {
    // Four bytes a texel are not kept for nothing.
    if (map_) frame.state.forget_textures();
    map_.reset();
    framebuffer_.reset();
    drawn_ = Content();
    return;
  }
  if (drawn_.size != wanted_.size && !make_target(frame, wanted_.size)) return;
  if (frame.state.counts().posed_models > 0 || !(drawn_ == wanted_)) draw_casters(frame);
  drawn_ = wanted_;
  frame.state.bind_texture(shadow_unit, map_.name());
  frame.state.bind_sampler(shadow_unit, is_reference(frame) ? dark_.name() : lit_.name());
}

bool ShadowMapPass::make_target(Frame& frame, int size) {
  map_ = gl::make_texture();
  frame.state.forget_textures();
  frame.state.bind_texture(shadow_unit, map_.name());
  glTexImage2D(GL_TEXTURE_2D, 0, GL_DEPTH_COMPONENT24, size, size, 0, GL_DEPTH_COMPONENT,
               GL_UNSIGNED_INT, nullptr);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
  framebuffer_ = gl::make_framebuffer();
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.name());
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_TEXTURE_2D, map_.name(), 0);
  glDrawBuffer(GL_NONE);
  glReadBuffer(GL_NONE);
  if (glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE) return true;
  frame.error = fmt::format("no shadow map of {} x {} texels", size, size);
  return false;
}

void ShadowMapPass::draw_casters(Frame& frame) {
  DrawState& state = frame.state;
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.name());
  state.view(glm::ivec2(wanted_.size));
  glClear(GL_DEPTH_BUFFER_BIT);
  glEnable(GL_POLYGON_OFFSET_FILL);
  const float units = bias_units / static_cast<float>(wanted_.size);
  state.bias_depth(slope_bias, is_reference(frame) ? reference_bias_units : units);
  state.use_program(program_.name());
  state.cull(Culling::none);
  for (const FrameModel& model : frame.models) {
    if (!casts(frame, model)) continue;
    const GpuModel& resource = model.instance->resource();
    state.bind_vertex_array(model.instance->vertex_array());
    state.draw_ranges(caster_runs(frame, model), resource.wide_indices());
  }
  glDisable(GL_POLYGON_OFFSET_FILL);
}

}  // namespace mmdagent
