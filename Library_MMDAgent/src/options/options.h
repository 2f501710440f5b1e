// The host's settings, typed and within their ranges. Read once at content start; setting the
// global variable of the same name later changes nothing here.
#pragma once

#include <cstdint>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>
#include <optional>
#include <string>

#include "shading_profile.h"
#include "skinning_way.h"

namespace mmdagent {

// In which physics world models are: one for all, where they touch, or each in its own.
enum class PhysicsWorlds : std::uint8_t { shared, own };

// Members are named as their keys; the initialisers are the defaults. option_table.h has the key,
// range and effect of each. Colours are 0..1, lengths are world units.
struct Options {
  // Models.
  bool use_cartoon_rendering = true;
  bool use_mmd_like_cartoon = true;
  float cartoon_edge_width = 0.7F;  // edge offset = value * 0.03 units
  float cartoon_edge_step = 1.2F;
  glm::vec4 cartoon_edge_selected_color{1.0F, 0.0F, 0.0F, 1.0F};
  bool light_edge = true;
  int max_num_model = 10;
  int parallel_skinning_numthreads = 1;
  SkinningWay skinning = SkinningWay::automatic;
  bool gl_core_only = false;  // the renderer uses nothing that OpenGL 3.3 lacks
  ShadingProfile shading_profile = ShadingProfile::mmd;
  float display_comment_time = 0.0F;  // seconds, 0 shows none

  // Camera and stage.
  glm::vec3 camera_rotation{0.0F};  // degrees
  glm::vec3 camera_transition{0.0F, 13.0F, 0.0F};
  float camera_distance = 100.0F;
  float camera_fovy = 16.0F;                  // degrees, vertical
  glm::vec3 stage_size{25.0F, 25.0F, 40.0F};  // half width, half depth, height
  float rotate_step = 4.5F;                   // degrees
  float translate_step = 0.5F;
  float distance_step = 4.0F;
  float fovy_step = 1.0F;  // degrees

  // Window.
  glm::ivec2 window_size{1024, 900};
  bool full_screen = false;
  std::optional<int> max_multi_sampling;  // empty: 4, or 0 on a software rasteriser
  bool show_fps = true;
  bool show_button = true;
  bool transparent_window = false;
  glm::vec3 transparent_color{0.0F, 1.0F, 0.0F};
  bool transparent_pixmap = false;

  // Light and shadow.
  glm::vec4 light_direction{0.5F, 1.0F, 0.5F, 0.0F};  // towards the light; w = 0: directional
  float light_intensity = 0.6F;
  glm::vec3 light_color{1.0F};
  glm::vec3 campus_color{0.0F, 0.0F, 0.2F};  // clear colour
  bool use_shadow = true;
  float shadow_density = 0.5F;
  bool use_shadow_mapping = false;
  int shadow_mapping_texture_size = 2048;
  float shadow_mapping_self_density = 1.0F;
  bool doppel_shadow = false;
  glm::vec3 doppel_shadow_color{0.5F};
  glm::vec3 doppel_shadow_offset{-0.5F, -0.3F, 0.0F};  // eye space
  bool diffusion_postfilter = false;
  float diffusion_postfilter_intensity = 0.6F;
  float diffusion_postfilter_scale = 1.0F;

  // Motion and physics.
  float motion_adjust_time = 0.0F;  // seconds, positive: motion ahead of sound
  float lipsync_priority = 100.0F;
  int bullet_fps = 120;
  bool bullet_floor = true;
  float gravity_factor = 10.0F;  // gravity = -9.8 * value
  bool physics_reset_on_jump = false;
  PhysicsWorlds physics_world = PhysicsWorlds::shared;
  int update_threads = 0;  // that update models; 0: one per processor, at most four

  // Log and exchange with other programs.
  glm::ivec2 log_size{80, 30};  // columns, rows of both panels together
  glm::vec3 log_position{-17.5F, 3.0F, -15.0F};
  float log_scale = 1.0F;
  std::string log_file;  // relative to the content folder; empty: none
  bool use_stdinout = false;
  bool http_server = true;
  int http_server_port = 50000;
  std::string http_server_address;  // empty: 127.0.0.1 and ::1

  // Behaviour of the reference that content may ask for.
  bool compat_turn_speed = false;
  bool compat_pmd_stale_ik = false;
};

}  // namespace mmdagent
