// Motion layering: starts, ends, priorities, speed; motion_blending_test.cpp has the blend modes.
#include "MMDFiles/motion_layers.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "motion_scene.h"
#include "support/model_builder.h"
#include "support/near.h"

namespace {

using mmd::BlendMode;
using mmd::MotionEvent;
using mmd::MotionOptions;
using motion_scene::hard;
using motion_scene::hard_loop;
using motion_scene::has;
using motion_scene::Scene;
using motion_scene::x;
using test_support::about_y;
using test_support::ModelBuilder;
using test_support::MotionBuilder;
using test_support::near;
using test_support::step;

TEST(MotionLayers, A2_FirstUpdateShowsFrameZero) {
  Scene scene;
  scene.instance->add_motion("m", MotionBuilder().bone("センター", {{0, x(0)}, {10, x(5)}}).build(),
                             hard());
  step(*scene.instance, 1.0);
  EXPECT_EQ(scene.bone_x(), 0.0F);
  step(*scene.instance, 1.0);
  EXPECT_FLOAT_EQ(scene.bone_x(), 0.5F);
}

TEST(MotionLayers, A13_IkSwitchOutlivesItsMotion) {
  Scene scene;
  scene.instance->add_motion("m",
                             MotionBuilder()
                                 .switches(0, false, {{"センター", false}})
                                 .switches(3, false, {{"センター", false}})
                                 .build(),
                             hard());
  for (int i = 0; i < 6; ++i) step(*scene.instance, 1.0);
  EXPECT_EQ(scene.instance->pose().ik_enabled[0], 0);
  EXPECT_FALSE(scene.instance->pose().visible);
  EXPECT_EQ(scene.instance->motions().find("m"), nullptr);
}

TEST(MotionLayers, A14_PartIgnoresTracksOfOneKey) {
  Scene scene;
  scene.instance->add_motion(
      "base", MotionBuilder().bone("センター", {{0, x(1)}, {90, x(1)}}).build(), hard_loop());
  MotionOptions part = hard_loop();
  part.part = true;
  scene.instance->add_motion("part",
                             MotionBuilder()
                                 .bone("センター", {{0, x(7)}})
                                 .bone("other", {{0, x(3)}, {90, x(3)}})
                                 .morph("face", {{0, 1.0F}})
                                 .build(),
                             part);
  for (int i = 0; i < 3; ++i) step(*scene.instance, 1.0);
  EXPECT_FLOAT_EQ(scene.bone_x(), 1.0F);
  EXPECT_FLOAT_EQ(scene.bone_x(1), 3.0F);
  EXPECT_EQ(scene.face(), 0.0F);
}

TEST(MotionLayers, A15_ReusedAliasSwapsAndKeepsItsOptions) {
  Scene scene;
  MotionOptions part = hard_loop(3.0F);
  part.part = true;
  const auto first = MotionBuilder().bone("センター", {{0, x(1)}, {9, x(1)}}).build();
  const auto second = MotionBuilder().bone("センター", {{0, x(2)}, {9, x(2)}}).build();
  EXPECT_EQ(scene.instance->add_motion("m", first, part), mmd::MotionLayers::Started::added);
  step(*scene.instance, 4.0);
  EXPECT_EQ(scene.instance->add_motion("m", second, MotionOptions{}),
            mmd::MotionLayers::Started::swapped);
  step(*scene.instance, 1.0);
  EXPECT_FLOAT_EQ(scene.bone_x(), 2.0F);
  ASSERT_EQ(scene.instance->motions().players().size(), 1U);
  const mmd::MotionPlayer& player = *scene.instance->motions().players()[0];
  EXPECT_TRUE(player.options().part);
  EXPECT_TRUE(player.options().loop);
  EXPECT_EQ(player.options().priority, 3.0F);
  EXPECT_DOUBLE_EQ(player.frame(), 1.0);
}

TEST(MotionLayers, A16_TimelineOfASmoothMotion) {
  Scene scene;
  scene.instance->set_bone(0, x(10), mmd::identity_rotation);
  MotionOptions options;
  options.part = true;  // a FULL start would let the bone go to rest as well
  scene.instance->add_motion("m",
                             MotionBuilder()
                                 .bone("センター", {{0, x(0)}, {40, x(40)}})
                                 .morph("face", {{0, 0}, {40, 1}})
                                 .build(),
                             options);
  const std::pair<int, float> want[] = {{0, 10},  {5, 8.75F}, {10, 10}, {20, 20},
                                        {39, 39}, {40, 40},   {59, 40}, {70, 40}};
  std::size_t next = 0;
  for (int n = 0; n <= 70; ++n) {
    const auto events = step(*scene.instance, 1.0);
    EXPECT_EQ(has(events, MotionEvent::Kind::deleted), n == 39) << n;
    EXPECT_EQ(has(events, MotionEvent::Kind::ended), n == 59) << n;
    if (next < std::size(want) && want[next].first == n) {
      EXPECT_NEAR(scene.bone_x(), want[next++].second, 1e-4F) << n;
    }
  }
}

TEST(MotionLayers, A16_EndFadesOverALowerLayer) {
  Scene scene;
  scene.instance->add_motion("base",
                             MotionBuilder()
                                 .bone("センター", {{0, x(0)}, {90, x(0)}})
                                 .morph("face", {{0, 0}, {90, 0}})
                                 .build(),
                             hard_loop());
  MotionOptions part;
  part.part = true;
  scene.instance->add_motion("m",
                             MotionBuilder()
                                 .bone("センター", {{0, x(8)}, {4, x(8)}})
                                 .morph("face", {{0, 1}, {4, 1}})
                                 .build(),
                             part);
  for (int n = 0; n < 4; ++n) step(*scene.instance, 1.0);
  for (int k = 0; k < 22; ++k) {
    step(*scene.instance, 1.0);
    const float start = std::max(0.0F, static_cast<float>(16 - k) / 20.0F);
    const float blend = std::max(0.0F, static_cast<float>(20 - k) / 20.0F);
    EXPECT_NEAR(scene.bone_x(), (8.0F - 8.0F * start) * blend, 1e-4F) << k;
    const float face = std::max(0.0F, static_cast<float>(6 - k) / 6.0F);
    const float shown = std::min(1.0F, static_cast<float>(4 + k) / 4.0F);
    EXPECT_NEAR(scene.face(), shown * face, 1e-4F) << k;
  }
}

TEST(MotionLayers, A18_FullStartLetsUndrivenBonesGoToRest) {
  Scene scene;
  scene.instance->set_bone(1, x(1), about_y(60.0F));
  scene.instance->set_morph(0, 1.0F);
  scene.instance->add_motion("m", MotionBuilder().bone("センター", {{0, x(0)}, {90, x(0)}}).build(),
                             hard());
  const float want[] = {.9F,     .72F,     .504F,     .3024F,     .1512F,
                        .06048F, .018144F, .0036288F, .00036288F, 0};
  for (const float factor : want) {
    step(*scene.instance, 1.0);
    EXPECT_NEAR(scene.bone_x(1), factor, 1e-6F);
    EXPECT_NEAR(scene.face(), factor, 1e-6F);
    EXPECT_TRUE(near(scene.instance->pose().rotations[1], about_y(60.0F * factor), 1e-5F));
  }
}

TEST(MotionLayers, A19_RepositionMovesTheRootUnderTheModel) {
  Scene scene;
  scene.instance->set_bone(0, {5, -1, 2}, mmd::identity_rotation);
  MotionOptions options;
  options.reposition = true;
  const auto motion = MotionBuilder().bone("センター", {{0, x(0)}, {60, x(0)}}).build();
  scene.instance->add_motion("m", motion, options);
  EXPECT_TRUE(near(scene.instance->pose().root.offset, {5, 0, 2}, 1e-5F));
  ASSERT_TRUE(scene.instance->take_repositioned());
  EXPECT_FALSE(scene.instance->take_repositioned());
  step(*scene.instance, 0.0);
  EXPECT_TRUE(near(scene.instance->pose().positions[0], {0, -1, 0}, 1e-5F));
  EXPECT_TRUE(near(scene.instance->pose().world(0).position, {5, 7, 2}, 1e-5F));
}

// Every motion-independent bone of a chain is offset: the model stands where it was before the
// centre moved and slides to its new place while the start is smoothed.
TEST(MotionLayers, A19_RepositionOffsetsEveryBoneOfAChain) {
  ModelBuilder builder;
  builder.bone("全ての親", {0, 0, 0});
  builder.bone("センター", {0, 8, 0}, 0);
  builder.bone("左足ＩＫ", {1, 0, 0}, 0);
  builder.data().center_bone = 1;
  mmd::ModelInstance instance(builder.build());
  instance.set_bone(1, {3, 0, 1}, mmd::identity_rotation);
  MotionOptions options;
  options.reposition = true;
  instance.add_motion("m",
                      MotionBuilder()
                          .bone("全ての親", {{0, x(0)}})
                          .bone("センター", {{0, x(0)}, {30, x(0)}})
                          .bone("左足ＩＫ", {{0, x(0)}})
                          .build(),
                      options);
  EXPECT_TRUE(near(instance.pose().root.offset, {3, 0, 1}, 1e-5F));
  step(instance, 0.0);
  EXPECT_TRUE(near(instance.pose().positions[0], {-3, 0, -1}, 1e-5F));
  EXPECT_TRUE(near(instance.pose().positions[1], {0, 0, 0}, 1e-5F));
  EXPECT_TRUE(near(instance.pose().world(1).position, {0, 8, 0}, 1e-5F));
  EXPECT_TRUE(near(instance.pose().world(2).position, {-2, 0, -1}, 1e-5F)) << "offset twice";
  for (int i = 0; i < 25; ++i) step(instance, 1.0);
  EXPECT_TRUE(near(instance.pose().world(1).position, {3, 8, 1}, 1e-4F));
  EXPECT_TRUE(near(instance.pose().world(2).position, {4, 0, 1}, 1e-4F));
}

TEST(MotionLayers, A20_SpeedChange) {
  Scene scene;
  scene.instance->add_motion(
      "m", MotionBuilder().bone("センター", {{0, x(0)}, {200, x(0)}}).build(), hard());
  ASSERT_TRUE(scene.instance->motions().accelerate("m", 0.5, 1.0, -1.0));
  const std::pair<int, double> want[] = {{1, .98333},  {2, .96668},  {3, .95004},  {10, .83514},
                                         {20, .68366}, {30, .56563}, {35, .52663}, {43, .5}};
  std::size_t next = 0;
  for (int n = 1; n <= 50; ++n) {
    const auto events = step(*scene.instance, 1.0);
    EXPECT_EQ(has(events, MotionEvent::Kind::accelerated), n == 43) << n;
    if (next < std::size(want) && want[next].first == n) {
      EXPECT_NEAR(scene.instance->motions().find("m")->speed(), want[next++].second, 1e-5) << n;
    }
  }
}

TEST(MotionLayers, A20_SpeedChangeWaitsForItsPlace) {
  Scene scene;
  scene.instance->add_motion("m", MotionBuilder().bone("センター", {{0, x(0)}, {60, x(0)}}).build(),
                             hard_loop());
  for (int i = 0; i < 40; ++i) step(*scene.instance, 1.0);
  // Place 1 s = frame 30 lies behind: the next lap counts, 50 frames from here.
  ASSERT_TRUE(scene.instance->motions().accelerate("m", 0.0, 0.0, 1.0));
  for (int n = 1; n <= 50; ++n)
    EXPECT_EQ(has(step(*scene.instance, 1.0), MotionEvent::Kind::accelerated), n == 50) << n;
  EXPECT_EQ(scene.instance->motions().find("m")->speed(), 0.0);
  EXPECT_FALSE(scene.instance->motions().accelerate("m", -1.0, 0.0, -1.0));
  EXPECT_FALSE(scene.instance->motions().accelerate("none", 1.0, 0.0, -1.0));
}

TEST(MotionLayers, A22_HigherPriorityWinsWhateverTheOrder) {
  const auto one = MotionBuilder().bone("センター", {{0, x(1)}, {9, x(1)}}).build();
  const auto two = MotionBuilder().bone("センター", {{0, x(2)}, {9, x(2)}}).build();
  for (const bool high_first : {true, false}) {
    Scene scene;
    if (high_first) scene.instance->add_motion("high", one, hard_loop(1.0F));
    scene.instance->add_motion("low", two, hard_loop(0.0F));
    if (!high_first) scene.instance->add_motion("high", one, hard_loop(1.0F));
    step(*scene.instance, 1.0);
    EXPECT_FLOAT_EQ(scene.bone_x(), 1.0F);
  }
}

TEST(MotionLayers, EqualPrioritiesStandInOrderOfStart) {
  Scene scene;
  const auto motion = MotionBuilder().bone("センター", {{0, x(1)}, {9, x(1)}}).build();
  for (const auto& [alias, priority] :
       {std::pair{"a", 0.0F}, {"b", 5.0F}, {"c", -2.0F}, {"d", 0.0F}})
    scene.instance->add_motion(alias, motion, hard_loop(priority));
  std::string order;
  for (const auto& player : scene.instance->motions().players()) order += player->alias();
  EXPECT_EQ(order, "cadb");
  EXPECT_EQ(scene.instance->motions().unused_alias(), "0");
}

TEST(MotionLayers, A39_DeleteFadesAndThenFreezes) {
  Scene scene;
  scene.instance->add_motion("m", MotionBuilder().bone("センター", {{0, x(4)}, {90, x(4)}}).build(),
                             MotionOptions{});
  for (int i = 0; i < 30; ++i) step(*scene.instance, 1.0);
  ASSERT_TRUE(scene.instance->motions().request_delete("m"));
  EXPECT_TRUE(has(step(*scene.instance, 1.0), MotionEvent::Kind::deleted));
  EXPECT_EQ(scene.instance->motions().find_running("m"), nullptr);
  ASSERT_TRUE(scene.instance->motions().request_delete("m"));
  EXPECT_TRUE(has(step(*scene.instance, 1.0), MotionEvent::Kind::deleted)) << "told again";
  for (int i = 0; i < 19; ++i)
    EXPECT_EQ(has(step(*scene.instance, 1.0), MotionEvent::Kind::ended), i == 18) << i;
  EXPECT_FALSE(scene.instance->motions().request_delete("m"));
  step(*scene.instance, 1.0);
  EXPECT_FLOAT_EQ(scene.bone_x(), 4.0F);
}

TEST(MotionLayers, SwapCancelsAPendingDelete) {
  Scene scene;
  const auto motion = MotionBuilder().bone("センター", {{0, x(4)}, {90, x(4)}}).build();
  scene.instance->add_motion("m", motion, MotionOptions{});
  scene.instance->motions().request_delete("m");
  scene.instance->add_motion("m", motion, MotionOptions{});
  EXPECT_TRUE(step(*scene.instance, 1.0).empty());
}

TEST(MotionLayers, AnEndingAliasStartsAnew) {
  Scene scene;
  const auto motion = MotionBuilder().bone("センター", {{0, x(4)}, {2, x(4)}}).build();
  scene.instance->add_motion("m", motion, MotionOptions{});
  for (int i = 0; i < 3; ++i) step(*scene.instance, 1.0);
  MotionOptions loop;
  loop.loop = true;
  EXPECT_EQ(scene.instance->add_motion("m", motion, loop), mmd::MotionLayers::Started::added);
  EXPECT_EQ(scene.instance->motions().players().size(), 1U);
  EXPECT_TRUE(scene.instance->motions().find_running("m")->options().loop);
}

TEST(MotionLayers, A47_ModelChangeKeepsPartAndFrame) {
  Scene scene;
  MotionOptions part = hard_loop();
  part.part = true;
  scene.instance->add_motion(
      "m",
      MotionBuilder().bone("センター", {{0, x(9)}}).bone("other", {{0, x(0)}, {40, x(40)}}).build(),
      part);
  for (int i = 0; i < 7; ++i) step(*scene.instance, 1.0);
  ModelBuilder other;
  other.bone("other", {0, 1, 0});
  other.bone("センター", {0, 8, 0});
  mmd::ModelInstance changed(other.build());
  changed.take_motions(*scene.instance);
  step(changed, 1.0);
  EXPECT_FLOAT_EQ(changed.pose().positions[0].x, 7.0F);
  EXPECT_EQ(changed.pose().positions[1].x, 0.0F);
}

// Blend settings, also of tracks that only the new model has, and the seam of a loop outlive the
// exchange of the model.
TEST(MotionLayers, ModelChangeKeepsBlendSettingsAndSeam) {
  Scene scene;
  MotionOptions loop;
  loop.loop = true;
  scene.instance->add_motion("m",
                             MotionBuilder()
                                 .bone("センター", {{0, x(0)}, {5, x(5)}, {10, x(10)}})
                                 .bone("tail", {{0, x(1)}, {10, x(1)}})
                                 .build(),
                             loop);
  for (int i = 0; i < 11; ++i) step(*scene.instance, 1.0);
  mmd::MotionPlayer* player = scene.instance->motions().find("m");
  player->set_rate(0.5F);
  const std::vector<std::string> tail = {"tail"};
  EXPECT_TRUE(player->set_bone_mode(scene.instance->model(), tail, BlendMode::none));

  ModelBuilder other;
  other.bone("センター", {0, 8, 0});
  other.bone("tail", {0, 1, 0});
  mmd::ModelInstance changed(other.build());
  changed.take_motions(*scene.instance);
  step(changed, 1.0);
  EXPECT_FLOAT_EQ(changed.pose().positions[0].x, 9.0F * 0.5F) << "1/5 of the way from 10 to 5";
  EXPECT_EQ(changed.pose().positions[1].x, 0.0F);
}

TEST(MotionLayers, LoopCarriesTheRestOfAStep) {
  Scene scene;
  scene.instance->add_motion(
      "m", MotionBuilder().bone("センター", {{0, x(0)}, {10, x(10)}}).build(), hard_loop());
  step(*scene.instance, 9.25);
  EXPECT_TRUE(has(step(*scene.instance, 1.5), MotionEvent::Kind::looped));
  EXPECT_DOUBLE_EQ(scene.instance->motions().find("m")->frame(), 0.75);
}

TEST(MotionLayers, AMotionOfNoLengthEndsOrHolds) {
  Scene scene;
  const auto motion = MotionBuilder().bone("センター", {{0, x(4)}}).build();
  scene.instance->add_motion("once", motion, hard());
  EXPECT_TRUE(has(step(*scene.instance, 1.0), MotionEvent::Kind::deleted));
  scene.instance->add_motion("loop", motion, hard_loop());
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(step(*scene.instance, 1.0).empty());
  EXPECT_FLOAT_EQ(scene.bone_x(), 4.0F);
}

TEST(MotionLayers, AMotionThatMatchesNothingRunsAndEnds) {
  Scene scene;
  scene.instance->add_motion("m", MotionBuilder().bone("unknown", {{0, x(4)}, {2, x(4)}}).build(),
                             hard());
  EXPECT_TRUE(step(*scene.instance, 1.0).empty());
  EXPECT_TRUE(has(step(*scene.instance, 1.0), MotionEvent::Kind::deleted));
}

}  // namespace
