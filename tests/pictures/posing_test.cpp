// Case 78 of rendering.md section 10.8: the ways of posing vertices agree, and send no more to the
// GPU than changed.
#include "render/posing.h"

#include <epoxy/gl.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "MMDFiles/model.h"
#include "MMDFiles/pose.h"
#include "MMDFiles/readers.h"
#include "render/scene_target.h"
#include "support/random_skin.h"
#include "support/shared_content.h"
#include "window/egl_surface.h"

namespace mmdagent::test {
namespace {

using test_support::RandomSkin;

std::string word(SkinningWay way) { return way == SkinningWay::compute ? "compute" : "feedback"; }

std::unique_ptr<PoseFiller> make_filler(SkinningWay way, const GlFeatures& features) {
  std::string error;
  auto filler = way == SkinningWay::compute ? make_compute_pose_filler(features, error)
                                            : make_feedback_pose_filler(features, error);
  EXPECT_NE(filler, nullptr) << error;
  return filler;
}

std::vector<mmd::PosedVertex> vertices_of(ModelInstance& instance) {
  std::vector<mmd::PosedVertex> vertices(instance.resource().data().vertices.size());
  if (vertices.empty()) return vertices;
  glBindBuffer(GL_ARRAY_BUFFER, instance.posed_vertices().buffer());
  glGetBufferSubData(GL_ARRAY_BUFFER, 0,
                     static_cast<GLsizeiptr>(vertices.size() * sizeof(mmd::PosedVertex)),
                     vertices.data());
  return vertices;
}

float largest(const glm::vec3& v) { return std::max({v.x, v.y, v.z}); }

void expect_equal(const std::vector<mmd::PosedVertex>& got,
                  const std::vector<mmd::PosedVertex>& expected) {
  ASSERT_EQ(got.size(), expected.size());
  for (std::size_t i = 0; i < got.size(); ++i) {
    ASSERT_LE(largest(glm::abs(got[i].position - expected[i].position)), 1e-4F) << i;
    ASSERT_LE(largest(glm::abs(got[i].normal - expected[i].normal)), 1e-4F) << i;
    ASSERT_LE(largest(glm::abs(glm::vec3(got[i].uv - expected[i].uv, 0))), 1e-6F) << i;
  }
}

struct PosingCase {
  SkinningWay way;
  bool persistent;  // mapping
};

class Posing : public testing::TestWithParam<PosingCase> {
 protected:
  Posing() {
    std::string error;
    surface_ = EglSurface::create({64, 64}, error);
    if (surface_ == nullptr || !surface_->make_current(error)) {
      ADD_FAILURE() << "no off-screen GL: " << error;
      std::abort();
    }
    target_.prepare({1, 1}, 0, Sampling::multisampled);
    features = find_gl_features(false);
    features.persistent_mapping &= GetParam().persistent;
    state.begin();
  }
  ~Posing() override {
    EXPECT_EQ(glGetError(), static_cast<GLenum>(GL_NO_ERROR));
    target_ = SceneTarget();
    surface_->release_current();
  }

  std::unique_ptr<EglSurface> surface_;
  SceneTarget target_;
  GlFeatures features;
  DrawState state;
};

// One model that a way poses and that the processor poses too.
struct Pair {
  Pair(PoseFiller& filler, const GlFeatures& driver,
       const std::shared_ptr<const mmd::ModelData>& data)
      : way(filler), features(driver) {
    auto resource = std::make_shared<GpuModel>(data, ToonImages{});
    filler.prepare(*resource);
    instance = std::make_unique<ModelInstance>(resource);
    expected = std::make_unique<ModelInstance>(resource);
  }

  std::uint64_t fill(DrawState& state, std::span<const BoneTransform> bones,
                     std::span<const float> weights) {
    instance->change_pose(bones, weights);
    expected->change_pose(bones, weights);
    const std::uint64_t before = state.counts().uploaded_bytes;
    EXPECT_TRUE(way.fill(*instance, state));
    const std::uint64_t uploaded = state.counts().uploaded_bytes - before;
    EXPECT_TRUE(make_cpu_pose_filler(features)->fill(*expected, state));
    expect_equal(vertices_of(*instance), vertices_of(*expected));
    return uploaded;
  }

