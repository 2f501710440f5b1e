// Cases 29-41 of remote.md section 14 and the rest of its sections 5.2 to 5.7, on a real scene.
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

constexpr const char* select_model = "__AV_SETMODEL,0";
constexpr const char* start = "__AV_START";
constexpr const char* started = "AVATAR|START";
constexpr const char* ended = "AVATAR|END";
constexpr const char* smile_map = "EXMORPH_smile smile\n";

struct AvatarCase {
  std::string name;
  std::string map = smile_map;
  Lines in;
  Lines out;
  std::function<void(AvatarRun&)> check = {};
  bool has_model = true;
};

void PrintTo(const AvatarCase& given, std::ostream* out) { *out << given.name; }

std::function<void(AvatarRun&)> morph_is(const char* name, double weight, double tolerance = 1e-5) {
  return [=](AvatarRun& run) { EXPECT_NEAR(run.morph(name), weight, tolerance) << name; };
}

std::function<void(AvatarRun&)> mode_is(const char* text) {
  return [=](AvatarRun& run) { EXPECT_EQ(run.host.value("Avatar_mode", "absent"), text); };
}

// After so many frames of a morph that goes to 0.5.
double rising(int frames) { return 0.5 * (1.0 - std::pow(0.6, frames)); }

std::vector<AvatarCase> control() {
  return {
      {.name = "Case29Start", .in = {start}, .out = {started}, .check = mode_is("1.000000")},
      {.name = "Case29NothingBefore", .in = {"@1"}, .out = {}, .check = mode_is("absent")},
      {.name = "Case30StartTwiceEnd",
       .in = {start, start, "__AV_END"},
       .out = {started, started, ended},
       .check = mode_is("0.000000")},
      {.name = "Case31UnknownCommands",
       .in = {"__AV_FOO", "__AVX", "__AV_TRACK,0,0,0", "__AV_", "__AV_START,", "__AV_STARTING",
              "__AV_TRACK,0,0,0"},
       .out = {started}},
      {.name = "Case34OneFrame",
       .in = {select_model, start, "__AV_EXMORPH,smile=0.5", "@1"},
       .out = {started},
       .check = morph_is("smile", rising(1))},
      {.name = "Case34FiveFrames",
       .in = {select_model, start, "__AV_EXMORPH,smile=0.5", "@5"},
       .out = {started},
       .check = morph_is("smile", rising(5))},
      {.name = "Case34LastFrameOfTracking",
       .in = {select_model, start, "__AV_EXMORPH,smile=0.5", "@29"},
       .out = {started},
       .check = morph_is("smile", rising(29))},
      {.name = "Case34FirstFrameOfDecay",
       .in = {select_model, start, "__AV_EXMORPH,smile=0.5", "@30"},
       .out = {started},
       .check = morph_is("smile", 0.6 * rising(29))},
      {.name = "Case34LastFrameOfDecay",
       .in = {select_model, start, "__AV_EXMORPH,smile=0.5", "@54"},
       .out = {started},
       .check = morph_is("smile", std::pow(0.6, 25) * rising(29), 1e-9)},
      {.name = "Case34ThenLeftAlone",
       .in = {select_model, start, "__AV_EXMORPH,smile=0.5", "@55", "MODEL_BINDFACE|0|smile|0.25",
              "@2"},
       .out = {started},
       .check = morph_is("smile", 0.25)},
      {.name = "Case35NotWithoutStart",
       .in = {select_model, "__AV_EXMORPH,smile=0.5", "@5"},
       .out = {},
       .check = morph_is("smile", 0.0)},
      {.name = "Case36UnknownName",
       .in = {select_model, start, "__AV_EXMORPH,nosuch=1", "@5"},
       .out = {started},
       .check = morph_is("smile", 0.0)},
      {.name = "Case36UnknownNameHoldsOthers",
       .in = {select_model, start, "__AV_EXMORPH,smile=0.5", "@20", "__AV_EXMORPH,nosuch=1", "@20"},
       .out = {started},
       .check = morph_is("smile", rising(40))},
      {.name = "Case38ModelComesLater",
       .in = {select_model, start, "@3", "MODEL_ADD|0|M/puppet.pmd", "__AV_EXMORPH,smile=0.5",
              "@5"},
       .out = {started},
       .check = morph_is("smile", rising(5)),
       .has_model = false},
      {.name = "Case38ModelIsExchanged",
       .in = {select_model, start, "@1", "MODEL_CHANGE|0|M/puppet.pmd", "@1",
              "__AV_EXMORPH,smile=0.5", "@5"},
       .out = {started},
       .check = morph_is("smile", rising(5))},
      {.name = "Case39Disable",
       .in = {start, "AVATAR_CONTROL|DISABLE", "@24"},
       .out = {started, ended}},
      {.name = "Case39DisabledAfter25Frames",
       .in = {start, "AVATAR_CONTROL|DISABLE", "@25"},
       .out = {started, ended, "AVATAR_EVENT_CONTROL|DISABLED"}},
      {.name = "DisabledOnceOnly",
       .in = {start, "AVATAR_CONTROL|DISABLE", "@100"},
       .out = {started, ended, "AVATAR_EVENT_CONTROL|DISABLED"}},
      {.name = "DisabledAtOnceWhenItWasOff",
       .in = {"AVATAR_CONTROL|DISABLE", "@1"},
       .out = {"AVATAR_EVENT_CONTROL|DISABLED"}},
      {.name = "EndAloneTellsNothingMore",
       .in = {start, "__AV_END", "@60"},
       .out = {started, ended}},
      {.name = "Case40Enable",
       .in = {"AVATAR_CONTROL|ENABLE"},
       .out = {started, "AVATAR_EVENT_CONTROL|ENABLED"}},
      {.name = "EnableWhenItIsOn",
       .in = {start, "AVATAR_CONTROL|ENABLE", "AVATAR_CONTROL|OTHER", "AVATAR_CONTROL"},
       .out = {started, "AVATAR_EVENT_CONTROL|ENABLED"}},
      {.name = "Case41Idle",
       .in = {start, "@449", "__AV_FOO", "@451"},
       .out = {started, "AVATAR_EVENT_IDLE|START"}},
      {.name = "Case41IdleEndsAtTheNextUpdate",
       .in = {"@460", "__AV_FOO", "@500"},
       .out = {"AVATAR_EVENT_IDLE|START", "AVATAR_EVENT_IDLE|STOP", "AVATAR_EVENT_IDLE|START"}},
  };
}

