// Replays the recorded motion layerings of the reference through the handlers of the messages and
// compares poses, players and events (shared/golden/README.md).
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "MMDFiles/model_instance.h"
#include "scene/models.h"
#include "support/scene_run.h"
#include "support/shared_content.h"

namespace conformance {
namespace {

using nlohmann::json;

constexpr int updates_per_frame = 4;
constexpr double update_frames = 0.25;

struct Tolerance {
  float units;
  float degrees;
};
constexpr Tolerance local_tolerance{0.001F, 0.1F};  // outside IK chains
constexpr Tolerance world_tolerance{0.02F, 0.5F};
constexpr float weight_tolerance = 0.001F;

float degrees_between(const glm::quat& a, const glm::quat& b) {
  const glm::quat difference = glm::conjugate(a) * b;
  const glm::vec3 imaginary(difference.x, difference.y, difference.z);
  return glm::degrees(2.0F * std::atan2(glm::length(imaginary), std::abs(difference.w)));
}

// The avatar and its motions, without messages and images of its own.
std::shared_ptr<const test_support::TemporaryFolder> link_content(
    const std::filesystem::path& gene) {
  auto dir = std::make_shared<const test_support::TemporaryFolder>();
  for (const char* name : {"Gene_light.pmd", "Gene_light.pmd.csv", "motion"})
    std::filesystem::create_symlink(gene / name, dir->path() / name);
  return dir;
}

// A scene with the avatar as model 0, stepped as it was recorded.
class Replay {
 public:
  explicit Replay(const std::filesystem::path& gene)
      : run_(test_support::Loading::instant, {}, link_content(gene)) {
    run_.send("MODEL_ADD|0|Gene_light.pmd");
    instance().set_physics_enabled(false, false);
    run_.services.logs.clear();
    run_.out.clear();
  }

  void begin_frame(int frame) { frame_ = frame; }

  void act(const std::string& message) {
    run_.send(message);
    for (const test_support::Posted& posted : run_.out) note(events_, 0, "event", posted.text);
    run_.out.clear();
  }

  void update(int number) {
    std::map<std::string, double> before;
    for (const auto& player : instance().motions().players())
      before[player->alias()] = player->frame();
    run_.scene->begin_step(update_frames);
    run_.scene->end_step(update_frames, update_frames);
    for (const test_support::Posted& posted : run_.services.queue)
      note(events_, number, "event", posted.text);
    run_.services.queue.clear();
    for (const auto& player : instance().motions().players())
      if (player->frame() < before[player->alias()]) note(wraps_, number, "alias", player->alias());
  }

  void finish_frame() {
    run_.scene->finish_steps();
    run_.scene->advance(updates_per_frame * update_frames / 30.0);
  }

  mmd::ModelInstance& instance() { return *run_.scene->models().find("0")->instance; }
  const json& events() const { return events_; }
  const json& wraps() const { return wraps_; }
  const std::vector<std::string>& logs() const { return run_.services.logs; }

 private:
  void note(json& list, int update, const char* key, const std::string& text) const {
    list.push_back({{"frame", frame_}, {"update", update}, {key, text}});
  }

