// Section 5.8 of remote.md: head tracking, faces, action units and extra bones, on a real scene.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "support/avatar_run.h"

namespace mmdagent::remote {
namespace {

using test_support::AvatarRun;
using Lines = std::vector<std::string>;

const std::string map =
    "TRACK_CENTER nothing,center\nTRACK_BODY body\nTRACK_NECK neck\nTRACK_HEAD head\n"
    "TRACK_BOTHEYE eye\nEYE_ROTATION_COEF 0.5\nEXBONE_hand eye\n"
    "jawOpen a\nblink_L blink 0.5\nAU6 smile >0.7\nAU45 blink\nLIP_A a\n";

struct TrackingCase {
  std::string name;
  Lines in;
  std::function<void(AvatarRun&)> check;
};

void PrintTo(const TrackingCase& given, std::ostream* out) { *out << given.name; }

// A head at rest that turns by `turn` about y, and eyes likewise about x.
std::string track(double z, double turn, double eyes, int flag) {
  const std::string eye = std::to_string(eyes);
  return "__AV_TRACK,0,0," + std::to_string(z) + ",0," + std::to_string(turn) + ",0," + eye +
         ",0,0," + eye + ",0,0," + std::to_string(flag);
}

// The angle about one axis that a bone has in the world, radians.
double turn_of(AvatarRun& run, const char* bone, int axis) {
  const BonePose pose = run.bone(bone);
  return 2.0 * std::atan2(pose.rotation[axis], pose.rotation[3]);
}

std::function<void(AvatarRun&)> turned(const char* bone, int axis, double angle,
                                       double tolerance = 2e-3) {
  return [=](AvatarRun& run) { EXPECT_NEAR(turn_of(run, bone, axis), angle, tolerance) << bone; };
}

std::function<void(AvatarRun&)> weighs(const char* morph, double weight, double tolerance = 1e-3) {
  return [=](AvatarRun& run) { EXPECT_NEAR(run.morph(morph), weight, tolerance) << morph; };
}

Lines after_start(const Lines& lines) {
  Lines all = {"__AV_SETMODEL,0", "__AV_START", "__AV_AUTOCALIBRATE,false"};
  all.insert(all.end(), lines.begin(), lines.end());
  return all;
}

// Left-handed turns about x and y go the other way in the world of the scene.
std::vector<TrackingCase> cases() {
  return {
      {"TrackTurnsTheBody", after_start({track(0, 0.2, 0, 1), "@29"}), turned("body", 1, -0.1)},
      {"TrackTurnsTheNeckOnTheBody", after_start({track(0, 0.2, 0, 1), "@29"}),
       turned("neck", 1, -0.2)},
      {"TrackTurnsTheHeadOnTheNeck", after_start({track(0, 0.2, 0, 1), "@29"}),
       turned("head", 1, -0.32)},
      {"TrackedBonesFollowByAFifthEachFrame", after_start({track(0, 0.2, 0, 1), "@1"}),
       turned("body", 1, -0.02, 1e-4)},
      {"EyesTurnByTheirCoefficient", after_start({track(0, 0, 0.4, 1), "@29"}),
       turned("eye", 0, -0.2)},
      {"EyesOfTheirOwnNeedBones", after_start({track(0, 0, 0.4, 0), "@29"}), turned("eye", 0, 0)},
      // 100 mm are 1.25 units.
      {"ForwardLeans", after_start({track(-100, 0, 0, 1), "@29"}), turned("body", 0, 0.75, 3e-3)},
      {"BackwardLeansALittle", after_start({track(100, 0, 0, 1), "@29"}), turned("body", 0, -0.17)},
      {"FarCloseMoveCanBeLeftOut",
       after_start({"__AVCONF_ALLOWFARCLOSEMOVE,false", track(-100, 0, 0, 1), "@29"}),
       turned("body", 0, 0)},
      {"TrackNeedsThirteenNumbers", after_start({"__AV_TRACK,0,0,0,0,1,0,0,0,0,0,0,0", "@20"}),
       turned("body", 1, 0)},
      {"TrackedBonesGoBackToRest", after_start({track(0, 0.2, 0, 1), "@54"}),
       turned("head", 1, 0, 3e-3)},
      {"RetractionCanBeSwitchedOff",
       after_start({"__AV_AUTORETRACT,false", track(0, 0.2, 0, 1), "@300"}),
       turned("head", 1, -0.32)},
      {"RetractionTakesSeconds", after_start({"__AV_AUTORETRACT,3", track(0, 0.2, 0, 1), "@89"}),
       turned("head", 1, -0.32)},
      {"RetractionByZeroIsAtOnce", after_start({"__AV_AUTORETRACT,0", track(0, 0.2, 0, 1), "@1"}),
       turned("head", 1, 0)},
      {"ArkitByName", after_start({"__AV_ARKIT,jawOpen=0.5,blink_L=1,nosuch=1", "@25"}),
       [](AvatarRun& run) {
         EXPECT_NEAR(run.morph("a"), 0.5F, 1e-3F);
         EXPECT_NEAR(run.morph("blink"), 0.5F, 1e-3F);
         EXPECT_EQ(run.morph("smile"), 0.0F);
       }},
      {"UnitsByNumber", after_start({"__AV_AU,06=1,45=0.25,47=1,0=1", "@25"}),
       [](AvatarRun& run) {
         EXPECT_NEAR(run.morph("smile"), 1.0F, 1e-3F);
         EXPECT_NEAR(run.morph("blink"), 0.25F, 1e-3F);
       }},
      {"UnitsAreOneAtMost", after_start({"__AV_AU,45=9", "@25"}), weighs("blink", 1.0)},
      {"FacesNeedControl", {"__AV_SETMODEL,0", "__AV_ARKIT,jawOpen=1", "@5"}, weighs("a", 0.0)},
      {"ExtraBoneMovesAndTurns", after_start({"__AV_EXBONE,hand,80,0,0,0,0,0.3", "@29"}),
       [](AvatarRun& run) {
         EXPECT_NEAR(turn_of(run, "eye", 2), 0.3, 2e-3);
         EXPECT_NEAR(run.bone("eye").position[0], 1.0F, 5e-3F);
       }},
      {"ExtraBoneByQuaternion",
       after_start({"__AV_EXBONEQ,hand,0,0,80,0,0,2,0,other,0,0,0,0,0,0,1", "@29"}),
       [](AvatarRun& run) {
         EXPECT_NEAR(std::abs(turn_of(run, "eye", 2)), 3.14159, 1e-2);
         EXPECT_NEAR(run.bone("eye").position[2], -1.0F, 5e-3F);
       }},
      {"UnfinishedBoneIsLeftOut", after_start({"__AV_EXBONE,hand,80,0,0", "@29"}),
       turned("eye", 2, 0)},
      {"OtherBonesKeepTheirMotion", after_start({"__AV_EXBONE,hand,0,0,0,0,0,0.3", "@29"}),
       turned("head", 2, 0)},
      {"TheNeutralPoseIsTheMeanOfTen",
       {"__AV_SETMODEL,0", "__AV_START", track(0, 0.1, 0, 1), track(0, 0.3, 0, 1),
        track(0, 0.2, 0, 1), track(0, 0.2, 0, 1), track(0, 0.2, 0, 1), track(0, 0.2, 0, 1),
        track(0, 0.2, 0, 1), track(0, 0.2, 0, 1), track(0, 0.2, 0, 1), track(0, 0.2, 0, 1),
        track(0, 0.4, 0, 1), "@29"},
       turned("body", 1, -0.1)},
      {"CalibrationMovesNothing",
       {"__AV_SETMODEL,0", "__AV_START", track(0, 0.4, 0, 1), "@20"},
       turned("body", 1, 0)},
      {"RecalibrationForgetsThePose", after_start({"__AV_RECALIBRATE", track(0, 0.4, 0, 1), "@20"}),
       turned("body", 1, 0)},
  };
}

class AvatarTrackingCases : public ::testing::TestWithParam<TrackingCase> {};

TEST_P(AvatarTrackingCases, Holds) {
  AvatarRun run(map);
  run.add_model();
  for (const std::string& line : GetParam().in) run.play(line);
  GetParam().check(run);
}

INSTANTIATE_TEST_SUITE_P(Cases, AvatarTrackingCases, ::testing::ValuesIn(cases()),
                         [](const auto& info) { return info.param.name; });

// A mouth that would be open without the rule.
float mouth(const Lines& lines) {
  AvatarRun run(map);
  run.add_model();
  run.play("__AV_SETMODEL,0");
  run.play("__AV_START");
  for (const std::string& line : lines) run.play(line);
  for (int i = 0; i < 10; ++i) run.peer->avatar.push_mouth({0.8F, 0.0F, 0.0F, 0.0F});
  run.play("@8");
  return run.morph("a");
}

TEST(AvatarLips, MoveWithControlAlone) {
  EXPECT_NEAR(mouth({}), 0.8F, 0.02F);
  EXPECT_EQ(mouth({"__AV_END", "@25"}), 0.0F);
}

TEST(AvatarLips, KeepStillWhereTheRuleSaysSo) {
  EXPECT_EQ(mouth({"__AVCONF_DISABLEAUTOLIP,ALWAYS"}), 0.0F);
  EXPECT_NEAR(mouth({"__AVCONF_DISABLEAUTOLIP,ALWAYS", "__AVCONF_DISABLEAUTOLIP,NO"}), 0.8F, 0.02F);
  EXPECT_EQ(mouth({"__AVCONF_DISABLEAUTOLIP,ARKIT", "__AV_ARKIT,blink_L=1"}), 0.0F);
  EXPECT_NEAR(mouth({"__AVCONF_DISABLEAUTOLIP,ARKIT", "__AV_AU,45=1"}), 0.8F, 0.02F);
  EXPECT_EQ(mouth({"__AVCONF_DISABLEAUTOLIP,ARKIT+AU", "__AV_AU,45=1"}), 0.0F);
  EXPECT_EQ(mouth({"__AVCONF_DISABLEAUTOLIP,AU", "__AVCONF_DISABLEAUTOLIP,x", "__AV_AU,45=1"}),
            0.0F);
  // Tracking has ended before the sound begins.
  EXPECT_NEAR(mouth({"__AVCONF_DISABLEAUTOLIP,AU", "__AV_AU,45=1", "@60"}), 0.8F, 0.02F);
}

TEST(AvatarLips, AreAddedToTheFace) { EXPECT_NEAR(mouth({"__AV_ARKIT,jawOpen=0.1"}), 0.9F, 0.03F); }

TEST(AvatarLips, GiveTheMouthBackToMotions) {
  AvatarRun run("LIP_A a\nNOLIP smile\n");
  run.add_model();
  for (const char* line : {"MODEL_BINDFACE|0|smile|0.5", "MODEL_BINDFACE|0|a|0.25",
                           "__AV_SETMODEL,0", "__AV_START", "@3"})
    run.play(line);
  EXPECT_EQ(run.morph("smile"), 0.5F);
  run.peer->avatar.push_mouth({0.8F, 0.0F, 0.0F, 0.0F});
  run.play("@1");
  EXPECT_EQ(run.morph("smile"), 0.0F);
  EXPECT_NEAR(run.morph("a"), 0.32F, 1e-4F);
  run.play("@12");
  EXPECT_EQ(run.morph("smile"), 0.5F);
  EXPECT_EQ(run.morph("a"), 0.25F);
}

}  // namespace
}  // namespace mmdagent::remote
