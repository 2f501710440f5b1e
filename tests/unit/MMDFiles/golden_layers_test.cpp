// Replays the recorded motion layerings of the reference and compares poses, players and events.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "MMDFiles/readers.h"
#include "support/model_builder.h"
#include "support/shared_content.h"

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

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::stringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  return parts;
}

float degrees_between(const glm::quat& a, const glm::quat& b) {
  const glm::quat difference = glm::conjugate(a) * b;
  const glm::vec3 imaginary(difference.x, difference.y, difference.z);
  return glm::degrees(2.0F * std::atan2(glm::length(imaginary), std::abs(difference.w)));
}

// The message handlers of the host, as far as the recordings need them.
class Replay {
 public:
  Replay(const std::filesystem::path& content, const std::string& model)
      : content_(content),
        model_(std::make_shared<const mmd::Model>(mmd::read_model_file(content / model))),
        instance_(model_) {}

  void act(const std::string& message) {
    const std::vector<std::string> args = split(message, '|');
    const std::string& alias = args.at(2);
    if (args[0] == "MOTION_ADD") {
      instance_.add_motion(alias, load(args.at(3)), options_of(args));
      post("MOTION_EVENT_ADD|0|" + alias);
    } else if (args[0] == "MOTION_CHANGE") {
      ASSERT_TRUE(instance_.change_motion(alias, load(args.at(3))));
      post("MOTION_EVENT_CHANGE|0|" + alias);
    } else if (args[0] == "MOTION_RESET") {
      ASSERT_TRUE(instance_.reset_motion(alias));
      post("MOTION_EVENT_RESET|0|" + alias);
    } else if (args[0] == "MOTION_DELETE") {
      ASSERT_TRUE(instance_.motions().request_delete(alias));
    } else if (args[0] == "MOTION_ACCELERATE") {
      const double duration = args.size() > 4 ? std::stod(args[4]) : 0.0;
      const double target = args.size() > 5 ? std::stod(args[5]) : -1.0;
      ASSERT_TRUE(instance_.motions().accelerate(alias, std::stod(args.at(3)), duration, target));
    } else {
      FAIL() << "unknown message in the recording: " << message;
    }
  }

  void update(int number) {
    update_ = number;
    for (const mmd::MotionEvent& event : test_support::step(instance_, update_frames)) {
      const std::string alias(event.alias);
      if (event.kind == mmd::MotionEvent::Kind::deleted) post("MOTION_EVENT_DELETE|0|" + alias);
      if (event.kind == mmd::MotionEvent::Kind::accelerated)
        post("MOTION_EVENT_ACCELERATE|0|" + alias);
      if (event.kind == mmd::MotionEvent::Kind::looped)
        wraps_.push_back({{"frame", frame_}, {"update", update_}, {"alias", alias}});
    }
  }

  void begin_frame(int frame) {
    frame_ = frame;
    update_ = 0;
  }
  mmd::ModelInstance& instance() { return instance_; }
  const json& events() const { return events_; }
  const json& wraps() const { return wraps_; }

 private:
  static mmd::MotionOptions options_of(const std::vector<std::string>& args) {
    const auto is = [&](std::size_t i, const char* word) {
      return args.size() > i && args[i] == word;
    };
    mmd::MotionOptions options;
    options.part = is(4, "PART");
    options.loop = is(5, "LOOP");
    options.smooth = !is(6, "OFF");
    options.reposition = is(7, "ON");
    if (args.size() > 8) options.priority = std::stof(args[8]);
    return options;
  }
  std::shared_ptr<const mmd::Motion> load(const std::string& file) {
    auto& motion = motions_[file];
    if (!motion)
      motion = std::make_shared<const mmd::Motion>(mmd::read_motion_file(content_ / file));
    return motion;
  }
  void post(const std::string& event) {
    events_.push_back({{"frame", frame_}, {"update", update_}, {"event", event}});
  }

  std::filesystem::path content_;
  std::shared_ptr<const mmd::Model> model_;
  mmd::ModelInstance instance_;
  std::map<std::string, std::shared_ptr<const mmd::Motion>> motions_;
  json events_ = json::array();
  json wraps_ = json::array();
  int frame_ = 0;
  int update_ = 0;
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

void replay_recording(const std::filesystem::path& file, const std::filesystem::path& content) {
  std::ifstream stream(file);
  const json recording = json::parse(stream);
  std::map<int, json> wanted;
  std::map<int, json> first_updates;
  for (const json& frame : recording["frames"]) wanted[frame["frame"]] = frame;
  for (const json& frame : recording["afterFirstUpdate"]) first_updates[frame["frame"]] = frame;

  Replay replay(content, recording["model"]);
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
    replay.instance().finish_frame();
    if (wanted.contains(frame)) compare_frame(where, wanted[frame], replay.instance());
  }
  EXPECT_EQ(replay.events(), recording["events"]);
  EXPECT_EQ(replay.wraps(), recording["wraps"]);
}

class GoldenLayers : public ::testing::TestWithParam<const char*> {};

TEST_P(GoldenLayers, ReplaysAsRecorded) {
  SHARED_OR_SKIP(file, std::string("golden/layers/") + GetParam() + ".json");
  SHARED_OR_SKIP(content, "content/gene");
  replay_recording(file, content);
}

INSTANTIATE_TEST_SUITE_P(Recordings, GoldenLayers,
                         ::testing::Values("L1_part_over_full", "L2_change", "L3_loop", "L5_delete",
                                           "L7_priorities"),
                         [](const auto& info) { return std::string(info.param); });

}  // namespace