  test_support::SceneRun run_;
  json events_ = json::array();
  json wraps_ = json::array();
  int frame_ = 0;
};

glm::vec3 vector_of(const json& j) { return {j[0], j[1], j[2]}; }
glm::quat rotation_of(const json& j) { return {j[3], j[0], j[1], j[2]}; }

void compare_place(const std::string& what, const mmd::Transform& got, const glm::vec3& position,
                   const glm::quat& rotation, const Tolerance& tolerance) {
  EXPECT_LE(glm::length(got.position - position), tolerance.units) << what;
  EXPECT_LE(degrees_between(got.rotation, rotation), tolerance.degrees) << what;
}

void compare_bones(const std::string& where, const json& bones,
                   const mmd::ModelInstance& instance) {
  const mmd::Model& model = instance.model();
  const mmd::Pose& pose = instance.pose();
  std::set<int> in_chains;
  for (const mmd::RigChain& chain : model.rig().chains) {
    for (const mmd::IkLink& link : chain.links) in_chains.insert(link.bone);
    in_chains.insert(chain.effector);
  }
  for (const json& want : bones) {
    const std::string name = want["name"];
    const auto bone = model.find_bone(name);
    ASSERT_TRUE(bone) << name;
    const auto i = static_cast<std::size_t>(*bone);
    compare_place(where + name + " world", pose.world(*bone), vector_of(want["pos"]),
                  rotation_of(want["quat"]), world_tolerance);
    compare_place(where + name + " local", {pose.positions[i], pose.local_rotations[i]},
                  vector_of(want["lpos"]), rotation_of(want["lquat"]),
                  in_chains.contains(*bone) ? world_tolerance : local_tolerance);
  }
}

// Every morph of the model; one that is not listed has weight 0.
void compare_morphs(const std::string& where, const json& morphs,
                    const mmd::ModelInstance& instance) {
  std::map<int, float> want;
  for (const json& morph : morphs) {
    const auto index = instance.model().find_morph(morph["name"].get<std::string>());
    ASSERT_TRUE(index) << morph["name"];
    want[*index] = morph["w"];
  }
  for (int morph = 0; morph < instance.model().morph_count(); ++morph)
    EXPECT_NEAR(instance.pose().weights[static_cast<std::size_t>(morph)],
                want.contains(morph) ? want[morph] : 0.0F, weight_tolerance)
        << where << instance.model().data().morphs[static_cast<std::size_t>(morph)].name;
}

void compare_players(const std::string& where, const json& players,
                     const mmd::ModelInstance& instance) {
  std::vector<const mmd::MotionPlayer*> active;
  for (const auto& player : instance.motions().players())
    if (player->active()) active.push_back(player.get());
  ASSERT_EQ(active.size(), players.size()) << where;
  for (std::size_t i = 0; i < active.size(); ++i) {
    const std::string what = where + active[i]->alias();
    EXPECT_EQ(active[i]->alias(), players[i]["alias"]) << what;
    EXPECT_NEAR(active[i]->frame(), players[i]["nextFrame"].get<double>(), 1e-3) << what;
    EXPECT_NEAR(active[i]->speed(), players[i]["speed"].get<double>(), 1e-4) << what;
    EXPECT_NEAR(active[i]->bone_fade_left(), players[i]["endBone"].get<float>(), 1e-3F) << what;
    EXPECT_NEAR(active[i]->morph_fade_left(), players[i]["endFace"].get<float>(), 1e-3F) << what;
  }
}

void compare_frame(const std::string& where, const json& want, const mmd::ModelInstance& instance) {
  const glm::vec3 offset = instance.pose().root.offset;
  EXPECT_LE(glm::length(offset - vector_of(want["rootOffset"])), 0.001F) << where;
  compare_bones(where, want["bones"], instance);
  compare_morphs(where, want["morphs"], instance);
  compare_players(where, want["players"], instance);
}

void replay_recording(const std::filesystem::path& file, const std::filesystem::path& gene) {
  std::ifstream stream(file);
  const json recording = json::parse(stream);
  std::map<int, json> wanted;
  std::map<int, json> first_updates;
  for (const json& frame : recording["frames"]) wanted[frame["frame"]] = frame;
  for (const json& frame : recording["afterFirstUpdate"]) first_updates[frame["frame"]] = frame;

  Replay replay(gene);
  for (int frame = 0; frame <= wanted.rbegin()->first; ++frame) {
    replay.begin_frame(frame);
    for (const json& action : recording["actions"])
      if (action["frame"] == frame) replay.act(action["message"]);
    const std::string where = "frame " + std::to_string(frame) + ": ";
    for (int update = 1; update <= updates_per_frame; ++update) {
      replay.update(update);
      // After-physics bones stand as the frame before left them there.
      if (update == 1 && first_updates.contains(frame))
        compare_morphs(where + "first update: ", first_updates[frame]["morphs"], replay.instance());
    }
    replay.finish_frame();
    if (wanted.contains(frame)) compare_frame(where, wanted[frame], replay.instance());
  }
  EXPECT_EQ(replay.events(), recording["events"]);
  EXPECT_EQ(replay.wraps(), recording["wraps"]);
  EXPECT_TRUE(replay.logs().empty());
}

class GoldenLayers : public ::testing::TestWithParam<const char*> {};

TEST_P(GoldenLayers, ReplaysAsRecorded) {
  SHARED_OR_SKIP(file, std::string("golden/layers/") + GetParam() + ".json");
  SHARED_OR_SKIP(gene, "content/gene");
  replay_recording(file, gene);
}

INSTANTIATE_TEST_SUITE_P(Recordings, GoldenLayers,
                         ::testing::Values("L1_part_over_full", "L2_change", "L3_loop", "L5_delete",
                                           "L7_priorities"),
                         [](const auto& info) { return std::string(info.param); });

// Recorded weights of 笑い of a motion that screens with its own last result (animation.md 9.7).
TEST(GoldenBlending, MultiplyAloneRunsToOne) {
  SHARED_OR_SKIP(gene, "content/gene");
  Replay replay(gene);
  replay.act("MOTION_ADD|0|m|motion/02_laugh.vmd|PART");
  replay.act("MOTION_CONFIGURE|0|m|MODE_FACE_MUL|笑い");
  const std::optional<int> laugh = replay.instance().model().find_morph("笑い");
  ASSERT_TRUE(laugh);
  const std::map<int, float> want = {{1, 0.094F}, {3, 0.597F}, {5, 0.968F}};
  for (int frame = 0; frame <= 5; ++frame) {
    for (int update = 1; update <= updates_per_frame; ++update) replay.update(update);
    replay.finish_frame();
    if (want.contains(frame)) {
      EXPECT_NEAR(replay.instance().pose().weights[static_cast<std::size_t>(*laugh)],
                  want.at(frame), weight_tolerance)
          << frame;
    }
  }
}

}  // namespace
}  // namespace conformance
