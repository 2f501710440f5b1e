// Cases P49 to P53 of plugins.md section 15.3.
#include "gaze.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <glm/gtc/matrix_transform.hpp>
#include <glm/gtc/type_ptr.hpp>
#include <map>

#include "support/plugin_run.h"

namespace {

using Lines = std::vector<std::string>;

// Models of two bones, the head 17 units above the ground, in a view from 60 units before it.
class GazeHost final : public test_support::RecordingHost {
 public:
  explicit GazeHost(test_support::Record& record) : RecordingHost("LookAt", record) {}

  std::uint64_t find_model(std::string_view alias) const noexcept override {
    const auto found = std::ranges::find(aliases, alias);
    return static_cast<std::uint64_t>(found - aliases.begin()) + 1;
  }
  int find_bone(std::uint64_t model, std::string_view name) const noexcept override {
    if (model > aliases.size()) return -1;
    return name == "頭" ? 0 : name == "両目" && has_eyes ? 1 : -1;
  }
  bool bone_value(std::uint64_t model, int bone,
                  mmdagent::BoneValue& value) const noexcept override {
    if (bone < 0 || model == gone) return false;
    const glm::quat& q = rotation(model, bone);
    value = {{0, 0, 0}, {q.x, q.y, q.z, q.w}};
    return true;
  }
  bool set_bone_value(std::uint64_t model, int bone,
                      const mmdagent::BoneValue& value) noexcept override {
    const auto& [x, y, z, w] = value.rotation;
    rotations[{model, bone}] = {w, x, y, z};
    return true;
  }
  bool bone_place(std::uint64_t model, int bone, mmdagent::BonePose& pose) const noexcept override {
    const glm::quat& q = rotation(model, bone);
    pose = {{0, 17, 0}, {q.x, q.y, q.z, q.w}};
    return true;
  }
  void view_matrix(float (&columns)[16]) const noexcept override {
    const glm::mat4 view = glm::translate(glm::mat4(1.0F), glm::vec3(0, -17, -60));
    std::copy_n(glm::value_ptr(view), 16, columns);
  }
  bool pointer(float& x, float& y, float& width, float& height) const noexcept override {
    x = at.x;
    y = at.y;
    width = 1'000;
    height = 800;
    return true;
  }

  const glm::quat& rotation(std::uint64_t model, int bone) const {
    const auto found = rotations.find({model, bone});
    return found == rotations.end() ? rest : found->second;
  }
  // Degrees about x, y, z.
  glm::vec3 angles(int bone, std::uint64_t model = 1) const {
    const glm::vec3 forward = rotation(model, bone) * glm::vec3(0, 0, 1);
    const glm::vec3 up = rotation(model, bone) * glm::vec3(0, 1, 0);
    return {glm::degrees(std::asin(-forward.y)), glm::degrees(std::atan2(forward.x, forward.z)),
            glm::degrees(std::asin(std::clamp(glm::dot(up, side(forward)), -1.0F, 1.0F)))};
  }
  static glm::vec3 side(const glm::vec3& forward) {
    return glm::normalize(glm::cross(glm::vec3(0, 1, 0), forward));
  }

