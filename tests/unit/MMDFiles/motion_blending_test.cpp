// Blend modes, rates and the smoothing of starts, computed by hand from animation.md section 9.
#include <gtest/gtest.h>

#include "motion_scene.h"
#include "support/model_builder.h"
#include "support/near.h"

namespace {

using mmd::BlendMode;
using mmd::MotionOptions;
using motion_scene::hard_loop;
using motion_scene::hard_part_loop;
using motion_scene::Scene;
using motion_scene::x;
using test_support::about_y;
using test_support::ModelBuilder;
using test_support::MotionBuilder;
using test_support::near;
using test_support::step;

struct FaceRow {
  BlendMode mode;
  float want;
};

TEST(MotionBlending, A21_FaceModes) {
  for (const FaceRow& row : {FaceRow{BlendMode::multiply, .7F}, FaceRow{BlendMode::add, .9F},
                             FaceRow{BlendMode::replace, .4F}, FaceRow{BlendMode::none, .5F}}) {
    Scene scene;
    scene.instance->add_motion("base", MotionBuilder().morph("face", {{0, .5F}, {90, .5F}}).build(),
                               hard_loop());
    scene.instance->add_motion("top", MotionBuilder().morph("face", {{0, .4F}, {90, .4F}}).build(),
                               hard_loop());
    scene.instance->motions().find("top")->set_mode(BlendMode::replace, row.mode);
    for (int i = 0; i < 4; ++i) {
      step(*scene.instance, 1.0);  // the base is written anew each time
      EXPECT_NEAR(scene.face(), row.want, 1e-6F) << static_cast<int>(row.mode);
    }
  }
}

TEST(MotionBlending, A45_AddOverALowerLayerDoesNotGrow) {
  Scene scene;
  scene.instance->add_motion("low", MotionBuilder().morph("face", {{0, .2F}, {9, .2F}}).build(),
                             hard_loop());
  scene.instance->add_motion("up", MotionBuilder().morph("face", {{0, .3F}, {9, .3F}}).build(),
                             hard_loop());
  scene.instance->motions().find("up")->set_mode(BlendMode::replace, BlendMode::add);
  for (int i = 0; i < 30; ++i) {
    step(*scene.instance, 1.0);
    EXPECT_NEAR(scene.face(), .5F, 1e-6F) << i;
  }
}

// Without a lower layer a screen blend sees its own last result, as in the reference.
TEST(MotionBlending, MultiplyAloneRunsToOne) {
  Scene scene;
  scene.instance->add_motion("m", MotionBuilder().morph("face", {{0, .4F}, {9, .4F}}).build(),
                             hard_part_loop());
  scene.instance->motions().find("m")->set_mode(BlendMode::replace, BlendMode::multiply);
  for (const float want : {.4F, .64F, .784F}) {
    step(*scene.instance, 1.0);
    EXPECT_NEAR(scene.face(), want, 1e-6F);
  }
}

TEST(MotionBlending, A46_AddAloneDoesNotGrow) {
  Scene scene;
  scene.instance->add_motion(
      "m",
      MotionBuilder()
          .bone("センター", {{0, x(1), about_y(20.0F)}, {9, x(1), about_y(20.0F)}})
          .morph("face", {{0, .5F}, {9, .5F}})
          .build(),
      hard_loop());
  scene.instance->motions().find("m")->set_mode(BlendMode::add, BlendMode::add);
  for (int i = 0; i < 30; ++i) {
    step(*scene.instance, 1.0);
    EXPECT_FLOAT_EQ(scene.bone_x(), 1.0F) << i;
    EXPECT_TRUE(near(scene.instance->pose().rotations[0], about_y(20.0F), 1e-5F)) << i;
    EXPECT_FLOAT_EQ(scene.face(), .5F) << i;
  }
}

// What a bind or plugin writes becomes the base that ADD builds on.
TEST(MotionBlending, AddBuildsOnWhatWasWrittenLast) {
  Scene scene;
  scene.instance->add_motion("m", MotionBuilder().bone("センター", {{0, x(1)}, {9, x(1)}}).build(),
                             hard_loop());
  scene.instance->motions().find("m")->set_mode(BlendMode::add, BlendMode::replace);
  step(*scene.instance, 1.0);
  scene.instance->set_bone(0, x(5), mmd::identity_rotation);
  step(*scene.instance, 20.0);
  step(*scene.instance, 1.0);
  EXPECT_NEAR(scene.bone_x(), 1.0F, 1e-5F) << "the FULL start let the base go to rest";
  scene.instance->set_bone(0, x(5), mmd::identity_rotation);
  step(*scene.instance, 1.0);
  EXPECT_NEAR(scene.bone_x(), 6.0F, 1e-5F);
}

TEST(MotionBlending, RateScalesValues) {
  Scene scene;
  scene.instance->add_motion(
      "m",
      MotionBuilder()
          .bone("センター", {{0, x(4), about_y(40.0F)}, {9, x(4), about_y(40.0F)}})
          .morph("face", {{0, .5F}, {9, .5F}})
          .build(),
      hard_loop());
  scene.instance->motions().find("m")->set_rate(0.5F);
  step(*scene.instance, 1.0);
  EXPECT_FLOAT_EQ(scene.bone_x(), 2.0F);
  EXPECT_FLOAT_EQ(scene.face(), .25F);
  EXPECT_TRUE(near(scene.instance->pose().rotations[0], about_y(20.0F), 1e-6F));
}

TEST(MotionBlending, ModesOfNamedTracks) {
  const std::string long_name = "左足の長い名前の骨";  // 18 bytes in Shift-JIS
  ModelBuilder builder;
  builder.bone("センター", {0, 8, 0});
  builder.bone(long_name, {0, 1, 0}, 0);
  builder.morph("face", mmd::MorphKind::vertex);
  mmd::ModelInstance instance(builder.build());
  instance.add_motion("m",
                      MotionBuilder()
                          .bone("センター", {{0, x(4)}, {9, x(4)}})
                          .bone("左足の長い名前", {{0, x(3)}, {9, x(3)}})
                          .morph("face", {{0, .5F}, {9, .5F}})
                          .build(),
                      hard_loop());
  mmd::MotionPlayer& player = *instance.motions().find("m");
  const auto set_bones = [&](std::vector<std::string> names) {
    return player.set_bone_mode(instance.model(), names, BlendMode::none);
  };
  const auto set_morphs = [&](std::vector<std::string> names) {
    return player.set_morph_mode(instance.model(), names, BlendMode::none);
  };
  EXPECT_FALSE(set_bones({"nothing", "face"}));
  EXPECT_FALSE(set_morphs({"nothing", "センター"}));
  EXPECT_TRUE(set_bones({"nothing", "センター"}));
  EXPECT_TRUE(set_morphs({"face"}));
  step(instance, 1.0);
  EXPECT_EQ(instance.pose().positions[0].x, 0.0F);
  EXPECT_EQ(instance.pose().positions[1].x, 3.0F) << "found by the 15 bytes of a motion";
  EXPECT_EQ(instance.pose().weights[0], 0.0F);
  EXPECT_TRUE(set_bones({long_name}));
  instance.set_bone(1, x(0), mmd::identity_rotation);
  step(instance, 1.0);
  EXPECT_EQ(instance.pose().positions[1].x, 0.0F);
}

// What a face track starts from is blended out until its second key, at most 6 frames; not at all
// when that is at frame 1.
TEST(MotionBlending, FacesBlendFromWhatTheyWere) {
  struct Row {
    std::vector<test_support::MorphKey> keys;
    std::vector<float> want;  // by frame
  };
  const Row rows[] = {
      {{{0, 1}, {9, 1}}, {.4F, .5F, .6F, .7F, .8F, .9F, 1, 1}},
      {{{0, 1}, {3, 1}, {9, 1}}, {.4F, .6F, .8F, 1, 1}},
      {{{0, 1}, {1, 1}, {9, 1}}, {1, 1}},
      {{{0, 1}}, {.4F, .5F, .6F, .7F, .8F, .9F, 1, 1}},
  };
  for (const BlendMode mode : {BlendMode::replace, BlendMode::add}) {
    for (const Row& row : rows) {
      Scene scene;
      MotionOptions loop;
      loop.loop = true;
      scene.instance->set_morph(0, .4F);
      scene.instance->add_motion("m", MotionBuilder().morph("face", row.keys).build(), loop);
      scene.instance->motions().find("m")->set_mode(BlendMode::replace, mode);
      for (const float want : row.want) {
        if (mode == BlendMode::add) scene.instance->set_morph(0, 0.0F);
        step(*scene.instance, 1.0);
        EXPECT_NEAR(scene.face(), want, 1e-5F) << row.keys.size();
      }
    }
  }
}

// Start smoothing goes with the motion's own time.
TEST(MotionBlending, StartSmoothingFollowsTheSpeed) {
  Scene scene;
  MotionOptions part;
  part.part = true;
  scene.instance->set_bone(0, x(10), mmd::identity_rotation);
  scene.instance->add_motion("m", MotionBuilder().bone("センター", {{0, x(0)}, {90, x(0)}}).build(),
                             part);
  scene.instance->motions().accelerate("m", 2.0, 0.0, -1.0);
  for (int n = 0; n < 12; ++n) {
    step(*scene.instance, 1.0);
    EXPECT_NEAR(scene.bone_x(), 10.0F * std::max(0.0F, 1.0F - static_cast<float>(n) * 0.1F), 1e-4F);
  }
}

// A bone with one key in a PART motion is let go of without a jump.
TEST(MotionBlending, PartHoldsItsSnapshotAtTheStart) {
  Scene scene;
  scene.instance->set_bone(0, x(10), mmd::identity_rotation);
  scene.instance->add_motion(
      "base", MotionBuilder().bone("センター", {{0, x(2)}, {90, x(2)}}).build(), hard_part_loop());
  MotionOptions part;
  part.part = true;
  scene.instance->add_motion(
      "m", MotionBuilder().bone("センター", {{0, x(99)}}).bone("other", {{90, x(0)}}).build(),
      part);
  for (int n = 0; n < 25; ++n) {
    step(*scene.instance, 1.0);
    const float rest = std::max(0.0F, static_cast<float>(20 - n) / 20.0F);
    EXPECT_NEAR(scene.bone_x(), 2.0F + 8.0F * rest, 1e-4F) << n;
  }
}

// The rate scales what start smoothing made; the fade at the end comes after it. ADD is smoothed at
// no start.
TEST(MotionBlending, RateComesAfterTheStartAndBeforeTheEnd) {
  struct Row {
    BlendMode mode;
    float first;   // at frame 0
    float later;   // at frame 10
    float fading;  // half way through the fade
  };
  // Below lies 1, before the start it was 3; the motion says 4 at rate 0.5.
  const Row rows[] = {{BlendMode::replace, 1.5F, (4 + (3 - 4) * .5F) * .5F, 1 + (2 - 1) * .5F},
                      {BlendMode::add, 3, 3, 1 + 2 * .5F},
                      {BlendMode::none, 1, 1, 1}};
  for (const Row& row : rows) {
    Scene scene;
    scene.instance->add_motion("base",
                               MotionBuilder().bone("センター", {{0, x(1)}, {90, x(1)}}).build(),
                               hard_part_loop());
    scene.instance->set_bone(0, x(3), mmd::identity_rotation);
    MotionOptions part;
    part.part = true;
    scene.instance->add_motion(
        "m", MotionBuilder().bone("センター", {{0, x(4)}, {90, x(4)}}).build(), part);
    scene.instance->motions().find("m")->set_mode(row.mode, BlendMode::replace);
    scene.instance->motions().find("m")->set_rate(0.5F);
    for (int n = 0; n < 50; ++n) {
      if (n == 29) scene.instance->motions().request_delete("m");
      step(*scene.instance, 1.0);
      if (n == 0) {
        EXPECT_NEAR(scene.bone_x(), row.first, 1e-4F) << static_cast<int>(row.mode);
      }
      if (n == 10) {
        EXPECT_NEAR(scene.bone_x(), row.later, 1e-4F) << static_cast<int>(row.mode);
      }
      if (n == 40) {
        EXPECT_NEAR(scene.bone_x(), row.fading, 1e-4F) << static_cast<int>(row.mode);
      }
    }
  }
}

// Rotations add before what lies below, scaled by the fade.
TEST(MotionBlending, AddedRotationsStandBeforeTheLowerOnes) {
  Scene scene;
  const glm::quat below = test_support::about_x(40.0F);
  scene.instance->add_motion(
      "base", MotionBuilder().bone("センター", {{0, x(0), below}, {90, x(0), below}}).build(),
      hard_part_loop());
  MotionOptions part;
  part.part = true;
  scene.instance->add_motion(
      "m",
      MotionBuilder()
          .bone("センター", {{0, x(0), about_y(60.0F)}, {5, x(0), about_y(60.0F)}})
          .build(),
      part);
  scene.instance->motions().find("m")->set_mode(BlendMode::add, BlendMode::add);
  for (int n = 0; n < 12; ++n) {
    step(*scene.instance, 1.0);
    const float fade = n < 5 ? 1.0F : static_cast<float>(25 - n) / 20.0F;
    EXPECT_TRUE(near(scene.instance->pose().rotations[0], about_y(60.0F * fade) * below, 1e-5F))
        << n;
  }
}

// The seam of a smooth loop joins faces too; multiply and add fade with the face's 6 frames.
TEST(MotionBlending, FacesOverSeamAndEnd) {
  Scene scene;
  MotionOptions loop;
  loop.loop = true;
  scene.instance->add_motion(
      "m", MotionBuilder().morph("face", {{0, 0}, {4, .4F}, {8, .8F}}).build(), loop);
  for (int n = 0; n < 8; ++n) step(*scene.instance, 1.0);
  for (const float want : {.8F, .7F, .6F, .5F, .4F}) {
    step(*scene.instance, 1.0);
    EXPECT_NEAR(scene.face(), want, 1e-5F);
  }

  for (const BlendMode mode : {BlendMode::add, BlendMode::multiply}) {
    Scene faded;
    faded.instance->add_motion("base", MotionBuilder().morph("face", {{0, .5F}, {90, .5F}}).build(),
                               hard_part_loop());
    MotionOptions part;
    part.part = true;
    faded.instance->add_motion("m", MotionBuilder().morph("face", {{0, .4F}, {1, .4F}}).build(),
                               part);
    faded.instance->motions().find("m")->set_mode(BlendMode::replace, mode);
    for (int n = 0; n < 8; ++n) {
      step(*faded.instance, 1.0);
      const float fade = n < 1 ? 1.0F : std::max(0.0F, static_cast<float>(7 - n) / 6.0F);
      const float space = mode == BlendMode::add ? 1.0F : .5F;
      EXPECT_NEAR(faded.face(), .5F + space * .4F * fade, 1e-5F) << n;
    }
  }
}

}  // namespace
