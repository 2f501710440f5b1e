// Morph weights: thresholds, groups, materials, bone morphs.
#include "MMDFiles/morph_state.h"

#include <gtest/gtest.h>

#include "support/model_builder.h"
#include "support/near.h"

namespace {

using mmd::ModelKind;
using mmd::MorphKind;
using test_support::ModelBuilder;
using test_support::near;

mmd::MorphData& vertex_morph(ModelBuilder& builder, const char* name, glm::vec3 offset) {
  mmd::MorphData& morph = builder.morph(name, MorphKind::vertex);
  morph.vertices = {1};
  morph.offsets = {offset};
  return morph;
}

void add_vertices(ModelBuilder& builder, std::size_t count) {
  builder.data().vertices.positions.assign(count, glm::vec3(0.0F));
}

TEST(MorphState, A28_ThresholdOfVertexMorphs) {
  struct Row {
    ModelKind kind;
    float weight;
    float want;
  };
  const Row rows[] = {{ModelKind::pmd, 0.001F, 0.0F},  {ModelKind::pmd, 0.0011F, 0.0011F},
                      {ModelKind::pmd, -0.5F, 0.0F},   {ModelKind::pmd, 1.5F, 1.5F},
                      {ModelKind::pmx, 0.001F, 0.0F},  {ModelKind::pmx, -0.5F, -0.5F},
                      {ModelKind::pmx, -0.0005F, 0.0F}};
  for (const Row& row : rows) {
    ModelBuilder builder(row.kind);
    add_vertices(builder, 3);
    vertex_morph(builder, "m", {2, 0, 0});
    const auto model = builder.build();
    mmd::MorphState state(*model);
    state.update(*model, std::vector<float>{row.weight});
    EXPECT_EQ(state.effective_weights()[0], row.want) << row.weight;
  }
}

TEST(MorphState, UvMorphsTakeAnyWeight) {
  ModelBuilder builder;
  builder.morph("uv", MorphKind::uv);
  const auto model = builder.build();
  mmd::MorphState state(*model);
  for (const float weight : {-1.0F, 0.0001F, 2.0F}) {
    const std::uint64_t before = state.vertex_revision();
    state.update(*model, std::vector<float>{weight});
    EXPECT_EQ(state.effective_weights()[0], weight);
    EXPECT_EQ(state.vertex_revision(), before + 1);
    state.update(*model, std::vector<float>{weight});
    EXPECT_EQ(state.vertex_revision(), before + 1) << "nothing changed";
  }
}

TEST(MorphState, GroupsAddToTheirTargetsAndNest) {
  ModelBuilder builder;
  add_vertices(builder, 3);
  vertex_morph(builder, "target", {1, 0, 0});
  builder.morph("inner", MorphKind::group).groups = {{0, 0.5F}};
  builder.morph("outer", MorphKind::group).groups = {{1, 0.5F}, {0, 0.1F}};
  const auto model = builder.build();
  mmd::MorphState state(*model);
  state.update(*model, std::vector<float>{0.2F, 0.4F, 1.0F});
  EXPECT_NEAR(state.effective_weights()[0], 0.2F + 0.4F * 0.5F + 0.25F + 0.1F, 1e-6F);
}

TEST(MorphState, FlipChoosesOneTarget) {
  ModelBuilder builder;
  add_vertices(builder, 3);
  vertex_morph(builder, "a", {1, 0, 0});
  vertex_morph(builder, "b", {1, 0, 0});
  builder.morph("flip", MorphKind::flip).groups = {{0, 0.7F}, {1, 0.9F}};
  const auto model = builder.build();
  mmd::MorphState state(*model);
  const std::array<std::array<float, 3>, 4> rows = {
      {{0.0F, 0, 0}, {0.3F, 0.7F, 0}, {0.5F, 0, 0.9F}, {1.0F, 0, 0.9F}}};
  for (const auto& [weight, a, b] : rows) {
    state.update(*model, std::vector<float>{0, 0, weight});
    EXPECT_EQ(state.effective_weights()[0], a) << weight;
    EXPECT_EQ(state.effective_weights()[1], b) << weight;
  }
}

TEST(MorphState, A27_MaterialMorphs) {
  ModelBuilder builder;
  mmd::MaterialData material;
  material.diffuse = {0.8F, 0.5F, 0.5F, 1.0F};
  builder.data().materials.assign(2, material);
  mmd::MaterialMorphElement multiply;
  multiply.material = 0;
  multiply.diffuse = {0.5F, 1, 1, 1};
  multiply.specular = multiply.ambient = glm::vec3(1.0F);
  multiply.shininess = multiply.edge_size = 1.0F;
  multiply.edge_color = multiply.texture = multiply.sphere = multiply.toon = glm::vec4(1.0F);
  mmd::MaterialMorphElement add;
  add.add = true;
  add.diffuse = {0.2F, 0, 0, 0};
  add.texture = {0, 0.25F, 0, 0};
  builder.morph("multiply", MorphKind::material).materials = {multiply};
  builder.morph("add", MorphKind::material).materials = {add};
  const auto model = builder.build();
  mmd::MorphState state(*model);
  const std::uint64_t before = state.material_revision();
  state.update(*model, std::vector<float>{0.5F, 0.0F});
  EXPECT_NEAR(state.materials()[0].diffuse.r, 0.6F, 1e-6F);
  EXPECT_EQ(state.materials()[1].diffuse.r, 0.8F);
  state.update(*model, std::vector<float>{0.5F, 1.0F});
  EXPECT_NEAR(state.materials()[0].diffuse.r, 0.8F, 1e-6F);
  EXPECT_EQ(state.materials()[1].diffuse.r, 1.0F) << "-1 means all materials";
  EXPECT_EQ(state.materials()[0].texture.add.g, 0.25F);
  EXPECT_EQ(state.materials()[1].texture.mul, glm::vec4(1.0F));
  EXPECT_EQ(state.material_revision(), before + 2);
  state.update(*model, std::vector<float>{0.0F, 0.0F});
  EXPECT_EQ(state.materials()[0].diffuse, material.diffuse);
  EXPECT_EQ(state.material_revision(), before + 3);
  state.update(*model, std::vector<float>{0.0F, 0.0F});
  EXPECT_EQ(state.material_revision(), before + 3) << "nothing changed";
}

TEST(MorphState, NamesAreFoundInTheOrderOfKinds) {
  ModelBuilder builder(ModelKind::pmd_extended);
  add_vertices(builder, 3);
  vertex_morph(builder, "x", {}).pmd_face = true;
  vertex_morph(builder, "face only", {}).pmd_face = true;
  builder.morph("x", MorphKind::group);
  builder.morph("x", MorphKind::material);
  vertex_morph(builder, "x", {});
  EXPECT_EQ(builder.build()->find_morph("x"), 4);
  EXPECT_EQ(builder.build()->find_morph("face only"), 1);
  builder.morph("x", MorphKind::bone);
  EXPECT_EQ(builder.build()->find_morph("x"), 5);
}

struct BoneMorphScene {
  std::shared_ptr<const mmd::Model> model;
  std::unique_ptr<mmd::ModelInstance> instance;

