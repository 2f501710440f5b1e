// Linking GL programs from the embedded shader files, and the fixed points that all of them share.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "render/gl_objects.h"

namespace mmdagent {

// Uniform block bindings, texture units and vertex attributes are the same in all programs.
inline constexpr unsigned frame_block_binding = 0;
inline constexpr unsigned material_block_binding = 1;

enum TextureUnit : unsigned {
  base_unit = 0,
  toon_unit = 1,
  sphere_unit = 2,
  shadow_unit = 3,
  bones_unit = 4,
  morphs_unit = 5,
  centers_unit = 6,
};
inline constexpr std::size_t texture_units = 7;

enum VertexAttribute : unsigned {
  position_attribute = 0,
  normal_attribute = 1,
  uv_attribute = 2,
  edge_scale_attribute = 3,
  additional_uv_attribute = 4,
  material_attribute = 5,
};

struct ProgramSource {
  std::string_view vertex;  // names of files under shaders/
  std::string_view fragment;
};

// Links both shaders, each with shaders/common.glsl and one "#define NAME 1" for each of `defines`
// before it. nullopt: `error` holds the driver's words and the file's name.
std::optional<gl::Program> link_program(const ProgramSource& source,
                                        std::span<const std::string_view> defines,
                                        std::string& error);

// Programs that pose vertices, with shaders/skinning.glsl before their file: one that captures
// `outputs` one after the other in one buffer, and one of GL 4.3.
std::optional<gl::Program> link_feedback_program(std::string_view vertex,
                                                 std::span<const char* const> outputs,
                                                 std::string& error);
std::optional<gl::Program> link_compute_program(std::string_view compute, std::string& error);

}  // namespace mmdagent