std::vector<AvatarCase> morphs() {
  const Lines half = {select_model, start, "__AV_EXMORPH,smile=0.5,blink=0.5", "@20"};
  return {
      {.name = "FadesOutAfterTheEnd",
       .in = {select_model, start, "__AV_EXMORPH,smile=0.5", "@20", "__AV_END", "@2"},
       .out = {started, ended},
       .check = morph_is("smile", 0.36 * rising(20))},
      {.name = "StartAgainEndsTheFade",
       .in = {select_model, start, "__AV_EXMORPH,smile=0.5", "@20", "__AV_END", "@5", start,
              "__AV_EXMORPH,smile=1", "@28"},
       .out = {started, ended, started},
       .check = morph_is("smile", 1.0, 1e-3)},
      {.name = "RatesStayWithinTheirRange",
       .in = {select_model, start, "__AV_EXMORPH,smile=7,blink=-1", "@28"},
       .out = {started},
       .check = morph_is("smile", 1.0, 1e-4)},
      {.name = "WhatIsNoNumberIsZero",
       .in = {select_model, start, "__AV_EXMORPH,smile=1", "@20", "__AV_EXMORPH,smile=x", "@25"},
       .out = {started},
       .check = morph_is("smile", 0.0, 1e-4)},
      {.name = "EmptyParametersAreSkipped",
       .in = {"__AV_SETMODEL,,0,", start, "__AV_EXMORPH,,,smile=0.5,,", "@5"},
       .out = {started},
       .check = morph_is("smile", rising(5))},
      {.name = "SetModelTakesOneParameter",
       .in = {"__AV_SETMODEL,0,1", start, "__AV_EXMORPH,smile=0.5", "@5"},
       .out = {started},
       .check = morph_is("smile", 0.0)},
      {.name = "SelectingStartsAnew",
       .in = {select_model, start, "__AV_EXMORPH,smile=0.5", "@20", select_model,
              "__AV_EXMORPH,smile=0.5", "@1"},
       .out = {started},
       .check = morph_is("smile", rising(1))},
      {.name = "EntriesOfOneMorphAreAdded",
       .map = "EXMORPH_x smile 0.5\nEXMORPH_y smile 0.6\n",
       .in = {select_model, start, "__AV_EXMORPH,x=0.4,y=0.5", "@28"},
       .out = {started},
       .check = morph_is("smile", 0.5, 1e-4)},
      {.name = "TheirSumStaysWithinTheRange",
       .map = "EXMORPH_x smile\nEXMORPH_y smile\n",
       .in = {select_model, start, "__AV_EXMORPH,x=0.8,y=0.8", "@20"},
       .out = {started},
       .check = morph_is("smile", 1.0, 1e-6)},
      {.name = "ThresholdsAreSteep",
       .map = "EXMORPH_x smile >0.7\nEXMORPH_y blink >0.7\n",
       .in = {select_model, start, "__AV_EXMORPH,x=0.1,y=1", "@25"},
       .out = {started},
       .check =
           [](AvatarRun& run) {
             EXPECT_NEAR(run.morph("smile"), 0.0F, 1e-4F);
             EXPECT_NEAR(run.morph("blink"), 1.0F, 1e-3F);
           }},
      {.name = "TunedSetsShareOne",
       .map = "EXMORPH_smile smile\nEXMORPH_blink blink\nMORPH_TUNE smile blink\n",
       .in = half,
       .out = {started},
       .check =
           [](AvatarRun& run) {
             EXPECT_NEAR(run.morph("smile"), 0.5F, 1e-3F);
             EXPECT_NEAR(run.morph("blink"), 0.25F, 1e-3F);
           }},
      {.name = "WithoutAShapeMapEntryNothingMoves", .map = "", .in = half, .out = {started}},
  };
}

