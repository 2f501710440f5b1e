#include "options/option_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

namespace mmdagent {
namespace {

const OptionRow& row(std::string_view key) {
  const auto rows = option_table();
  const auto found = std::ranges::find(rows, key, &OptionRow::key);
  if (found == rows.end()) throw std::out_of_range(std::string(key));
  return *found;
}

TEST(OptionTable, IsSortedAndEveryRowSaysWhatItDoes) {
  const auto rows = option_table();
  EXPECT_TRUE(std::ranges::is_sorted(rows, std::ranges::less_equal{}, &OptionRow::key));
  for (const OptionRow& r : rows) {
    EXPECT_FALSE(r.effect.empty()) << r.key;
    EXPECT_LT(r.min, r.max) << r.key;
  }
}

// Key, type and default as the manual lists them.
TEST(OptionTable, HasEveryKeyWithTypeAndDefault) {
  struct Expected {
    const char* key;
    const char* type;
    const char* value;
  };
  const std::initializer_list<Expected> all = {
      {"use_cartoon_rendering", "bool", "true"},
      {"use_mmd_like_cartoon", "bool", "true"},
      {"cartoon_edge_width", "float", "0.7"},
      {"cartoon_edge_step", "float", "1.2"},
      {"cartoon_edge_selected_color", "float4", "1,0,0,1"},
      {"light_edge", "bool", "true"},
      {"camera_rotation", "float3", "0,0,0"},
      {"camera_transition", "float3", "0,13,0"},
      {"camera_distance", "float", "100"},
      {"camera_fovy", "float", "16"},
      {"stage_size", "float3", "25,25,40"},
      {"show_fps", "bool", "true"},
      {"window_size", "int2", "1024,900"},
      {"full_screen", "bool", "false"},
      {"max_multi_sampling", "int", ""},
      {"log_size", "int2", "80,30"},
      {"log_position", "float3", "-17.5,3,-15"},
      {"log_scale", "float", "1"},
      {"light_direction", "float4", "0.5,1,0.5,0"},
      {"light_intensity", "float", "0.6"},
      {"light_color", "float3", "1,1,1"},
      {"campus_color", "float3", "0,0,0.2"},
      {"motion_adjust_time", "float", "0"},
      {"lipsync_priority", "float", "100"},
      {"bullet_fps", "int", "120"},
      {"bullet_floor", "bool", "true"},
      {"gravity_factor", "float", "10"},
      {"physics_reset_on_jump", "bool", "false"},
      {"physics_world", "shared|own", "shared"},
      {"update_threads", "int", "0"},
      {"rotate_step", "float", "4.5"},
      {"translate_step", "float", "0.5"},
      {"distance_step", "float", "4"},
      {"fovy_step", "float", "1"},
      {"use_shadow", "bool", "true"},
      {"shadow_density", "float", "0.5"},
      {"use_shadow_mapping", "bool", "false"},
      {"shadow_mapping_texture_size", "int", "2048"},
      {"shadow_mapping_self_density", "float", "1"},
      {"shadow_mapping_floor_density", "ignored", ""},
      {"shadow_mapping_light_first", "ignored", ""},
      {"doppel_shadow", "bool", "false"},
      {"doppel_shadow_color", "float3", "0.5,0.5,0.5"},
      {"doppel_shadow_offset", "float3", "-0.5,-0.3,0"},
      {"diffusion_postfilter", "bool", "false"},
      {"diffusion_postfilter_intensity", "float", "0.6"},
      {"diffusion_postfilter_scale", "float", "1"},
      {"display_comment_time", "float", "0"},
      {"max_num_model", "int", "10"},
      {"parallel_skinning_numthreads", "int", "1"},
      {"log_file", "text", ""},
      {"show_button", "bool", "true"},
      {"http_server", "bool", "true"},
      {"http_server_port", "int", "50000"},
      {"http_server_address", "text", ""},
      {"compat_turn_speed", "bool", "false"},
      {"compat_pmd_stale_ik", "bool", "false"},
      {"shading_profile", "mmd|reference", "mmd"},
      {"gl_core_only", "bool", "false"},
      {"skinning", "auto|cpu|feedback|compute", "auto"},
      {"transparent_window", "bool", "false"},
      {"transparent_color", "float3", "0,1,0"},
      {"transparent_pixmap", "bool", "false"},
      {"use_stdinout", "bool", "false"},
  };
  EXPECT_EQ(option_table().size(), all.size());
  for (const Expected& e : all) {
    EXPECT_EQ(option_type(row(e.key)), e.type) << e.key;
    EXPECT_EQ(option_default(row(e.key)), e.value) << e.key;
  }
}

TEST(OptionTable, Host8OnlyTheWordTrueIsTrue) {
  for (const char* word : {"True", "1", "yes", "", "true "}) {
    Options options;
    EXPECT_FALSE(set_option(options, "use_shadow", word));
    EXPECT_FALSE(options.use_shadow) << word;
  }
  Options options;
  set_option(options, "full_screen", "true");
  EXPECT_TRUE(options.full_screen);
}

TEST(OptionTable, Host9TooFewComponentsChangeNothing) {
  Options options;
  EXPECT_FALSE(set_option(options, "window_size", "800"));
  EXPECT_EQ(options.window_size, glm::ivec2(1024, 900));
}

TEST(OptionTable, Host10And11ValuesAreClamped) {
  Options options;
  set_option(options, "window_size", "0,99999");
  EXPECT_EQ(options.window_size, glm::ivec2(1, 16'384));
  set_option(options, "bullet_fps", "500");
  EXPECT_EQ(options.bullet_fps, 120);
  set_option(options, "bullet_fps", "no number");
  EXPECT_EQ(options.bullet_fps, 1);
  set_option(options, "motion_adjust_time", "-99");
  EXPECT_EQ(options.motion_adjust_time, -10.0F);
  set_option(options, "light_color", "2,-1,0.25");
  EXPECT_EQ(options.light_color, glm::vec3(1.0F, 0.0F, 0.25F));
  set_option(options, "max_multi_sampling", "64");
  EXPECT_EQ(options.max_multi_sampling, 32);
}

TEST(OptionTable, Host12EmptyComponentsCollapseAndSurplusIsIgnored) {
  Options options;
  set_option(options, "stage_size", "10,,20,30,40");
  EXPECT_EQ(options.stage_size, glm::vec3(10.0F, 20.0F, 30.0F));
}

TEST(OptionTable, UnlimitedOptionsStayFinite) {
  Options options;
  set_option(options, "camera_rotation", "-720,1e300,-1e300");
  EXPECT_EQ(options.camera_rotation.x, -720.0F);
  EXPECT_EQ(options.camera_rotation.y, std::numeric_limits<float>::max());
  EXPECT_EQ(options.camera_rotation.z, std::numeric_limits<float>::lowest());
}

TEST(OptionTable, ChoicesTakeTheirWordsAndWarnOfOthers) {
  Options options;
  EXPECT_FALSE(set_option(options, "shading_profile", "reference"));
  EXPECT_EQ(options.shading_profile, ShadingProfile::reference);
  EXPECT_EQ(set_option(options, "shading_profile", "toon"),
            "shading_profile: expected mmd|reference, got \"toon\"; it stays reference");
  EXPECT_EQ(options.shading_profile, ShadingProfile::reference);
  EXPECT_FALSE(set_option(options, "skinning", "feedback"));
  EXPECT_EQ(options.skinning, SkinningWay::feedback);
  EXPECT_EQ(set_option(options, "skinning", "Auto"),
            "skinning: expected auto|cpu|feedback|compute, got \"Auto\"; it stays feedback");
}

TEST(OptionTable, UnknownAndIgnoredKeysAreAcceptedSilently) {
  Options options;
  EXPECT_FALSE(set_option(options, "vertical_frequency", "60"));
  EXPECT_FALSE(set_option(options, "", "1"));
  EXPECT_FALSE(set_option(options, "shadow_mapping_light_first", "x"));
}

TEST(OptionTable, TextsAreTakenWhole) {
  Options options;
  set_option(options, "log_file", " run,1.log");
  EXPECT_EQ(options.log_file, " run,1.log");
  set_option(options, "log_file", "");
  EXPECT_EQ(options.log_file, "");
}

}  // namespace
}  // namespace mmdagent
