#include "MMDFiles/skinning.h"

#include <gtest/gtest.h>

#include <cmath>
#include <glm/gtc/matrix_transform.hpp>
#include <random>

namespace mmd {
namespace {

SkinTransform skin_transform(const glm::vec3& position, const glm::quat& rotation,
                             const glm::vec3& origin) {
  return {rotation, position - rotation * origin};
}

void add_vertex(ModelData& data, SkinningKind kind, const glm::vec3& position,
                const glm::vec3& normal, const glm::ivec4& bones, const glm::vec4& weights) {
  data.vertices.positions.push_back(position);
  data.vertices.normals.push_back(normal);
  data.vertices.uvs.emplace_back(0.25F, 0.75F);
  data.vertices.edge_scales.push_back(1.0F);
  data.vertices.skinning.push_back(kind);
  data.vertices.bone_indices.push_back(bones);
  data.vertices.bone_weights.push_back(weights);
}

std::vector<PosedVertex> posed(const std::shared_ptr<const ModelData>& data,
                               const std::vector<SkinTransform>& transforms,
                               const std::vector<float>& weights = {}) {
  const SkinGeometry geometry = prepare_skin_geometry(data);
  std::vector<SkinBone> bones(transforms.size());
  expand_bones(transforms, bones);
  std::vector<MorphDelta> deltas(geometry.slot_count);
  const MorphJob morph{&geometry, weights, deltas};
  EXPECT_TRUE(morph.validate());
  morph.run();
  std::vector<PosedVertex> vertices(data->vertices.size());
  const SkinningJob job{&geometry, bones, deltas, vertices};
  EXPECT_TRUE(job.validate());
  job.run();
  return vertices;
}

void expect_near(const glm::vec3& got, const glm::vec3& expected, float tolerance) {
  EXPECT_NEAR(got.x, expected.x, tolerance);
  EXPECT_NEAR(got.y, expected.y, tolerance);
  EXPECT_NEAR(got.z, expected.z, tolerance);
}

// Two bones at the origin and at (0,1,0), the second turned by +90 degrees about z: the worked
// example of animation.md section 8.
struct TwoBones {
  TwoBones() {
    data->bones.resize(2);
    data->bones[1].origin = {0, 1, 0};
    const glm::quat quarter = glm::angleAxis(glm::radians(90.0F), glm::vec3(0, 0, 1));
    transforms = {skin_transform({0, 0, 0}, glm::quat(1, 0, 0, 0), {0, 0, 0}),
                  skin_transform({0, 1, 0}, quarter, {0, 1, 0})};
  }

  void add(SkinningKind kind, float weight) {
    add_vertex(*data, kind, {0.5F, 1.2F, 0}, {1, 0, 0}, {0, 1, 0, 0}, {weight, 1 - weight, 0, 0});
    if (kind == SkinningKind::sdef) {
      data->vertices.sdef.push_back({static_cast<std::uint32_t>(data->vertices.size() - 1),
                                     {0, 1, 0},
                                     {0, 0.5F, 0},
                                     {0, 1.5F, 0}});
    }
  }