std::vector<AvatarCase> actions() {
  const std::string map = "ACT3 motion/03_smile.vmd\n";
  const std::string path = "M/motion/03_smile.vmd|PART|ONCE|ON|OFF";
  const std::string first = "MOTION_ADD|0|__action0|" + path;
  const std::string second = "MOTION_ADD|0|__action1|" + path;
  return {
      {.name = "Case37", .map = map, .in = {select_model, "__AV_ACTION,3"}, .out = {first}},
      {.name = "Case37WhileTheFirstRuns",
       .map = map,
       .in = {select_model, "__AV_ACTION,3", "@20", "__AV_ACTION,3"},
       .out = {first, second, "MOTION_DELETE|0|__action0"}},
      {.name = "Case37BothAtOnce",
       .map = map,
       .in = {select_model, "__AV_ACTION,3", "__AV_ACTION,3", "@20", "__AV_ACTION,3"},
       .out = {first, second, "MOTION_DELETE|0|__action0", first, "MOTION_DELETE|0|__action1"}},
      {.name = "Case37AfterTheFirst",
       .map = map,
       .in = {select_model, "__AV_ACTION,3", "@60", "__AV_ACTION,3"},
       .out = {first, first}},
      {.name = "ActionsNeedAnEntry",
       .map = map,
       .in = {select_model, "__AV_ACTION,4", "__AV_ACTION", "__AV_ACTION,", "__AV_ACTION,x"},
       .out = {}},
      {.name = "ActionsNeedTheModel",
       .map = map,
       .in = {"__AV_ACTION,3", "__AV_SETMODEL,ghost", "__AV_ACTION,3"},
       .out = {}},
  };
}

class AvatarCases : public ::testing::TestWithParam<AvatarCase> {};

TEST_P(AvatarCases, Holds) {
  const AvatarCase& given = GetParam();
  AvatarRun run(given.map);
  if (given.has_model) run.add_model();
  for (const std::string& line : given.in) run.play(line);
  EXPECT_EQ(run.take(), given.out);
  if (given.check) given.check(run);
}

std::string case_name(const ::testing::TestParamInfo<AvatarCase>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(Control, AvatarCases, ::testing::ValuesIn(control()), case_name);
INSTANTIATE_TEST_SUITE_P(Morphs, AvatarCases, ::testing::ValuesIn(morphs()), case_name);
INSTANTIATE_TEST_SUITE_P(Actions, AvatarCases, ::testing::ValuesIn(actions()), case_name);

TEST(Avatars, PeerThatLeavesEndsItsControl) {
  AvatarRun run(smile_map);
  run.add_model();
  for (const char* line : {select_model, start, "__AV_EXMORPH,smile=0.5", "@10"}) run.play(line);
  run.avatars.left(*run.peer);
  run.play("@60");
  EXPECT_EQ(run.take(), (Lines{started, ended}));
  EXPECT_NEAR(run.morph("smile"), 0.0F, 1e-4F);
  run.play("AVATAR_CONTROL|ENABLE");
  run.play("@500");
  EXPECT_EQ(run.take(), Lines{});
  EXPECT_EQ(run.peer.use_count(), 1);
}

TEST(Avatars, EachPeerAnswers) {
  AvatarRun run(smile_map);
  run.avatars.joined(std::make_shared<PeerAvatar>(run.host));
  run.play("AVATAR_CONTROL|ENABLE");
  EXPECT_EQ(run.take(), (Lines{started, "AVATAR_EVENT_CONTROL|ENABLED", started,
                               "AVATAR_EVENT_CONTROL|ENABLED"}));
}

TEST(Avatars, NothingHappensWhileTheConnectionIsOffOrAfterTheEnd) {
  AvatarRun run(smile_map);
  run.avatars.message({"AVATAR_CONTROL", "ENABLE"}, false);
  run.avatars.stop();
  run.play(start);
  run.play("AVATAR_CONTROL|ENABLE");
  run.avatars.joined(run.peer);
  run.avatars.left(*run.peer);
  run.play("@500");
  EXPECT_EQ(run.take(), Lines{});
}

}  // namespace
}  // namespace mmdagent::remote
