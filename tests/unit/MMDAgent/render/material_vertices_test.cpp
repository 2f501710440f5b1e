#include "render/material_vertices.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "pictures/procedural_model.h"

namespace mmdagent {
namespace {

// Two triangles of one quad, each a material of its own: two corners are shared.
std::shared_ptr<mmd::ModelData> shared_corners() {
  auto model = test::empty_model();
  test::add_quad(*model, {}, {});
  model->materials[0].index_count = 3;
  mmd::MaterialData second;
  second.first_index = 3;
  second.index_count = 3;
  model->materials.push_back(second);
  return model;
}

TEST(MaterialVertices, WithoutSharedOnesTheModelStaysAsItIs) {
  auto model = test::empty_model();
  test::add_quad(*model, {}, {});
  test::add_quad(*model, {}, {});
  const MaterialVertices result = assign_materials(model);
  EXPECT_EQ(result.data, model);
  EXPECT_EQ(result.materials, (std::vector<std::uint32_t>{0, 0, 0, 0, 1, 1, 1, 1}));
}

TEST(MaterialVertices, SharedOnesAreDoubled) {
  const auto model = shared_corners();
  const MaterialVertices result = assign_materials(model);
  EXPECT_EQ(model->vertices.size(), 4U) << "the given model is not changed";
  const mmd::VertexData& vertices = result.data->vertices;
  ASSERT_EQ(vertices.size(), 6U);
  EXPECT_EQ(result.materials, (std::vector<std::uint32_t>{0, 0, 0, 1, 1, 1}));
  for (std::uint32_t i = 0; i < 6; ++i) {
    const std::uint32_t index = result.data->indices[i];
    EXPECT_EQ(result.materials[index], i / 3) << i;
    EXPECT_EQ(vertices.positions[index], model->vertices.positions[model->indices[i]]) << i;
    EXPECT_EQ(vertices.uvs[index], model->vertices.uvs[model->indices[i]]) << i;
  }
  EXPECT_EQ(vertices.bone_indices.size(), 6U);
  EXPECT_EQ(vertices.edge_scales.size(), 6U);
}

TEST(MaterialVertices, MorphsAndCentresGoWithTheDoubles) {
  auto model = shared_corners();
  for (std::uint32_t i = 0; i < 4; ++i) {
    model->vertices.skinning[i] = mmd::SkinningKind::sdef;
    model->vertices.sdef.push_back({i, glm::vec3(static_cast<float>(i)), {}, {}});
  }
  mmd::MorphData morph;
  morph.vertices = {0, 1};
  morph.offsets = {{1, 0, 0}, {2, 0, 0}};
  model->morphs = {morph};
  const auto result = assign_materials(model).data;
  ASSERT_EQ(result->vertices.sdef.size(), 6U);
  EXPECT_TRUE(std::ranges::is_sorted(result->vertices.sdef, {}, &mmd::SdefVertex::vertex));
  EXPECT_EQ(result->vertices.sdef[4].vertex, 4U);
  EXPECT_EQ(result->vertices.sdef[4].c, glm::vec3(0.0F)) << "the double of corner 0";
  ASSERT_EQ(result->morphs[0].vertices, (std::vector<std::uint32_t>{0, 1, 4}));
  EXPECT_EQ(result->morphs[0].offsets[2], glm::vec3(1, 0, 0));
}

TEST(MaterialVertices, WhatNoMaterialUsesBelongsToTheFirst) {
  auto model = test::empty_model();
  test::add_quad(*model, {}, {});
  model->materials[0].index_count = 3;
  EXPECT_EQ(assign_materials(model).materials, (std::vector<std::uint32_t>{0, 0, 0, 0}));
}

}  // namespace
}  // namespace mmdagent
