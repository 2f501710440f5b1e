#include "options/option_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <type_traits>

#include "host_limits.h"
#include "message/numbers.h"

namespace mmdagent {
namespace {

constexpr double unlimited = std::numeric_limits<double>::infinity();

// Sorted by key; set_option() relies on it and a test checks it.
constexpr std::array option_rows = {
    OptionRow{"bullet_floor", &Options::bullet_floor, -unlimited, unlimited,
              "physics has a floor at y = 0"},
    OptionRow{"bullet_fps", &Options::bullet_fps, 1, 120, "physics steps per second"},
    OptionRow{"camera_distance", &Options::camera_distance, 0, 100'000,
              "start distance of the camera from its look-at point"},
    OptionRow{"camera_fovy", &Options::camera_fovy, 0, 180, "vertical field of view, degrees"},
    OptionRow{"camera_rotation", &Options::camera_rotation, -unlimited, unlimited,
              "start rotation of the camera, degrees"},
    OptionRow{"camera_transition", &Options::camera_transition, -10'000, 10'000,
              "start look-at point of the camera"},
    OptionRow{"campus_color", &Options::campus_color, 0, 1, "colour behind everything"},
    OptionRow{"cartoon_edge_selected_color", &Options::cartoon_edge_selected_color, 0, 1,
              "edge colour of the selected model"},
    OptionRow{"cartoon_edge_step", &Options::cartoon_edge_step, 1, 10,
              "factor by which the keys k and K change the edge width"},
    OptionRow{"cartoon_edge_width", &Options::cartoon_edge_width, 0.001, 1000,
              "edge width of models"},
    OptionRow{"compat_pmd_stale_ik", &Options::compat_pmd_stale_ik, -unlimited, unlimited,
              "PMD without .csv: bones below IK links stay as they were before IK"},
    OptionRow{"compat_turn_speed", &Options::compat_turn_speed, -unlimited, unlimited,
              "TURN and ROTATE at the pace of older versions"},
    OptionRow{"diffusion_postfilter", &Options::diffusion_postfilter, -unlimited, unlimited,
              "soft glow over the picture"},
    OptionRow{"diffusion_postfilter_intensity", &Options::diffusion_postfilter_intensity, 0, 1,
              "strength of the glow"},
    OptionRow{"diffusion_postfilter_scale", &Options::diffusion_postfilter_scale, 0, 5,
              "width of the glow"},
    OptionRow{"display_comment_time", &Options::display_comment_time, 0, 30,
              "seconds for which a model's comment is shown, 0: not at all"},
    OptionRow{"distance_step", &Options::distance_step, 0.001, 1000,
              "camera distance for one step of the wheel"},
    OptionRow{"doppel_shadow", &Options::doppel_shadow, -unlimited, unlimited,
              "offset silhouette instead of the floor shadow"},
    OptionRow{"doppel_shadow_color", &Options::doppel_shadow_color, 0, 1,
              "colour of the silhouette"},
    OptionRow{"doppel_shadow_offset", &Options::doppel_shadow_offset, -unlimited, unlimited,
              "offset of the silhouette as the camera sees it"},
    OptionRow{"fovy_step", &Options::fovy_step, 0.001, 1000,
              "field of view for one step of the wheel, degrees"},
    OptionRow{"full_screen", &Options::full_screen, -unlimited, unlimited, "start in full screen"},
    OptionRow{"gl_core_only", &Options::gl_core_only, -unlimited, unlimited,
              "draw with OpenGL 3.3 alone, where newer features of a driver fail"},
    OptionRow{"gravity_factor", &Options::gravity_factor, 0, 1024, "gravity is -9.8 times this"},
    OptionRow{"http_server", &Options::http_server, -unlimited, unlimited,
              "serve the HTTP interface"},
    OptionRow{"http_server_address", &Options::http_server_address, -unlimited, unlimited,
              "address to listen on; *, 0.0.0.0 or ::: all; empty: this machine only"},
    OptionRow{"http_server_port", &Options::http_server_port, 0, 65'535, "port of the interface"},
    OptionRow{"light_color", &Options::light_color, 0, 1, "colour of the light"},
    OptionRow{"light_direction", &Options::light_direction, -unlimited, unlimited,
              "where the light comes from; fourth value 0"},
    OptionRow{"light_edge", &Options::light_edge, -unlimited, unlimited,
              "edge width follows the light"},
    OptionRow{"light_intensity", &Options::light_intensity, 0, 1, "strength of the light"},
    OptionRow{"lipsync_priority", &Options::lipsync_priority, -1000, 1000,
              "motion priority of lip sync"},
    OptionRow{"log_file", &Options::log_file, -unlimited, unlimited,
              "append the log to this file in the content folder"},
    OptionRow{"log_position", &Options::log_position, -unlimited, unlimited,
              "place of the log panels"},
    OptionRow{"log_scale", &Options::log_scale, 0.001, 1000, "size of the log panels"},
    OptionRow{"log_size", &Options::log_size, 1, 4096, "columns and rows of the log panels"},
    OptionRow{"max_multi_sampling", &Options::max_multi_sampling, 0, 32,
              "samples per pixel; unset: 4, on a software rasteriser 0"},
    OptionRow{"max_num_model", &Options::max_num_model, 1, 1024, "models at the same time"},
    OptionRow{"motion_adjust_time", &Options::motion_adjust_time, -10, 10,
              "seconds by which motion runs ahead of sound"},
    OptionRow{"parallel_skinning_numthreads", &Options::parallel_skinning_numthreads, 1, 4,
              "no effect: one thread skins an avatar in 0.2 ms; see skinning"},
    OptionRow{"physics_reset_on_jump", &Options::physics_reset_on_jump, -unlimited, unlimited,
              "hair and skirts go along with fast moves without speed and over gaps of a second"},
    OptionRow{"physics_world", &Options::physics_world, -unlimited, unlimited,
              "shared: models touch each other; own: they do not, and move in parallel"},
    OptionRow{"rotate_step", &Options::rotate_step, 0.001, 180,
              "camera rotation for one key or drag step, degrees"},
    OptionRow{"shading_profile", &Options::shading_profile, -unlimited, unlimited,
              "colours as MMD shows them, or as older versions did"},
    OptionRow{"shadow_density", &Options::shadow_density, 0, 1, "brightness of the shadowed floor"},
    OptionRow{"shadow_mapping_floor_density", IgnoredOption{}, -unlimited, unlimited, "no effect"},
    OptionRow{"shadow_mapping_light_first", IgnoredOption{}, -unlimited, unlimited, "no effect"},
    OptionRow{"shadow_mapping_self_density", &Options::shadow_mapping_self_density, 0, 1,
              "darkness of shadows on models"},
    OptionRow{"shadow_mapping_texture_size", &Options::shadow_mapping_texture_size, 1, 8192,
              "side of the shadow map, texels"},
    OptionRow{"show_button", &Options::show_button, -unlimited, unlimited,
              "show the buttons of BUTTON*.txt at start"},
    OptionRow{"show_fps", &Options::show_fps, -unlimited, unlimited,
              "show pictures per second in a window"},
    OptionRow{"skinning", &Options::skinning, -unlimited, unlimited,
              "who poses vertices: the processor, transform feedback or a compute shader"},
    OptionRow{"stage_size", &Options::stage_size, 0.001, 1000,
              "half width, half depth and height of the stage"},
    OptionRow{"translate_step", &Options::translate_step, 0.001, 1000,
              "camera movement for one key step"},
    OptionRow{"transparent_color", &Options::transparent_color, 0, 1,
              "colour that becomes transparent"},
    OptionRow{"transparent_pixmap", &Options::transparent_pixmap, -unlimited, unlimited,
              "transparency of each pixel instead of one colour"},
    OptionRow{"transparent_window", &Options::transparent_window, -unlimited, unlimited,
              "show what lies behind the window, where its system can; PNG files with alpha"},
    OptionRow{"update_threads", &Options::update_threads, 0, limits::update_threads,
              "threads that move models, 0: as many as there are processors, at most 4"},
    OptionRow{"use_cartoon_rendering", &Options::use_cartoon_rendering, -unlimited, unlimited,
              "toon shading and edges for models"},
    OptionRow{"use_mmd_like_cartoon", &Options::use_mmd_like_cartoon, -unlimited, unlimited,
              "light on models as in MMD"},
    OptionRow{"use_shadow", &Options::use_shadow, -unlimited, unlimited, "draw shadows"},
    OptionRow{"use_shadow_mapping", &Options::use_shadow_mapping, -unlimited, unlimited,
              "shadow map instead of a flat floor shadow"},
    OptionRow{"use_stdinout", &Options::use_stdinout, -unlimited, unlimited,
              "exchange messages on standard input and output"},
    OptionRow{"window_size", &Options::window_size, 1, limits::window_side,
              "width and height in pixels"},
};

constexpr std::array shading_words = {std::pair{"mmd", ShadingProfile::mmd},
                                      std::pair{"reference", ShadingProfile::reference}};
constexpr std::array skinning_words = {
    std::pair{"auto", SkinningWay::automatic}, std::pair{"cpu", SkinningWay::cpu},
    std::pair{"feedback", SkinningWay::feedback}, std::pair{"compute", SkinningWay::compute}};

constexpr std::array physics_world_words = {std::pair{"shared", PhysicsWorlds::shared},
                                            std::pair{"own", PhysicsWorlds::own}};

const auto& words_of(PhysicsWorlds) { return physics_world_words; }
const auto& words_of(ShadingProfile) { return shading_words; }
const auto& words_of(SkinningWay) { return skinning_words; }

template <class T>
concept Vector = requires { T::length(); };

template <class T>
concept Choice = std::is_enum_v<T>;

template <Choice T>
std::string joined_words() {
  std::string text;
  for (const auto& [word, value] : words_of(T{}))
    text += (text.empty() ? "" : "|") + std::string(word);
  return text;
}

template <Choice T>
std::string_view word_of(T choice) {
  for (const auto& [word, value] : words_of(choice)) {
    if (value == choice) return word;
  }
  return {};
}

template <class T>
using MemberOf = T Options::*;

struct TypeName {
  std::string operator()(MemberOf<bool>) const { return "bool"; }
  std::string operator()(MemberOf<int>) const { return "int"; }
  std::string operator()(MemberOf<std::optional<int>>) const { return "int"; }
  std::string operator()(MemberOf<float>) const { return "float"; }
  std::string operator()(MemberOf<glm::vec3>) const { return "float3"; }
  std::string operator()(MemberOf<glm::vec4>) const { return "float4"; }
  std::string operator()(MemberOf<glm::ivec2>) const { return "int2"; }
  std::string operator()(MemberOf<std::string>) const { return "text"; }
  template <Choice T>
  std::string operator()(MemberOf<T>) const {
    return joined_words<T>();
  }
  std::string operator()(IgnoredOption) const { return "ignored"; }
};

struct DefaultText {
  Options defaults;

  std::string operator()(MemberOf<bool> member) const {
    return defaults.*member ? "true" : "false";
  }
  std::string operator()(MemberOf<std::optional<int>>) const { return {}; }
  std::string operator()(MemberOf<std::string> member) const { return defaults.*member; }
  std::string operator()(IgnoredOption) const { return {}; }
  template <Choice T>
  std::string operator()(MemberOf<T> member) const {
    return std::string(word_of(defaults.*member));
  }
  template <Vector T>
  std::string operator()(MemberOf<T> member) const {
    std::string text;
    for (int i = 0; i < T::length(); ++i) {
      text += fmt::format("{}{}", i == 0 ? "" : ",", (defaults.*member)[i]);
    }
    return text;
  }
  template <class T>
    requires std::is_same_v<T, int> || std::is_same_v<T, float>
  std::string operator()(MemberOf<T> member) const {
    return fmt::format("{}", defaults.*member);
  }
};

// Writes one option from its text; returns a warning or nothing.
struct Setter {
  Options& options;
  const OptionRow& row;
  std::string_view value;

  using Warning = std::optional<std::string>;

  template <class T>
  T clamped(double number) const {
    constexpr double lowest = std::numeric_limits<T>::lowest();
    constexpr double highest = std::numeric_limits<T>::max();
    return static_cast<T>(
        std::clamp(number, std::max(row.min, lowest), std::min(row.max, highest)));
  }

  Warning operator()(MemberOf<bool> member) const {
    options.*member = value == "true";
    return std::nullopt;
  }
  Warning operator()(MemberOf<int> member) const {
    options.*member = clamped<int>(read_integer(value));
    return std::nullopt;
  }
  Warning operator()(MemberOf<std::optional<int>> member) const {
    options.*member = clamped<int>(read_integer(value));
    return std::nullopt;
  }
  Warning operator()(MemberOf<float> member) const {
    options.*member = clamped<float>(read_float(value));
    return std::nullopt;
  }
  Warning operator()(MemberOf<std::string> member) const {
    options.*member = value;
    return std::nullopt;
  }
  Warning operator()(IgnoredOption) const { return std::nullopt; }
  template <Vector T>
  Warning operator()(MemberOf<T> member) const {
    std::array<float, static_cast<std::size_t>(T::length())> numbers{};
    if (!read_vector(value, numbers)) return std::nullopt;
    for (int i = 0; i < T::length(); ++i) {
      (options.*member)[i] = clamped<typename T::value_type>(numbers[static_cast<std::size_t>(i)]);
    }
    return std::nullopt;
  }
  template <Choice T>
  Warning operator()(MemberOf<T> member) const {
    for (const auto& [word, choice] : words_of(T{})) {
      if (value != word) continue;
      options.*member = choice;
      return std::nullopt;
    }
    return fmt::format("{}: expected {}, got \"{}\"; it stays {}", row.key, joined_words<T>(),
                       value, word_of(options.*member));
  }
};

}  // namespace

std::span<const OptionRow> option_table() { return option_rows; }

std::string option_type(const OptionRow& row) { return std::visit(TypeName{}, row.member); }

std::string option_default(const OptionRow& row) {
  return std::visit(DefaultText{Options{}}, row.member);
}

std::optional<std::string> set_option(Options& options, std::string_view key,
                                      std::string_view value) {
  const auto found = std::ranges::lower_bound(option_rows, key, std::less<>{}, &OptionRow::key);
  if (found == option_rows.end() || found->key != key) return std::nullopt;
  return std::visit(Setter{options, *found, value}, found->member);
}

}  // namespace mmdagent
