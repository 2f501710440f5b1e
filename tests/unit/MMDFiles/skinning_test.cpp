#include "MMDFiles/skinning.h"

#include <gtest/gtest.h>

#include <cmath>

#include "MMDFiles/model.h"
#include "MMDFiles/pose.h"
#include "MMDFiles/readers.h"
#include "animation/skinning_reference.h"
#include "support/random_skin.h"
#include "support/shared_content.h"

namespace mmd {
namespace {

using test_support::add_vertex;
using test_support::RandomSkin;

SkinTransform skin_transform(const glm::vec3& position, const glm::quat& rotation,
                             const glm::vec3& origin) {
  return {rotation, position - rotation * origin};
}

enum class Way { best, portable };

std::vector<PosedVertex> posed(const std::shared_ptr<const ModelData>& data,
                               const std::vector<SkinTransform>& transforms,
                               const std::vector<float>& weights = {}, Way way = Way::best) {
  const SkinGeometry geometry = prepare_skin_geometry(data);
  std::vector<SkinMatrix> matrices(transforms.size());
  expand_bones(transforms, matrices);
  MorphDeltas deltas(geometry);
  const MorphJob morph{&geometry, weights, &deltas};
  EXPECT_TRUE(morph.validate());
  morph.run();
  std::vector<PosedVertex> vertices(data->vertices.size());
  const SkinningJob job{&geometry, transforms, matrices, &deltas, vertices};
  EXPECT_TRUE(job.validate());
  if (way == Way::best)
    job.run();
  else
    job.run_portably();
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

TEST(Skinning, A26_FollowsTheWorkedTable) {
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
  expect_near(vertices[6].position, {0.5F, 1.2F, 0}, 1e-6F);
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
  EXPECT_EQ(geometry.slot_count, 2U);
  EXPECT_EQ(geometry.morph_targets.size(), 2U);
  ASSERT_EQ(geometry.runs.size(), 2U);
  EXPECT_FALSE(geometry.runs[0].morphed);
  EXPECT_EQ(geometry.runs[0].count, 98U);
  EXPECT_TRUE(geometry.runs[1].morphed);
  EXPECT_EQ(geometry.targets[98], 7U);
  EXPECT_EQ(geometry.targets[99], 99U);
  EXPECT_FALSE(geometry.morphs_uv);
}

// Sums hold what the weights say, whatever they held before.
TEST(Skinning, MorphsThatAreTakenBackLeaveNothing) {
  TwoBones model;
  for (int i = 0; i < 3; ++i) model.add(SkinningKind::bdef2, 0.5F);
  MorphData first;
  first.vertices = {0, 1};
  first.offsets = {{0.1F, 0, 0}, {0.7F, 0, 0}};
  MorphData second;
  second.vertices = {1, 2};
  second.offsets = {{0.3F, 0, 0}, {0.9F, 0, 0}};
  model.data->morphs = {first, second};
  const SkinGeometry geometry = prepare_skin_geometry(model.data);
  MorphDeltas deltas(geometry);
  for (const std::vector<float>& weights :
       {std::vector<float>{1, 0.3F}, {0, 0.5F}, {0.7F, 0}, {0, 0}}) {
    MorphJob{&geometry, weights, &deltas}.run();
    EXPECT_EQ(deltas.positions[0].x, 0.1F * weights[0]);
    EXPECT_EQ(deltas.positions[1].x, 0.7F * weights[0] + 0.3F * weights[1]);
    EXPECT_EQ(deltas.positions[2].x, 0.9F * weights[1]);
  }
}

TEST(Skinning, JobsRefuseSpansOfTheWrongSize) {
  TwoBones model;
  model.add(SkinningKind::bdef2, 0.5F);
  const SkinGeometry geometry = prepare_skin_geometry(model.data);
  const MorphDeltas deltas(geometry);
  std::vector<SkinTransform> transforms(2);
  std::vector<SkinMatrix> matrices(2);
  std::vector<PosedVertex> vertices(1);
  const SkinningJob good{&geometry, transforms, matrices, &deltas, vertices};
  EXPECT_TRUE(good.validate());
  SkinningJob job = good;
  job.geometry = nullptr;
  EXPECT_FALSE(job.validate());
  job = good;
  job.transforms = job.transforms.subspan(1);
  EXPECT_FALSE(job.validate());
  job = good;
  job.matrices = {};
  EXPECT_FALSE(job.validate());
  job = good;
  job.deltas = nullptr;
  EXPECT_FALSE(job.validate());
  job = good;
  job.posed = {};
  EXPECT_FALSE(job.validate());
  std::vector<float> weights(3);
  MorphDeltas none(geometry);
  EXPECT_FALSE((MorphJob{&geometry, weights, &none}.validate()));
  EXPECT_FALSE((MorphJob{&geometry, {}, nullptr}.validate()));
}

void expect_equal_ways(const std::shared_ptr<const ModelData>& data,
                       const std::vector<SkinTransform>& bones, const std::vector<float>& weights,
                       float tolerance) {
  const auto plain = skin_plainly(*data, bones, weights);
  for (const Way way : {Way::best, Way::portable}) {
    const auto vertices = posed(data, bones, weights, way);
    ASSERT_EQ(vertices.size(), plain.size());
    for (std::size_t i = 0; i < vertices.size(); ++i) {
      expect_near(vertices[i].position, plain[i].position, tolerance);
      expect_near(vertices[i].normal, plain[i].normal, 1e-4F);
      expect_near(glm::vec3(vertices[i].uv, 0), glm::vec3(plain[i].uv, 0), 1e-5F);
      if (testing::Test::HasFailure()) FAIL() << "vertex " << i;
    }
  }
}

TEST(Skinning, AgreesWithThePlainFormulas) {
  RandomSkin model;
  expect_equal_ways(model.data, model.bones, {}, 2e-5F);
  model.add_morphs(MorphKind::vertex);
  expect_equal_ways(model.data, model.bones, {0.7F}, 2e-5F);
  model.add_morphs(MorphKind::uv);
  expect_equal_ways(model.data, model.bones, {0.7F, -0.4F}, 2e-5F);
}

TEST(Skinning, PosesTheAvatarAsThePlainFormulas) {
  SHARED_OR_SKIP(content, "content/gene");
  const Model model(read_model_file(content / "Gene_light.pmx"));
  Pose pose(model);
  for (std::size_t i = 0; i < model.data().bones.size(); ++i)
    pose.world_rotations[i] =
        glm::angleAxis(0.01F * static_cast<float>(i), glm::vec3(0.6F, 0.8F, 0));
  std::vector<SkinTransform> bones(model.data().bones.size());
  fill_skin_transforms(model.rig(), pose, bones);
  expect_equal_ways(std::make_shared<const ModelData>(model.data()), bones, {}, 1e-4F);
}

}  // namespace
}  // namespace mmd
