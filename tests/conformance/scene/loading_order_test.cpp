// Loading never changes what a script means: every pair of a command that loads and one that
// depends on it gives the same events, log lines, poses and pictures whenever the files come.
#include <algorithm>
#include <map>
#include <set>

#include "scene_case.h"

namespace conformance {
namespace {

using test_support::Loading;
using test_support::SceneRun;
using Lines = std::vector<std::string>;

// What is sent before each pair: two models, an accessory and a motion.
const Lines prepared = {"MODEL_ADD|a|ok.pmd", "MODEL_ADD|p|ok.pmd|3,0,0",
                        "MODEL_ADD|h|ok.pmd|0,1,0|0,0,0|ON|a|頭",
                        "MOTION_ADD|a|m|v30.vmd|FULL|LOOP", "@16"};

Lines loading_commands() {
  Lines commands;
  for (const char* file : {"ok2.pmd", "broken.pmd", "none.pmd"}) {
    commands.push_back("MODEL_ADD|n|" + std::string(file));
    commands.push_back("MODEL_ADD|a|" + std::string(file));
    commands.push_back("MODEL_ADD|n|" + std::string(file) + "|0,0,0|0,0,0|ON|a|頭");
    commands.push_back("MODEL_CHANGE|a|" + std::string(file));
    commands.push_back("MODEL_CHANGE|h|" + std::string(file));
    commands.push_back("STAGE|" + std::string(file));
  }
  for (const char* file : {"w30.vmd", "broken.vmd", "none.vmd"}) {
    commands.push_back("MOTION_ADD|a|m|" + std::string(file));
    commands.push_back("MOTION_ADD|a|k|" + std::string(file) + "|PART|ONCE|OFF");
    commands.push_back("MOTION_ADD|n|k|" + std::string(file));
    commands.push_back("MOTION_CHANGE|a|m|" + std::string(file));
    commands.push_back("CAMERA|" + std::string(file));
  }
  commands.push_back("CAMERA|camera.vmd");
  commands.push_back("STAGE|x.png,none.png");
  return commands;
}

Lines dependent_commands() {
  Lines commands = loading_commands();
  for (const char* model : {"a", "n", "h"}) {
    const std::string alias(model);
    for (const std::string& command :
         {"MODEL_DELETE|" + alias, "MOTION_DELETE|" + alias + "|m", "MOTION_RESET|" + alias + "|m",
          "MOTION_ACCELERATE|" + alias + "|k|2", "MOTION_DELETE|" + alias + "|k",
          "MOTION_CONFIGURE|" + alias + "|k|MODE_ADD",
          "MODEL_BINDBONE|key|0|1|" + alias + "|頭|0,1,0|0,0,0|0,0,0|0,0,0",
          "LIPSYNC_START|" + alias + "|a,100", "MOVE_START|" + alias + "|0,0,0",
          "MOVE_START|" + alias + "|1,0,0|LOCAL|9", "MOVE_STOP|" + alias,
          "TURN_START|" + alias + "|5,0,0", "TURN_STOP|" + alias,
          "ROTATE_START|" + alias + "|0,30,0", "ROTATE_STOP|" + alias,
          "CAMERA|0,1,0|0,0,0|20|30|0|" + alias, "CAMERA|0,1,0|0,0,0|20|30|0|" + alias + "|頭",
          "MODEL_ADD|q|ok.pmd|0,0,0|0,0,0|ON|" + alias}) {
      commands.push_back(command);
    }
  }
  commands.push_back("CAMERA|0,1,0|0,0,0|20|30|0");
  commands.push_back("STAGE|x.png,x.png");
  commands.push_back("STAGE|ok.pmd");
  return commands;
}

struct Result {
  Lines out;
  Lines logs;
  std::uint64_t poses = 0;
  mmdagent::Snapshot snapshot;
};

Result play_pair(const std::string& first, const std::string& second, Loading loading) {
  static const std::shared_ptr<const test_support::TemporaryFolder> content =
      test_support::scene_content();
  SceneRun run(loading, {}, content);
  play(run, prepared);
  run.take_out();
  run.take_logs();
  run.send(first);
  run.send(second);
  run.run(40);
  Lines logs;
  for (const std::string& line : run.take_logs()) logs.push_back(without_reason(line));
  return {run.take_out(), logs, run.scene->pose_hash(), run.snapshot()};
}

// The files of different commands may come in any order, and so may the events of commands that do
// not depend on each other; what belongs to one pair may not.
void expect_same(const Result& seen, const Result& expected, bool dependent) {
  if (dependent) {
    EXPECT_EQ(seen.out, expected.out);
    EXPECT_EQ(seen.logs, expected.logs);
  } else {
    EXPECT_EQ(std::multiset<std::string>(seen.out.begin(), seen.out.end()),
              std::multiset<std::string>(expected.out.begin(), expected.out.end()));
    EXPECT_EQ(std::multiset<std::string>(seen.logs.begin(), seen.logs.end()),
              std::multiset<std::string>(expected.logs.begin(), expected.logs.end()));
  }
  EXPECT_EQ(seen.poses, expected.poses);
  EXPECT_EQ(seen.snapshot.camera.target, expected.snapshot.camera.target);
  EXPECT_EQ(seen.snapshot.camera.distance, expected.snapshot.camera.distance);
  EXPECT_EQ(seen.snapshot.camera.mount, expected.snapshot.camera.mount);
  EXPECT_EQ(seen.snapshot.models.size(), expected.snapshot.models.size());
  EXPECT_EQ(seen.snapshot.stage.floor == 0, expected.snapshot.stage.floor == 0);
  EXPECT_EQ(seen.snapshot.stage.background == 0, expected.snapshot.stage.background == 0);
}

using Things = std::map<std::string, mmdagent::Access>;

Things things_of(const std::string& text) {
  const mmdagent::MessageLine line = mmdagent::split_line(text);
  const mmdagent::Arguments arguments(line.args);
  const mmdagent::CommandRow& row = mmdagent::command_table()[*mmdagent::find_command(line.type)];
  Things things;
  if (!row.replaces.empty()) things[std::string(row.replaces)] = mmdagent::Access::replaces;
  for (const mmdagent::ModelArgument& model : row.models) {
    if (model.index < arguments.size()) things[std::string(arguments[model.index])] = model.access;
  }
  return things;
}

// Whether both name a model, the camera or the stage that one of them makes or changes. An
// accessory needs only that its parent is there.
bool depends(const std::string& first, const std::string& second) {
  const Things a = things_of(first);
  const Things b = things_of(second);
  return std::ranges::any_of(a, [&](const auto& thing) {
    const auto other = b.find(thing.first);
    if (other == b.end()) return false;
    const bool parent =
        thing.second == mmdagent::Access::parent || other->second == mmdagent::Access::parent;
    return !parent || thing.second == mmdagent::Access::replaces ||
           other->second == mmdagent::Access::replaces;
  });
}

class LoadingOrder : public ::testing::TestWithParam<std::string> {};

TEST_P(LoadingOrder, EveryDependentCommandMeansTheSame) {
  for (const std::string& second : dependent_commands()) {
    SCOPED_TRACE(GetParam() + " then " + second);
    const Result instant = play_pair(GetParam(), second, Loading::instant);
    const bool dependent = depends(GetParam(), second);
    expect_same(play_pair(GetParam(), second, Loading::slow), instant, dependent);
    expect_same(play_pair(GetParam(), second, Loading::backwards), instant, dependent);
  }
}

INSTANTIATE_TEST_SUITE_P(Pairs, LoadingOrder, ::testing::ValuesIn(loading_commands()),
                         [](const ::testing::TestParamInfo<std::string>& info) {
                           return std::to_string(info.index);
                         });

TEST(Loading, ACommandOnAnotherModelDoesNotWait) {
  SceneRun run(Loading::slow);
  play(run, model_a);
  run.take_out();
  run.send("MODEL_ADD|b|ok2.pmd");
  run.send("MOVE_START|a|1,0,0");
  run.send("MOVE_START|b|1,0,0");
  EXPECT_EQ(run.take_out(), (Lines{"MOVE_EVENT_START|a"}));
  run.finish_loads();
  EXPECT_EQ(run.take_out(), (Lines{"MODEL_EVENT_ADD|b", "MOVE_EVENT_START|b"}));
}

TEST(Loading, WrongArgumentsAreReportedAtOnce) {
  SceneRun run(Loading::slow);
  run.send("MODEL_ADD|a|ok.pmd");
  run.send("MOVE_START|a|1,0");
  run.send("MOTION_ADD|a|m|v30.vmd|HALF");
  EXPECT_EQ(run.take_logs(), (Lines{"E MOVE_START: 1,0 is not a position string.",
                                    "E MOTION_ADD: 4th argument should be \"FULL\" or \"PART\"."}));
  EXPECT_EQ(run.services.captured.size(), 3U);
  run.finish_loads();
  EXPECT_EQ(run.services.captured.size(), 3U);
}

TEST(Loading, AnAccessoryThatLoadsDoesNotHoldUpItsParent) {
  SceneRun run(Loading::slow);
  play(run, model_a);
  run.take_out();
  run.send("MODEL_ADD|g|ok2.pmd|0,0,0|0,0,0|ON|a");
  run.send("MOVE_START|a|1,0,0");
  EXPECT_EQ(run.take_out(), (Lines{"MOVE_EVENT_START|a"}));
}

TEST(Loading, AModelToComeCountsAgainstTheLimit) {
  mmdagent::Options options;
  options.max_num_model = 2;
  SceneRun run(Loading::slow, options);
  run.send("MODEL_ADD|a|ok.pmd");
  run.send("MODEL_ADD|g|ok2.pmd|0,0,0|0,0,0|ON|a");  // waits for a
  run.send("MODEL_ADD|b|ok.pmd");
  EXPECT_EQ(run.take_logs(), (Lines{"E addModel: number of models exceed the limit."}));
  run.finish_loads();
  EXPECT_EQ(run.take_out(), (Lines{"MODEL_EVENT_ADD|a", "MODEL_EVENT_ADD|g"}));
}

TEST(Loading, AModelThatIsBeingChangedDoesNotFadeAway) {
  SceneRun run(Loading::slow);
  play(run, model_a);
  run.take_out();
  run.send("MODEL_DELETE|a");
  run.send("MODEL_CHANGE|a|none.pmd");
  for (int i = 0; i < 80; ++i) {  // without finishing the load
    run.scene->begin_step(0.25);
    run.scene->end_step(0.25, 0.25);
  }
  EXPECT_TRUE(run.scene->has_model("a"));
  run.run(1);
  EXPECT_FALSE(run.scene->has_model("a"));
  EXPECT_EQ(run.take_out(), (Lines{"MODEL_EVENT_DELETE|a"}));
  EXPECT_EQ(run.take_logs(), (Lines{"E changeModel: not found: none.pmd"}));
}

TEST(Loading, CopiesOfOneFileShareItsModelAndItsImages) {
  SceneRun run(Loading::slow);
  run.send("MODEL_ADD|a|ok.pmd");
  run.send("MODEL_ADD|b|ok.pmd");
  run.finish_loads();
  const mmdagent::Snapshot snapshot = run.snapshot();
  ASSERT_EQ(snapshot.models.size(), 2U);
  EXPECT_EQ(snapshot.models[0].model, snapshot.models[1].model);
  EXPECT_NE(snapshot.models[0].instance, snapshot.models[1].instance);
}

TEST(Loading, AChangedFileIsReadAgain) {
  SceneRun run(Loading::instant);
  run.send("MODEL_ADD|a|ok.pmd");
  run.dir.write("ok.pmd", test_support::to_text(test_support::pmd_person("ok", false)));
  run.send("MODEL_ADD|b|ok.pmd");
  run.run(1);
  mmdagent::BonePose pose;
  EXPECT_TRUE(run.scene->bone_pose("a", "頭", pose));
  EXPECT_FALSE(run.scene->bone_pose("b", "頭", pose));
}

}  // namespace
}  // namespace conformance