  Lines aliases{"a"};
  bool has_eyes = true;
  std::uint64_t gone = 0;
  glm::vec2 at{500, 400};  // the middle
  glm::quat rest{1, 0, 0, 0};
  std::map<std::pair<std::uint64_t, int>, glm::quat> rotations;
};

class GazeTest : public testing::Test {
 protected:
  GazeTest() { gaze.add("a"); }
  // Frames in which motions, if `moved`, give all bones the rotation `rest`.
  void run(int frames, bool moved = true) {
    for (int i = 0; i < frames; ++i) {
      if (moved) host.rotations.clear();
      gaze.update(1.0F);
    }
  }
  static constexpr glm::vec2 upper_right{1'000, 0};

  test_support::Record record;
  GazeHost host{record};
  look_at::Gaze gaze{host};
};

void expect_angles(const glm::vec3& got, const glm::vec3& expected, float tolerance = 0.5F) {
  for (int i = 0; i < 3; ++i) EXPECT_NEAR(got[i], expected[i], tolerance) << i;
}

}  // namespace

TEST_F(GazeTest, P49OffAtTheStart) {
  host.at = upper_right;
  run(10);
  EXPECT_TRUE(host.rotations.empty());
}

TEST_F(GazeTest, P50FollowsThePointerWithinTheLimits) {
  gaze.set_on(true);
  host.at = upper_right;
  run(400);
  // 100 units to the right and 80 up, 60 before the head: the shortest way there also rolls, which
  // the limits take away.
  expect_angles(host.angles(0), {-45, 45, 0}, 2);
  expect_angles(host.angles(1), {-30, 45, 0}, 2);
  host.at = {0, 800};
  run(400);
  expect_angles(host.angles(0), {20, -45, 0}, 2);
  expect_angles(host.angles(1), {30, -45, 0}, 2);
}

TEST_F(GazeTest, TheMiddleOfTheWindowIsTheCamera) {
  gaze.set_on(true);
  run(400);
  expect_angles(host.angles(1), {0, 0, 0});
  expect_angles(host.angles(0), {glm::degrees(std::atan(1.0F / 60.0F)), 0, 0});
}

TEST_F(GazeTest, BonesWithoutAMotionTurnAllTheWay) {
  gaze.set_on(true);
  host.at = {620, 400};  // 24 units aside
  run(400, false);
  expect_angles(host.angles(1), {0, glm::degrees(std::atan(24.0F / 60.0F)), 0});
}

TEST_F(GazeTest, GoesAPartOfTheWayInAFrame) {
  gaze.set_on(true);
  host.at = {620, 400};
  const float whole = glm::degrees(std::atan(24.0F / 60.0F));
  run(1);
  EXPECT_NEAR(host.angles(1).y, 0.3F * whole, 0.3F);
  EXPECT_NEAR(host.angles(0).y, 0.06F * whole, 0.1F);
}

TEST_F(GazeTest, P52ComesBackToTheMotion) {
  host.rest = glm::angleAxis(0.3F, glm::vec3(0, 1, 0));
  gaze.set_on(true);
  host.at = upper_right;
  run(100);
  gaze.set_on(false);
  run(60);
  EXPECT_NE(host.rotation(1, 0), host.rest) << "half way";
  run(65);
  EXPECT_EQ(host.rotation(1, 0), host.rest);
  EXPECT_EQ(host.rotation(1, 1), host.rest);
  host.rotations.clear();
  run(1);
  EXPECT_TRUE(host.rotations.empty()) << "it is over";
}

TEST_F(GazeTest, ComesBackToWhereItWasWithoutAMotion) {
  gaze.set_on(true);
  host.at = upper_right;
  run(100, false);
  gaze.set_on(false);
  run(126, false);
  EXPECT_EQ(host.rotation(1, 0), glm::quat(1, 0, 0, 0));
}

TEST_F(GazeTest, P53AModelThatComesFollowsToo) {
  gaze.set_on(true);
  host.aliases.emplace_back("b");
  gaze.add("b");
  host.at = upper_right;
  run(50);
  EXPECT_GT(host.angles(0, 2).y, 30);
}

TEST_F(GazeTest, AModelThatIsGoneIsForgotten) {
  gaze.set_on(true);
  host.gone = 1;
  host.at = upper_right;
  run(2);
  EXPECT_TRUE(host.rotations.empty());
}

TEST_F(GazeTest, AMissingBoneIsLeftOut) {
  host.has_eyes = false;
  look_at::Gaze without_eyes(host);
  without_eyes.add("a");
  without_eyes.set_on(true);
  host.at = upper_right;
  for (int i = 0; i < 50; ++i) without_eyes.update(1.0F);
  EXPECT_GT(host.angles(0).y, 30);
  EXPECT_FALSE(host.rotations.contains({1, 1}));
}

TEST(TurnTowards, StraightOnAndTheOppositeAreNoTurn) {
  const glm::quat none(1, 0, 0, 0);
  EXPECT_EQ(look_at::turn_towards({0, 0, 1}, glm::vec3(-90), glm::vec3(90)), none);
  EXPECT_EQ(look_at::turn_towards({0, 0, -1}, glm::vec3(-90), glm::vec3(90)), none);
}

TEST(LookAtPlugin, P50P51P52KeyAndMessagesSwitchIt) {
  test_support::PluginRun run("LookAt");
  EXPECT_EQ(run.take(), Lines{}) << "no message at the start";
  run.send("KEY|x");
  run.send("PLUGIN_DISABLE|LookAt");
  EXPECT_EQ(run.take(), Lines{});
  run.send("KEY|l");
  EXPECT_EQ(run.take(), Lines{"PLUGIN_EVENT_ENABLE|LookAt"});
  run.send("PLUGIN_ENABLE|LookAt");
  run.send("PLUGIN_DISABLE|Other");
  EXPECT_EQ(run.take(), Lines{});
  run.send("KEY|l");
  run.send("PLUGIN_ENABLE|LookAt");
  EXPECT_EQ(run.take(), (Lines{"PLUGIN_EVENT_DISABLE|LookAt", "PLUGIN_EVENT_ENABLE|LookAt"}));
}