  PoseFiller& way;
  GlFeatures features;
  std::unique_ptr<ModelInstance> instance, expected;
};

TEST_P(Posing, C78_AgreesWithTheProcessorOnRandomPoses) {
  const auto filler = make_filler(GetParam().way, features);
  for (unsigned seed = 1; seed <= 8; ++seed) {
    RandomSkin model(seed);
    model.add_morphs(mmd::MorphKind::vertex);
    if (seed % 2 == 0) model.add_morphs(mmd::MorphKind::uv);
    Pair pair(*filler, features, model.data);
    std::vector<float> weights(model.data->morphs.size(), 0.0F);
    for (const float weight : {0.0F, 0.7F, 0.7F, -0.4F, 0.0F}) {
      weights.back() = weight;
      weights.front() = weight * 0.5F;
      pair.fill(state, model.bones, weights);
      if (HasFailure()) FAIL() << "seed " << seed << ", weight " << weight;
      model.move_bones();
    }
  }
}

TEST_P(Posing, TheAvatarAsTheProcessorPosesIt) {
  SHARED_OR_SKIP(content, "content/gene");
  const mmd::Model model(mmd::read_model_file(content / "Gene_light.pmx"));
  mmd::Pose pose(model);
  for (std::size_t i = 0; i < model.data().bones.size(); ++i)
    pose.world_rotations[i] =
        glm::angleAxis(0.01F * static_cast<float>(i), glm::vec3(0.6F, 0.8F, 0));
  std::vector<BoneTransform> bones(model.data().bones.size());
  fill_skin_transforms(model.rig(), pose, bones);
  const auto filler = make_filler(GetParam().way, features);
  Pair pair(*filler, features, std::make_shared<const mmd::ModelData>(model.data()));
  pair.fill(state, bones, std::vector<float>(model.data().morphs.size(), 0.3F));
}

TEST_P(Posing, OnlyBonesAndChangedMorphSlotsGoUp) {
  const auto filler = make_filler(GetParam().way, features);
  RandomSkin model;
  for (const std::uint32_t vertex : {10U, 20U, 21U, 30U}) {
    mmd::MorphData morph;
    morph.vertices = {vertex, vertex + 200};
    morph.offsets = {{1, 0, 0}, {0, 1, 0}};
    model.data->morphs.push_back(morph);
  }
  Pair pair(*filler, features, model.data);
  constexpr std::uint64_t bones = 8 * sizeof(BoneTexels);
  constexpr std::uint64_t slot = sizeof(glm::vec4);
  std::vector<float> weights(4, 0.0F);
  EXPECT_EQ(pair.fill(state, model.bones, weights), bones + 8 * slot) << "first";
  model.move_bones();
  EXPECT_EQ(pair.fill(state, model.bones, weights), bones) << "a pose";
  const auto fill = [&](std::size_t morph, float weight) {
    weights[morph] = weight;
    return pair.fill(state, model.bones, weights);
  };
  EXPECT_EQ(fill(1, 0.1F), bones + 8 * slot) << "into the second region";
  EXPECT_EQ(fill(1, 0.2F), bones + 8 * slot) << "into the third";
  EXPECT_EQ(fill(1, 0.3F), bones + 2 * slot) << "one morph";
  EXPECT_EQ(fill(2, 0.4F), bones + 4 * slot) << "two neighbours in three pictures";
  EXPECT_EQ(fill(2, 0.5F), bones + 4 * slot) << "this region missed one of both";
  EXPECT_EQ(fill(2, 0.6F), bones + 2 * slot) << "one morph for three pictures";
  EXPECT_EQ(pair.fill(state, model.bones, weights), bones) << "the same morphs";
}

TEST_P(Posing, ModelsWithoutBonesOrVertices) {
  const auto filler = make_filler(GetParam().way, features);
  RandomSkin model;
  model.data->bones.clear();
  for (auto& bones : model.data->vertices.bone_indices) bones = glm::ivec4(0);
  Pair boneless(*filler, features, model.data);
  boneless.fill(state, {}, {});
  Pair empty(*filler, features, std::make_shared<const mmd::ModelData>());
  EXPECT_EQ(empty.fill(state, {}, {}), 0U);
}

TEST_P(Posing, ModelsTooLargeForTheDriverArePosedByTheProcessor) {
  GlFeatures small = features;
  small.buffer_texels = 8 * 4 - 1;  // one less than eight bones need
  const auto filler = make_filler(GetParam().way, small);
  RandomSkin model;
  Pair pair(*filler, features, model.data);
  EXPECT_EQ(pair.instance->resource().skin_stream(), nullptr);
  EXPECT_EQ(pair.fill(state, model.bones, {}),
            model.data->vertices.size() * sizeof(mmd::PosedVertex));
}

INSTANTIATE_TEST_SUITE_P(, Posing,
                         testing::Values(PosingCase{SkinningWay::feedback, true},
                                         PosingCase{SkinningWay::feedback, false},
                                         PosingCase{SkinningWay::compute, true},
                                         PosingCase{SkinningWay::compute, false}),
                         [](const auto& info) {
                           return word(info.param.way) + (info.param.persistent
                                                              ? "_mapped_for_good"
                                                              : "_mapped_each_time");
                         });

class PosingChoice : public Posing {};

TEST_P(PosingChoice, FollowsWishAndDriver) {
  struct Row {
    SkinningWay wanted;
    bool software, compute;
    SkinningWay chosen;
    const char* warning;
  };
  using enum SkinningWay;
  const char* const missing =
      "skinning: compute is not available, auto is used: OpenGL 4.3 is needed";
  const Row rows[] = {
      {automatic, true, true, cpu, ""},        {automatic, false, true, compute, ""},
      {automatic, false, false, feedback, ""}, {cpu, false, true, cpu, ""},
      {feedback, true, true, feedback, ""},    {compute, true, true, compute, ""},
      {compute, true, false, cpu, missing},    {compute, false, false, feedback, missing},
  };
  for (const Row& row : rows) {
    GlFeatures driver = features;
    driver.software = row.software;
    driver.compute = row.compute;
    std::string warning;
    const auto filler = choose_pose_filler(row.wanted, driver, warning);
    EXPECT_EQ(filler->way(), row.chosen) << static_cast<int>(row.wanted);
    EXPECT_EQ(warning, row.warning);
  }
}

INSTANTIATE_TEST_SUITE_P(, PosingChoice, testing::Values(PosingCase{SkinningWay::automatic, true}));

}  // namespace
}  // namespace mmdagent::test
