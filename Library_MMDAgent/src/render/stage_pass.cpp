#include "render/stage_pass.h"

#include <epoxy/gl.h>

#include <array>
#include <cstddef>
#include <vector>

#include "render/gl_program.h"

namespace mmdagent {
namespace {

struct StageVertex {
  glm::vec3 position;
  glm::vec2 uv;
};

constexpr std::uint32_t floor_first = 0;
constexpr std::uint32_t background_first = 4;
constexpr std::uint32_t quad_vertices = 4;

// Two strips with their fronts up and towards +z; image tops at the far end and at the top.
std::array<StageVertex, 8> quads(const Stage& stage) {
  const float x = stage.half_size.x;
  const float z = stage.half_size.y;
  const float height = stage.height;
  return {{{{-x, 0, -z}, {0, 0}},
           {{-x, 0, z}, {0, 1}},
           {{x, 0, -z}, {1, 0}},
           {{x, 0, z}, {1, 1}},
           {{-x, height, -z}, {0, 0}},
           {{-x, 0, -z}, {0, 1}},
           {{x, height, -z}, {1, 0}},
           {{x, 0, -z}, {1, 1}}}};
}

void attribute(GLuint index, GLint components, std::size_t offset) {
  glEnableVertexAttribArray(index);
  glVertexAttribPointer(index, components, GL_FLOAT, GL_FALSE, sizeof(StageVertex),
                        reinterpret_cast<const void*>(offset));
}

}  // namespace

bool StagePass::link(Programs& programs, std::span<const std::string_view> defines,
                     std::string& error) {
  const ProgramSource source{"stage.vert", "stage.frag"};
  auto opaque = link_program(source, defines, error);
  std::vector<std::string_view> discarding(defines.begin(), defines.end());
  discarding.push_back("DISCARD");
  auto transparent = opaque ? link_program(source, discarding, error) : std::nullopt;
  if (!transparent) return false;
  programs.opaque = std::move(*opaque);
  programs.transparent = std::move(*transparent);
  return true;
}

std::unique_ptr<StagePass> StagePass::create(std::string& error) {
  std::unique_ptr<StagePass> pass(new StagePass());
  constexpr std::string_view ground[] = {"GROUND"};
  constexpr std::string_view dark[] = {"MAPPED", "DARK"};
  const std::span<const std::string_view> all(dark);
  if (!link(pass->lit_, {}, error) || !link(pass->ground_, ground, error) ||
      !link(pass->mapped_, all.first(1), error) || !link(pass->dark_, all, error)) {
    return nullptr;
  }
  pass->vertices_ = gl::make_buffer();
  pass->array_ = gl::make_vertex_array();
  glBindVertexArray(pass->array_.name());
  glBindBuffer(GL_ARRAY_BUFFER, pass->vertices_.name());
  attribute(position_attribute, 3, offsetof(StageVertex, position));
  attribute(uv_attribute, 2, offsetof(StageVertex, uv));
  glBindVertexArray(0);
  return pass;
}

void StagePass::prepare_quads(Frame& frame) {
  const Stage& stage = frame.snapshot.stage;
  if (stored_ && stage.half_size == shown_.half_size && stage.height == shown_.height) return;
  const auto vertices = quads(stage);
  glBindBuffer(GL_ARRAY_BUFFER, vertices_.name());
  glBufferData(GL_ARRAY_BUFFER, sizeof(vertices), vertices.data(), GL_STATIC_DRAW);
  frame.state.counts().uploaded_bytes += sizeof(vertices);
  shown_ = stage;
  stored_ = true;
}

void StagePass::draw(Frame& frame, const ImageTexture* floor, const ImageTexture* background) {
  if (floor == nullptr && background == nullptr) return;
  const bool mapped = frame.shadow_mapped && !is_reference(frame);
  const Programs& background_programs = mapped ? mapped_ : lit_;
  // The silhouette takes the place of shadows on the floor.
  draw_quads(frame, frame.snapshot.options.doppel ? lit_ : background_programs, floor,
             background_programs, background);
}

void StagePass::draw_dark(Frame& frame, const ImageTexture* floor, const ImageTexture* background) {
  draw_quads(frame, dark_, frame.snapshot.options.doppel ? nullptr : floor, dark_, background);
}

void StagePass::draw_quads(Frame& frame, const Programs& floor_programs, const ImageTexture* floor,
                           const Programs& background_programs, const ImageTexture* background) {
  prepare_quads(frame);
  DrawState& state = frame.state;
  const bool mipmaps = !is_reference(frame);
  frame.state.bind_sampler(base_unit, frame.samplers.clamp(mipmaps));
  state.bind_vertex_array(array_.name());
  if (background != nullptr) {
    state.use_program(background_programs.of(*background).name());
    state.cull(Culling::back);
    state.bind_texture(base_unit, background->texture.name());
    state.draw_strip(background_first, quad_vertices);
  }
  if (floor != nullptr) {
    state.use_program(floor_programs.of(*floor).name());
    state.cull(Culling::none);
    state.bind_texture(base_unit, floor->texture.name());
    state.draw_strip(floor_first, quad_vertices);
  }
}

void StagePass::draw_shadowed_floor(Frame& frame, const ImageTexture& floor) {
  DrawState& state = frame.state;
  state.use_program(ground_.of(floor).name());
  state.bind_vertex_array(array_.name());
  state.cull(Culling::none);
  state.bind_texture(base_unit, floor.texture.name());
  state.draw_strip(floor_first, quad_vertices);
}

}  // namespace mmdagent