  BoneMorphScene() {
    ModelBuilder builder(ModelKind::pmx);
    builder.bone("a", {0, 10, 0});
    builder.bone("child", {0, 15, 0}, 0);
    mmd::MorphData& morph = builder.morph("turn", MorphKind::bone);
    morph.bones = {{0, {2, 0, 0}, test_support::about_z(90.0F)}};
    builder.morph("group", MorphKind::group).groups = {{0, 0.5F}};
    model = builder.build();
    instance = std::make_unique<mmd::ModelInstance>(model);
  }
};

TEST(BoneMorphs, FollowTheWeightInTheSameStep) {
  BoneMorphScene scene;
  std::vector<mmd::MotionEvent> events;
  scene.instance->begin_step(1.0, events);
  scene.instance->set_morph(0, 1.0F);
  scene.instance->end_step();
  EXPECT_TRUE(near(scene.instance->pose().world(1).position, {-3, 10, 0}, 1e-5F));
  test_support::step(*scene.instance, 1.0);
  EXPECT_TRUE(near(scene.instance->pose().world(1).position, {-3, 10, 0}, 1e-5F))
      << "once, not twice";
  scene.instance->set_morph(0, 0.0F);
  scene.instance->end_step();
  EXPECT_TRUE(near(scene.instance->pose().world(1).position, {0, 15, 0}, 1e-5F));
}

TEST(BoneMorphs, GroupsReachThem) {
  BoneMorphScene scene;
  scene.instance->set_morph(1, 1.0F);
  test_support::step(*scene.instance, 1.0);
  EXPECT_TRUE(near(scene.instance->pose().world(0).position, {1, 10, 0}, 1e-5F));
  EXPECT_TRUE(near(scene.instance->pose().world(0).rotation, test_support::about_z(45.0F), 1e-5F));
}

}  // namespace
