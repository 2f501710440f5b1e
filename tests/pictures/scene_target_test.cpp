// Where the scene is drawn, and how its samples become pixels.
#include "render/scene_target.h"

#include <epoxy/gl.h>
#include <gtest/gtest.h>

#include "pictures/picture_rig.h"
#include "pictures/procedural_model.h"

namespace mmdagent::test {
namespace {

class SceneTargets : public testing::Test {
 protected:
  SceneTargets() {
    std::string error;
    surface_ = EglSurface::create({8, 8}, error);
    if (surface_ == nullptr || !surface_->make_current(error)) {
      ADD_FAILURE() << "no off-screen GL: " << error;
      std::abort();
    }
  }
  ~SceneTargets() override {
    glDisable(GL_SCISSOR_TEST);
    EXPECT_EQ(glGetError(), static_cast<GLenum>(GL_NO_ERROR));
    target_ = SceneTarget();
    surface_->release_current();
  }

  // Points of the scene, from the lower left.
  void fill(glm::ivec2 first, glm::ivec2 size, float red) {
    glEnable(GL_SCISSOR_TEST);
    glScissor(first.x, first.y, size.x, size.y);
    glClearColor(red, 0.0F, 0.0F, 1.0F);
    glClear(GL_COLOR_BUFFER_BIT);
    glDisable(GL_SCISSOR_TEST);
  }
  std::vector<int> reds() {
    target_.read(pixels_);
    std::vector<int> result;
    for (std::size_t i = 0; i < pixels_.size(); i += 4) result.push_back(pixels_[i]);
    return result;
  }

  std::unique_ptr<EglSurface> surface_;
  SceneTarget target_;
  std::vector<std::uint8_t> pixels_;
};

TEST_F(SceneTargets, APixelIsTheMeanOfItsTwoByTwoPoints) {
  ASSERT_EQ(target_.prepare({3, 2}, 4, Sampling::supersampled), std::nullopt);
  EXPECT_EQ(target_.drawn_size(), glm::ivec2(6, 4));
  EXPECT_EQ(target_.samples(), 4);
  target_.bind();
  fill({0, 0}, {6, 4}, 0.0F);
  fill({0, 2}, {2, 2}, 1.0F);  // all of the first
  fill({3, 3}, {1, 1}, 1.0F);  // a quarter of the second
  for (const int i : {0, 1}) fill({4 + i, 2 + i}, {1, 1}, 200.0F / 255.0F);  // half of the third
  fill({4, 0}, {1, 2}, 1.0F);                                                // half of the last
  target_.resolve();
  const std::vector<int> expected{255, 64, 100, 0, 0, 128};
  const std::vector<int> got = reds();
  ASSERT_EQ(got.size(), expected.size());
  for (std::size_t i = 0; i < got.size(); ++i) EXPECT_NEAR(got[i], expected[i], 1) << i;
}

TEST_F(SceneTargets, TheDriversOwnSamplesAreAsManyPixels) {
  ASSERT_EQ(target_.prepare({3, 2}, 4, Sampling::multisampled), std::nullopt);
  EXPECT_EQ(target_.drawn_size(), glm::ivec2(3, 2));
  EXPECT_EQ(target_.samples(), 4);
  target_.bind();
  fill({0, 0}, {3, 2}, 0.0F);
  fill({1, 1}, {1, 1}, 1.0F);
  target_.resolve();
  EXPECT_EQ(reds(), (std::vector<int>{0, 255, 0, 0, 0, 0}));
}

TEST_F(SceneTargets, NoSamplesAreNeitherWay) {
  ASSERT_EQ(target_.prepare({3, 2}, 1, Sampling::supersampled), std::nullopt);
  EXPECT_EQ(target_.drawn_size(), glm::ivec2(3, 2));
  EXPECT_EQ(target_.samples(), 0);
}

TEST(Samples, LeaveImagesOverTheSceneAsTheyAre) {
  Image pictures[2];
  for (const int samples : {0, 4}) {
    PictureRig rig({50, 50});
    rig.snapshot.options.samples = samples;
    // Its pixels lie across those of the picture.
    DrawnImage& image = rig.snapshot.images.emplace_back();
    image.image = rig.add_image({2, 1, {255, 0, 0, 255, 0, 255, 0, 255}, false});
    image.most = {0.63F, 0.4F};
    rig.draw();
    pictures[samples / 4] = rig.picture();
  }
  EXPECT_EQ(pictures[0].rgba, pictures[1].rgba);
}

}  // namespace
}  // namespace mmdagent::test
