#include "scene/scene_keys.h"

#include <algorithm>
#include <array>

#include "options/options.h"
#include "overlay/buttons.h"
#include "overlay/content_pages.h"
#include "overlay/file_browser.h"
#include "overlay/gain_slider.h"
#include "overlay/log_panels.h"
#include "overlay/menu.h"
#include "overlay/overlay.h"
#include "render/snapshot.h"
#include "scene/camera.h"
#include "scene/models.h"
#include "scene/scene.h"
#include "scene/user_input.h"
#include "scene/window_commands.h"

namespace mmdagent {
namespace {

constexpr float diffusion_step = 0.2F;
constexpr float diffusion_scale_step = 1.4F;
constexpr float widest_diffusion = 5.0F;
// Sums of steps meet their limits only nearly.
constexpr float rounding = 1e-4F;

void zoom(Scene& scene, float steps) {
  scene.camera().approach_by(steps * scene.services().options().distance_step);
}

void lock_camera(Scene& scene) {
  UserInput& input = scene.input();
  input.set_mouse_moves_camera(!input.mouse_moves_camera());
  scene.services().log(Level::status, input.mouse_moves_camera()
                                          ? "camera unlocked: the mouse moves it"
                                          : "camera locked");
}

void change_glow(Scene& scene) {
  constexpr std::array strengths{1.0F, 0.7F, 0.4F, 0.0F};
  float& bloom = scene.look().bloom;
  const auto* next = std::ranges::find_if(strengths, [&](float value) { return value < bloom; });
  bloom = next == strengths.end() ? strengths.front() : *next;
}

void change_diffusion(Scene& scene) {
  RenderOptions& look = scene.look();
  if (!look.diffusion) {
    look.diffusion = true;
    look.diffusion_intensity = diffusion_step;
    return;
  }
  look.diffusion_intensity += diffusion_step;
  if (look.diffusion_intensity > 1.0F + rounding) look.diffusion = false;
}

void change_diffusion_scale(Scene& scene) {
  float& scale = scene.look().diffusion_scale;
  scale *= diffusion_scale_step;
  if (scale > widest_diffusion) scale = 1.0F;
}

void scale_edges(Scene& scene, bool wider) {
  const float step = scene.services().options().cartoon_edge_step;
  scene.look().edge_width *= wider ? step : 1.0F / step;
}

void toggle_transparency(Scene& scene) {
  if (!scene.look().transparent) {
    scene.report(start_transparency(scene));
  } else {
    scene.report(stop_transparency(scene));
  }
}

struct SceneKey {
  char character = 0;
  void (*run)(Scene& scene) = nullptr;
};

constexpr SceneKey keys[] = {
    {'!', [](Scene& scene) { scene.input().request(DesktopRequest::check_updates); }},
    {'+', [](Scene& scene) { zoom(scene, 1.0F); }},
    {'-', [](Scene& scene) { zoom(scene, -1.0F); }},
    {'/', [](Scene& scene) { scene.overlay().menu().toggle(); }},
    {'C', [](Scene& scene) { scene.camera().go_home(); }},
    {'E', [](Scene& scene) { scene.input().request(DesktopRequest::open_folder); }},
    {'F', [](Scene& scene) { scene.overlay().log_panels().toggle_flat(); }},
    {'G', [](Scene& scene) { scene.services().request(HostRequest::snapshot); }},
    {'H', show_history},
    {'J', [](Scene& scene) { scene.look().doppel = !scene.look().doppel; }},
    {'K', [](Scene& scene) { scale_edges(scene, false); }},
    {'L', change_glow},
    {'O', [](Scene& scene) { scene.overlay().file_browser().show(); }},
    {'P', [](Scene& scene) { scene.models().set_physics(!scene.models().physics(), false); }},
    {'R', [](Scene& scene) { scene.services().open_content({}); }},
    {'S', [](Scene& scene) { scene.look().shadow = !scene.look().shadow; }},
    {'V', [](Scene& scene) { scene.look().vsync = !scene.look().vsync; }},
    {'W', [](Scene& scene) { scene.look().bodies = !scene.look().bodies; }},
    {'a', [](Scene& scene) { scene.overlay().gain_slider().show(); }},
    {'b', [](Scene& scene) { scene.look().bones = !scene.look().bones; }},
    {'c', lock_camera},
    {'d', [](Scene& scene) { scene.overlay().log_panels().toggle(); }},
    {'e', [](Scene& scene) { scene.input().request(DesktopRequest::open_script); }},
    {'f', [](Scene& scene) { scene.services().request(HostRequest::toggle_full_screen); }},
    {'h', [](Scene& scene) { scene.set_held(!scene.held()); }},
    {'i', change_diffusion_scale},
    {'k', [](Scene& scene) { scale_edges(scene, true); }},
    {'o', change_diffusion},
    {'p', [](Scene& scene) { scene.models().set_physics(!scene.models().physics(), true); }},
    {'q', [](Scene& scene) { scene.overlay().buttons().toggle(); }},
    {'s', [](Scene& scene) { scene.services().request(HostRequest::toggle_status); }},
    {'t', toggle_transparency},
    {'w', [](Scene& scene) { scene.look().wire = !scene.look().wire; }},
    {'x', [](Scene& scene) { scene.look().shadow_mapping = !scene.look().shadow_mapping; }},
};

}  // namespace

void run_scene_key(Scene& scene, char32_t character) {
  const auto* key = std::ranges::find_if(keys, [character](const SceneKey& candidate) {
    return static_cast<char32_t>(candidate.character) == character;
  });
  if (key != std::end(keys)) key->run(scene);
}

}  // namespace mmdagent
