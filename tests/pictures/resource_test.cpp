// What is shared, kept and freed on the GPU, and that nothing is sent there twice.
#include <gtest/gtest.h>

#include "pictures/gl_call_counter.h"
#include "pictures/picture_rig.h"
#include "pictures/procedural_model.h"

namespace mmdagent::test {
namespace {

std::shared_ptr<mmd::ModelData> box_model() {
  auto model = empty_model();
  mmd::MaterialData material = plain_material(glm::vec3(0.4F), glm::vec3(0.2F));
  material.edge = true;
  material.ground_shadow = true;
  material.self_shadow_cast = true;
  material.texture = add_texture(*model);
  add_box(*model, {0, 13, 0}, 3, material);
  return model;
}

TEST(Resources, TenInstancesShareOneModel) {
  PictureRig rig(rig_q);
  const ResourceId id = rig.add_model(box_model());
  for (int i = 0; i < 10; ++i) rig.show_at(id, {static_cast<float>(i), 0, 0});
  rig.draw();
  EXPECT_EQ(rig.statistics().models, 1U);
  EXPECT_EQ(rig.statistics().instances, 10U);
  EXPECT_EQ(rig.statistics().counts.posed_models, 10U);
  // Colour and edge each.
  EXPECT_EQ(rig.statistics().counts.draws, 20U);
}

TEST(Resources, APausedSceneUploadsNothing) {
  PictureRig rig(rig_q);
  const ResourceId id = rig.add_model(box_model());
  rig.snapshot.stage.floor = rig.add_image(one_pixel(255, 255, 255));
  rig.show(id);
  rig.show_at(id, {2, 0, 0});
  rig.draw();
  EXPECT_GT(rig.statistics().counts.uploaded_bytes, 0U);
  rig.draw();
  EXPECT_EQ(rig.statistics().counts.uploaded_bytes, 0U);
  EXPECT_EQ(rig.statistics().counts.posed_models, 0U);
}

TEST(Resources, OnlyWhatChangedIsPosedAgain) {
  PictureRig rig(rig_q);
  const ResourceId id = rig.add_model(box_model());
  rig.show(id);
  rig.show_at(id, {2, 0, 0});
  rig.draw();
  rig.snapshot.bones[1].translation.x = 3;
  rig.draw();
  EXPECT_EQ(rig.statistics().counts.posed_models, 1U);
  EXPECT_EQ(rig.statistics().counts.uploaded_bytes, 8 * sizeof(mmd::PosedVertex));
}

TEST(Resources, MorphWeightsMoveVertices) {
  PictureRig rig(rig_q);
  auto model = empty_model();
  add_quad(*model, {{-5, 8}, {5, 18}}, plain_material(glm::vec3(1), glm::vec3(1)));
  mmd::MorphData aside;
  aside.vertices = {0, 1, 2, 3};
  aside.offsets.assign(4, {30, 0, 0});
  model->morphs = {aside};
  rig.show(rig.add_model(model)).morphs = {0, 1};
  rig.snapshot.morph_weights = {0};
  rig.draw();
  expect_color(rig.center(), {255, 255, 255}, "at rest");
  rig.snapshot.morph_weights = {1};
  rig.draw();
  expect_color(rig.center(), clear_color, "moved aside");
}

TEST(Resources, FreedModelsAndImagesAreGone) {
  PictureRig rig(rig_q);
  const ResourceId model = rig.add_model(box_model());
  const ResourceId image = rig.add_image(one_pixel(128, 128, 128));
  rig.apply(SetModelTexture{model, 0, image});
  rig.show(model);
  rig.draw();
  expect_color(rig.center(), {56, 56, 56}, "textured");
  rig.apply(FreeResource{image});
  rig.draw();
  expect_color(rig.center(), {56, 56, 56}, "the model keeps its image alive");
  EXPECT_EQ(rig.statistics().images, 0U);
  rig.apply(FreeResource{model});
  rig.draw();
  expect_color(rig.center(), clear_color, "an unknown model is not drawn");
  EXPECT_EQ(rig.statistics().models, 0U);
  EXPECT_EQ(rig.statistics().instances, 0U);
}

TEST(Resources, InstancesLeaveWithTheirLastSnapshot) {
  PictureRig rig(rig_q);
  const ResourceId id = rig.add_model(box_model());
  rig.show(id);
  rig.draw();
  EXPECT_EQ(rig.statistics().instances, 1U);
  rig.snapshot.clear();
  rig.draw();
  EXPECT_EQ(rig.statistics().instances, 0U);
  EXPECT_EQ(rig.statistics().models, 1U);
}

// Loaded, changed for another file of the same images, and deleted; with every pass at work.
TEST(Resources, AsManyObjectsAreFreedAsWereMade) {
  PictureRig rig(rig_q);
  rig.snapshot.options.shadow_mapping = true;
  const auto load_change_delete = [&rig] {
    const ResourceId image = rig.add_image(one_pixel(128, 128, 128));
    const ResourceId first = rig.add_model(box_model());
    const ResourceId second = rig.add_model(box_model());
    const ResourceId toon = rig.add_image(one_pixel(255, 255, 0));
    rig.apply(SetModelTexture{first, 0, image});
    rig.apply(SetModelTexture{second, 0, image});
    rig.apply(SetModelToon{second, 1, toon});
    rig.show(first);
    rig.draw_only();
    rig.snapshot.clear();
    rig.show(second);
    rig.apply(FreeResource{first});
    rig.draw_only();
    rig.snapshot.clear();
    for (const ResourceId id : {second, image, toon}) rig.apply(FreeResource{id});
    rig.draw_only();
  };
  load_change_delete();  // links the programs
  GlCallCounter calls;
  for (int i = 0; i < 20; ++i) load_change_delete();
  for (const std::string kind : {"Buffers", "Textures", "VertexArrays", "Framebuffers",
                                 "Renderbuffers", "Samplers", "Queries"}) {
    EXPECT_EQ(calls.of("Gen" + kind), calls.of("Delete" + kind)) << kind;
  }
  EXPECT_EQ(calls.of("CreateProgram"), 0U);
  EXPECT_GE(calls.of("GenTextures"), 80U) << "the counter counts";
  EXPECT_EQ(rig.statistics().models + rig.statistics().images + rig.statistics().instances, 0U);
}

TEST(Resources, SixteenAndThirtyTwoBitIndicesDrawTheSame) {
  PictureRig rig(rig_q);
  auto model = empty_model();
  for (int i = 0; i < 16'400; ++i) {
    add_quad(*model, {{-1, 12}, {1, 14}, -1}, plain_material(glm::vec3(0), glm::vec3(0)));
    model->materials.back().index_count = 0;
  }
  add_quad(*model, {}, plain_material(glm::vec3(0.4F), glm::vec3(0.2F)));
  ASSERT_GT(model->vertices.size(), 65'536U);
  rig.show(rig.add_model(model));
  rig.draw();
  expect_color(rig.center(), {112, 112, 112}, "wide indices");
}

TEST(Resources, AModelWithoutBonesStandsWhereItIs) {
  PictureRig rig(rig_q);
  auto model = empty_model();
  model->bones.clear();
  model->center_bone = -1;
  add_quad(*model, {}, plain_material(glm::vec3(0.4F), glm::vec3(0.2F)));
  rig.show(rig.add_model(model));
  rig.draw();
  expect_color(rig.center(), {112, 112, 112}, "no bones");
}

TEST(Resources, AnEmptyModelIsHarmless) {
  PictureRig rig(rig_q);
  rig.show(rig.add_model(empty_model()));
  rig.draw();
  expect_color(rig.center(), clear_color, "nothing to draw");
}

TEST(Resources, ASnapshotThatDoesNotFitItsModelLeavesItOut) {
  PictureRig rig(rig_q);
  const ResourceId id = rig.add_model(box_model());
  rig.show(id).bones = {0, 7};
  rig.draw();
  expect_color(rig.center(), clear_color, "too few bones");
}

TEST(Multisampling, SmoothsSilhouettes) {
  for (const int samples : {0, 4}) {
    PictureRig rig(rig_q);
    rig.snapshot.options.samples = samples;
    auto model = empty_model();
    add_quad(*model, {{-5, 8}, {5, 18}}, plain_material(glm::vec3(1), glm::vec3(1)));
    rig.show(rig.add_model(model));
    rig.snapshot.camera.rotation = camera_rotation({0, 0, 20});
    rig.draw();
    int between = 0;
    for (int y = 0; y < 64; ++y) {
      for (int x = 0; x < 64; ++x) {
        const int red = rig.pixel(x, y).red;
        between += red > 20 && red < 235 ? 1 : 0;
      }
    }
    EXPECT_EQ(rig.statistics().samples, samples);
    if (samples == 0) {
      EXPECT_EQ(between, 0);
    } else {
      EXPECT_GT(between, 20);
    }
  }
}

}  // namespace
}  // namespace mmdagent::test
