// The cases 76, 77 and 79 of rendering.md section 10.8: what a picture costs in GL calls.
#include <gtest/gtest.h>

#include "pictures/gl_call_counter.h"
#include "pictures/picture_cases.h"
#include "pictures/procedural_model.h"
#include "render/stream_buffer.h"

namespace mmdagent::test {
namespace {

constexpr const char* uploads[] = {"BufferData",  "BufferSubData",  "MapBuffer", "TexImage",
                                   "TexSubImage", "GenerateMipmap", "Uniform1",  "Uniform4"};

mmd::MaterialData full_material() {
  mmd::MaterialData material = plain_material(glm::vec3(0.4F), glm::vec3(0.2F));
  material.edge = true;
  material.ground_shadow = true;
  material.self_shadow_cast = true;
  material.self_shadow_receive = true;
  return material;
}

TEST(DrawCost, C76_APausedSceneUploadsNothing) {
  for (const bool mapped : {false, true}) {
    PictureRig rig(rig_q);
    rig.snapshot.options.shadow_mapping = mapped;
    rig.snapshot.stage.floor = rig.add_image(one_pixel(255, 255, 255));
    auto model = empty_model();
    add_ball(*model, {0, 13, 0}, 5, full_material());
    rig.show(rig.add_model(model));
    rig.draw_only();
    GlCallCounter calls;
    rig.draw_only();
    for (const char* upload : uploads) EXPECT_EQ(calls.of(upload), 0U) << upload << mapped;
    EXPECT_EQ(rig.statistics().counts.uploaded_bytes, 0U);
    rig.snapshot.bones[0].translation.x = 1;
    rig.draw_only();
    EXPECT_GT(calls.of("MapBuffer") + calls.of("Buffer"), 0U) << "the counter sees uploads";
  }
}

// Case 80: asked for core features alone, the renderer calls nothing that GL 3.3 lacks.
TEST(DrawCost, C80_CoreOnlyNeedsNoNewerFunction) {
  for (const bool core_only : {false, true}) {
    PictureRig rig(rig_q, {SkinningWay::compute, core_only});
    auto model = empty_model();
    add_ball(*model, {0, 13, 0}, 5, full_material());
    rig.show(rig.add_model(model));
    rig.draw_only();
    GlCallCounter calls;
    rig.snapshot.bones[0].translation.x = 1;
    rig.draw_only();
    const unsigned newer = calls.of("DispatchCompute") + calls.of("MemoryBarrier");
    EXPECT_EQ(newer, core_only ? 0U : 2U);
  }
}

// Section 9.8: three regions in turn, behind the fences of their pictures.
TEST(DrawCost, ANewPoseNeedsNoNewMemory) {
  for (const bool core_only : {false, true}) {
    PictureRig rig(rig_q, {SkinningWay::cpu, core_only});
    auto model = empty_model();
    add_ball(*model, {0, 13, 0}, 5, full_material());
    rig.show(rig.add_model(model));
    const auto move = [&rig] {
      rig.snapshot.bones[0].translation.x += 0.1F;
      rig.draw_only();
    };
    for (std::size_t i = 0; i < pictures_in_flight; ++i) move();
    GlCallCounter calls;
    move();
    EXPECT_EQ(calls.of("MapBuffer"), core_only ? 1U : 0U) << "mapped for good";
    EXPECT_EQ(calls.of("Gen") + calls.of("BufferData") + calls.of("BufferStorage"), 0U);
    EXPECT_EQ(calls.of("ClientWaitSync"), 1U);
    EXPECT_EQ(calls.of("FenceSync"), 1U);
    EXPECT_EQ(calls.of("DeleteSync"), 1U);
    EXPECT_GT(rig.statistics().counts.uploaded_bytes, 0U);
  }
}

TEST(DrawCost, PosingOnTheGpuTakesFewCalls) {
  unsigned calls_of_processor = 0;
  for (const auto way : {SkinningWay::cpu, SkinningWay::feedback, SkinningWay::compute}) {
    PictureRig rig(rig_q, {way, false});
    auto model = empty_model();
    add_ball(*model, {0, 13, 0}, 5, full_material());
    rig.show(rig.add_model(model));
    rig.draw_only();
    GlCallCounter calls;
    rig.snapshot.bones[0].translation.x = 1;
    rig.draw_only();
    if (way == SkinningWay::cpu) calls_of_processor = calls.all();
    EXPECT_LE(calls.all(), calls_of_processor + 14) << calls.list();
  }
}

std::shared_ptr<mmd::ModelData> sixty_materials(bool alternating) {
  auto model = empty_model();
  for (int i = 0; i < 60; ++i) {
    mmd::MaterialData material = full_material();
    material.diffuse.r = static_cast<float>(i) / 60.0F;
    material.two_sided = alternating && i % 2 == 0;
    add_ball(*model, {static_cast<float>(i % 10) - 5, 10, static_cast<float>(i / 10)}, 1, material);
  }
  return model;
}

TEST(DrawCost, C77_SixtyMaterials) {
  for (const bool alternating : {false, true}) {
    PictureRig rig(rig_q);
    const auto model = sixty_materials(alternating);
    EXPECT_GE(model->vertices.size(), 30'000U);
    rig.show(rig.add_model(model)).toon = false;  // no edges: the colour pass alone
    rig.draw_only();
    GlCallCounter calls;
    rig.draw_only();
    const unsigned draws = calls.of("DrawElements") + calls.of("MultiDrawElements");
    EXPECT_EQ(draws, alternating ? 60U : 1U);
    EXPECT_EQ(calls.of("Uniform"), 0U);
    EXPECT_EQ(calls.of("Get"), 0U);
    EXPECT_LE(calls.all(), alternating ? 200U : 20U);
  }
}

TEST(DrawCost, C79_ShadowsAndEdgesReadThePoseThatIsThere) {
  PictureRig rig(rig_q);
  rig.snapshot.stage.floor = rig.add_image(one_pixel(255, 255, 255));
  auto model = empty_model();
  add_ball(*model, {0, 13, 0}, 5, full_material());
  rig.snapshot.options.shadow = false;
  DrawnModel& drawn = rig.show(rig.add_model(model));
  drawn.toon = false;
  rig.draw_only();
  EXPECT_EQ(rig.statistics().counts.posed_models, 1U);
  drawn.toon = true;
  rig.snapshot.options.shadow = true;
  rig.snapshot.options.shadow_mapping = true;
  const auto before = rig.statistics().counts.draws;
  rig.draw_only();
  EXPECT_GE(rig.statistics().counts.draws, before + 2) << "the map and the edges";
  EXPECT_EQ(rig.statistics().counts.posed_models, 0U);
}

// Each material keeps its own colour, whichever run it is drawn in and however many there are.
TEST(DrawCost, ManyMaterialsKeepTheirColours) {
  for (const ShadingProfile profile : {ShadingProfile::mmd, ShadingProfile::reference}) {
    PictureRig rig(rig_q);
    rig.snapshot.options.profile = profile;
    auto model = empty_model();
    constexpr int count = 200;  // more than a uniform block holds
    for (int i = 0; i < count; ++i) {
      Quad quad;
      quad.low = {-13.0F + 0.13F * static_cast<float>(i), 0};
      quad.high = {quad.low.x + 0.13F, 26};
      const float value = i % 2 == 0 ? 0.2F : 0.4F;
      mmd::MaterialData material =
          plain_material(glm::vec3(0), glm::vec3(value, static_cast<float>(i) / 255.0F, 0));
      material.two_sided = i % 7 == 0;
      add_quad(*model, quad, material);
    }
    rig.show(rig.add_model(model));
    rig.draw();
    for (int i = 3; i < count; i += 11) {
      const float x = -13.0F + 0.13F * (static_cast<float>(i) + 0.5F);
      const int column = static_cast<int>(31.5F + x * 64.0F / 28.1F);
      const Color got = rig.pixel(column, 32);
      const float scale = profile == ShadingProfile::mmd ? 1.0F : 1.1F;
      EXPECT_NEAR(static_cast<float>(got.green), static_cast<float>(i) * scale, 6.0F) << i;
    }
  }
}

// Two materials that use the same corners: each draws them in its own colour.
TEST(DrawCost, CornersThatMaterialsShare) {
  PictureRig rig(rig_q);
  auto model = empty_model();
  add_quad(*model, {{-10, 3}, {10, 23}}, plain_material(glm::vec3(0), glm::vec3(1, 0, 0)));
  mmd::MaterialData second = plain_material(glm::vec3(0), glm::vec3(0, 1, 0));
  model->materials[0].index_count = 3;
  second.first_index = 3;
  second.index_count = 3;
  model->materials.push_back(second);
  mmd::MorphData aside;
  aside.vertices = {0, 1, 2, 3};
  aside.offsets.assign(4, {4, 0, 0});
  model->morphs = {aside};
  rig.show(rig.add_model(model)).morphs = {0, 1};
  rig.snapshot.morph_weights = {0};
  rig.draw();
  expect_color(rig.pixel(45, 45), {255, 0, 0}, "lower right triangle");
  expect_color(rig.pixel(18, 18), {0, 255, 0}, "upper left triangle");
  rig.snapshot.morph_weights = {1};
  rig.draw();
  expect_color(rig.pixel(55, 45), {255, 0, 0}, "moved");
  expect_color(rig.pixel(28, 18), {0, 255, 0}, "moved with it");
  expect_color(rig.pixel(13, 13), clear_color, "nothing stays behind");
}

}  // namespace
}  // namespace mmdagent::test