  std::shared_ptr<ModelData> data = std::make_shared<ModelData>();
  std::vector<SkinTransform> transforms;
};

TEST(Skinning, FollowsTheWorkedTable) {
  TwoBones model;
  add_vertex(*model.data, SkinningKind::bdef1, {0.5F, 1.2F, 0}, {1, 0, 0}, {1, 0, 0, 0},
             {1, 0, 0, 0});
  model.add(SkinningKind::bdef2, 0.5F);
  model.add(SkinningKind::bdef2, 0.25F);
  model.add(SkinningKind::sdef, 0.5F);
  model.add(SkinningKind::sdef, 0.25F);
  model.add(SkinningKind::bdef2, 0.00005F);
  model.add(SkinningKind::bdef2, 0.99995F);
  const auto vertices = posed(model.data, model.transforms);
  expect_near(vertices[0].position, {-0.2F, 1.5F, 0}, 1e-5F);
  expect_near(vertices[1].position, {0.15F, 1.35F, 0}, 1e-5F);
  expect_near(vertices[2].position, {-0.025F, 1.425F, 0}, 1e-5F);
  expect_near(vertices[3].position, {0.087132F, 1.369975F, 0}, 1e-5F);
  expect_near(vertices[4].position, {-0.087184F, 1.444726F, 0}, 1e-5F);
  EXPECT_EQ(vertices[5].position, vertices[0].position);
  EXPECT_EQ(vertices[6].position, glm::vec3(0.5F, 1.2F, 0));
  EXPECT_EQ(vertices[0].uv, glm::vec2(0.25F, 0.75F));
}

TEST(Skinning, NormalsTurnAndKeepTheirLength) {
  TwoBones model;
  add_vertex(*model.data, SkinningKind::bdef1, {0, 0, 0}, {1, 0, 0}, {1, 0, 0, 0}, {1, 0, 0, 0});
  model.add(SkinningKind::bdef2, 0.5F);
  model.add(SkinningKind::sdef, 0.5F);
  const auto vertices = posed(model.data, model.transforms);
  const float half = std::sqrt(0.5F);
  expect_near(vertices[0].normal, {0, 1, 0}, 1e-5F);
  expect_near(vertices[1].normal, {half, half, 0}, 1e-5F);
  expect_near(vertices[2].normal, {half, half, 0}, 1e-5F);
}

TEST(Skinning, SdefWithEqualCentresIsBdef2) {
  TwoBones model;
  model.add(SkinningKind::sdef, 0.5F);
  model.data->vertices.sdef[0].r0 = {0, 1, 0};
  model.data->vertices.sdef[0].r1 = {0, 1, 0};
  expect_near(posed(model.data, model.transforms)[0].position, {0.15F, 1.35F, 0}, 1e-5F);
}

// Around a common pivot a dual-quaternion blend is the rotation by half the angle; a linear blend
// would shrink the vertex towards the pivot.
TEST(Skinning, QdefTurnsAroundTheCommonPivotWithoutShrinking) {
  TwoBones model;
  model.data->bones[0].origin = {0, 1, 0};
  model.transforms[0] = skin_transform({0, 1, 0}, glm::quat(1, 0, 0, 0), {0, 1, 0});
  model.add(SkinningKind::qdef, 0.5F);
  // The same rotation with the other sign must not flip the blend.
  model.transforms[1].rotation = -model.transforms[1].rotation;
  const glm::quat eighth = glm::angleAxis(glm::radians(45.0F), glm::vec3(0, 0, 1));
  const auto vertices = posed(model.data, model.transforms);
  expect_near(vertices[0].position, glm::vec3(0, 1, 0) + eighth * glm::vec3(0.5F, 0.2F, 0), 1e-5F);
  expect_near(vertices[0].normal, eighth * glm::vec3(1, 0, 0), 1e-5F);
}

TEST(Skinning, MorphsAreAddedBeforeSkinning) {
  TwoBones model;
  add_vertex(*model.data, SkinningKind::bdef1, {0.5F, 1.2F, 0}, {1, 0, 0}, {0, 0, 0, 0},
             {1, 0, 0, 0});
  add_vertex(*model.data, SkinningKind::bdef1, {0.5F, 1.2F, 0}, {1, 0, 0}, {1, 0, 0, 0},
             {1, 0, 0, 0});
  MorphData shift;
  shift.kind = MorphKind::vertex;
  shift.vertices = {1};
  shift.offsets = {{0.2F, 0, 0}};
  MorphData slide;
  slide.kind = MorphKind::uv;
  slide.vertices = {1};
  slide.uv_offsets = {{0.5F, -0.5F, 0, 0}};
  model.data->morphs = {shift, slide, shift};
  const auto rest = posed(model.data, model.transforms, {0, 0, 0});
  expect_near(rest[1].position, {-0.2F, 1.5F, 0}, 1e-5F);
  const auto moved = posed(model.data, model.transforms, {1, 0.5F, 0.5F});
  expect_near(moved[1].position, {-0.2F, 1.8F, 0}, 1e-5F);
  expect_near(glm::vec3(moved[1].uv, 0), {0.5F, 0.5F, 0}, 1e-6F);
  EXPECT_EQ(moved[0].position, glm::vec3(0.5F, 1.2F, 0));
  EXPECT_EQ(moved[0].uv, glm::vec2(0.25F, 0.75F));
}

TEST(Skinning, OnlyTouchedVerticesGetASlot) {
  TwoBones model;
  for (int i = 0; i < 100; ++i) model.add(SkinningKind::bdef2, 0.5F);
  MorphData shift;
  shift.vertices = {7, 99};
  shift.offsets = {{1, 0, 0}, {1, 0, 0}};
  MorphData bone;
  bone.kind = MorphKind::bone;
  model.data->morphs = {shift, bone, shift};
  const SkinGeometry geometry = prepare_skin_geometry(model.data);
  EXPECT_EQ(geometry.slot_count, 3U);
  EXPECT_EQ(geometry.morph_targets.size(), 2U);
  EXPECT_EQ(geometry.slot_of_vertex[7], 1U);
  EXPECT_EQ(geometry.slot_of_vertex[8], 0U);
}

TEST(Skinning, JobsRefuseSpansOfTheWrongSize) {
  TwoBones model;
  model.add(SkinningKind::bdef2, 0.5F);
  const SkinGeometry geometry = prepare_skin_geometry(model.data);
  std::vector<SkinBone> bones(2);
  std::vector<PosedVertex> vertices(1);
  EXPECT_TRUE((SkinningJob{&geometry, bones, {}, vertices}.validate()));
  EXPECT_FALSE((SkinningJob{nullptr, bones, {}, vertices}.validate()));
  bones.resize(1);
  EXPECT_FALSE((SkinningJob{&geometry, bones, {}, vertices}.validate()));
  bones.resize(2);
  vertices.clear();
  EXPECT_FALSE((SkinningJob{&geometry, bones, {}, vertices}.validate()));
  std::vector<float> weights(3);
  EXPECT_FALSE((MorphJob{&geometry, weights, {}}.validate()));
}

// The plain formulas of rendering.md section 9.4 in matrices, against the kernel on random poses.
glm::mat4 matrix(const SkinTransform& bone) {
  return glm::translate(glm::mat4(1), bone.translation) * glm::mat4_cast(bone.rotation);
}

TEST(Skinning, AgreesWithPlainMatricesOnRandomPoses) {
  std::mt19937 random(7);
  std::uniform_real_distribution<float> real(-1, 1);
  const auto data = std::make_shared<ModelData>();
  data->bones.resize(8);
  std::vector<SkinTransform> bones(8);
  for (SkinTransform& bone : bones) {
    bone.rotation = glm::normalize(glm::quat(real(random), real(random), real(random), 1));
    bone.translation = {real(random) * 5, real(random) * 5, real(random) * 5};
  }
  for (int i = 0; i < 400; ++i) {
    const glm::vec3 position(real(random), real(random), real(random));
    const glm::vec3 normal = glm::normalize(glm::vec3(real(random), real(random), 1.5F));
    const float weight = 0.5F + 0.45F * real(random);
    const glm::ivec4 indices(i % 8, (i + 3) % 8, (i + 5) % 8, (i + 6) % 8);
    if (i % 3 == 0) {
      add_vertex(*data, SkinningKind::bdef4, position, normal, indices,
                 glm::vec4(weight, 1 - weight, weight, 1 - weight) * 0.5F);
    } else {
      add_vertex(*data, SkinningKind::bdef2, position, normal, indices, {weight, 1 - weight, 0, 0});
    }
  }
  const auto vertices = posed(data, bones);
  for (std::size_t i = 0; i < vertices.size(); ++i) {
    glm::mat4 blend(0);
    for (int k = 0; k < 4; ++k) {
      blend += matrix(bones[data->vertices.bone_indices[i][k]]) * data->vertices.bone_weights[i][k];
    }
    const auto position = glm::vec3(blend * glm::vec4(data->vertices.positions[i], 1));
    expect_near(vertices[i].position, position, 1e-5F);
    expect_near(vertices[i].normal, glm::normalize(glm::mat3(blend) * data->vertices.normals[i]),
                1e-5F);
  }
}

}  // namespace
}  // namespace mmd
