// A whole avatar in the physics world: it stays together, and hangs alike in both formats.
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

#include "MMDFiles/physics_world.h"
#include "MMDFiles/readers.h"
#include "physics/physics_bodies.h"
#include "support/model_builder.h"
#include "support/shared_content.h"

namespace {

constexpr double substep = 0.25;  // motion frames: 1/120 s
constexpr int substeps_per_frame = 4;

// The avatar under one motion in a loop.
struct Avatar {
  mmd::PhysicsWorld world;
  mmd::ModelInstance instance;

  Avatar(const std::filesystem::path& model, const std::filesystem::path& motion)
      : instance(std::make_shared<const mmd::Model>(mmd::read_model_file(model))) {
    world.attach(instance);
    mmd::MotionOptions options;
    options.loop = true;
    instance.add_motion("m", std::make_shared<const mmd::Motion>(mmd::read_motion_file(motion)),
                        options);
  }
  // One motion frame.
  void run_frame() {
    for (int i = 0; i < substeps_per_frame; ++i) {
      test_support::step(instance, substep);
      world.step(substep);
    }
    instance.finish_frame();
  }
};

// The furthest bone from the middle of the body; the weights of the cloak hang free.
float furthest_bone(const mmd::ModelInstance& instance, const glm::vec3& middle) {
  float furthest = 0.0F;
  for (int bone = 0; bone < instance.model().bone_count(); ++bone) {
    const std::string& name = instance.model().data().bones[static_cast<std::size_t>(bone)].name;
    if (name.find("錘") != std::string::npos) continue;
    const float distance = glm::length(instance.pose().world(bone).position - middle);
    furthest = std::isfinite(distance) ? std::max(furthest, distance) : distance;
  }
  return furthest;
}

bool bodies_are_within(mmd::PhysicsBodies& bodies, const glm::vec3& middle, float distance) {
  for (std::size_t body = 0; body < bodies.size(); ++body) {
    const mmd::Transform world = bodies.body_world(body);
    const bool turned_well = std::abs(glm::length(world.rotation) - 1.0F) < 1e-3F;
    // Written so that what is no number is refused.
    if (!(glm::length(world.position - middle) < distance) || !turned_well) return false;
    if (!std::isfinite(glm::length(bodies.body_velocity(body)))) return false;
  }
  return true;
}

// With MMDAGENT_LONG=1 ten minutes.
int frames_of_run(int short_form) {
  return std::getenv("MMDAGENT_LONG") != nullptr ? 18'000 : short_form;
}

std::vector<glm::vec3> places_of_bodies(mmd::PhysicsBodies& bodies, const glm::vec3& origin) {
  std::vector<glm::vec3> places;
  for (std::size_t body = 0; body < bodies.size(); ++body)
    places.push_back(bodies.body_world(body).position - origin);
  return places;
}

// The longest way of a body.
float longest_way(const std::vector<glm::vec3>& from, const std::vector<glm::vec3>& to) {
  float longest = 0.0F;
  for (std::size_t i = 0; i < from.size(); ++i)
    longest = std::max(longest, glm::length(to[i] - from[i]));
  return longest;
}

// The avatar dances, loops, goes far in one step every five seconds and stays together: no body
// lags behind in that step.
void check_that_it_stays_together(const std::filesystem::path& content, int frames, float way,
                                  bool skips) {
  Avatar avatar(content / "Gene_light.pmx", content / "motion/02_laugh.vmd");
  mmd::PhysicsBodies& bodies = *avatar.instance.physics();
  constexpr int frames_between = 150;
  constexpr float farthest_body = 160.0F;  // the weights of the cloak hang 144 units away
  constexpr float longest_lag = 3.0F;
  glm::vec3 place(0.0F);
  for (int frame = 1; frame <= frames; ++frame) {
    const bool goes = frame % frames_between == 0;
    const auto before = places_of_bodies(bodies, place);
    if (goes) place.x = way - place.x;
    if (goes && skips) avatar.instance.request_physics_skip();
    avatar.instance.set_root(place, mmd::identity_rotation);
    avatar.run_frame();
    const float lag = longest_way(before, places_of_bodies(bodies, place));
    EXPECT_LT(goes ? lag : 0.0F, longest_lag) << frame;
    const glm::vec3 middle = place + glm::vec3(0, 10, 0);
    ASSERT_TRUE(bodies_are_within(bodies, middle, farthest_body)) << frame;
    EXPECT_LT(furthest_bone(avatar.instance, middle), 16.0F) << frame;
  }
}

TEST(AvatarPhysics, StaysTogetherOverJumps) {
  SHARED_OR_SKIP(content, "content/gene");
  check_that_it_stays_together(content, frames_of_run(310), 100.0F, false);
}

// A way that would drag the bodies.
TEST(AvatarPhysics, StaysTogetherOverSkips) {
  SHARED_OR_SKIP(content, "content/gene");
  check_that_it_stays_together(content, 310, 5.0F, true);
}

// Bones that physics moves, by their names.
std::map<std::string, glm::vec3> simulated_bones(const mmd::ModelInstance& instance) {
  std::map<std::string, glm::vec3> bones;
  for (int bone = 0; bone < instance.model().bone_count(); ++bone) {
    const auto i = static_cast<std::size_t>(bone);
    if ((instance.model().rig().flags[i] & mmd::bone_flag::simulated) != 0)
      bones[instance.model().data().bones[i].name] = instance.pose().world(bone).position;
  }
  return bones;
}

TEST(AvatarPhysics, HangsAlikeInBothFormats) {
  SHARED_OR_SKIP(content, "content/gene");
  Avatar pmx(content / "Gene_light.pmx", content / "motion/stand.vmd");
  Avatar pmd(content / "Gene_light.pmd", content / "motion/stand.vmd");
  for (int frame = 0; frame < 60; ++frame) {
    pmx.run_frame();
    pmd.run_frame();
  }
  const auto pmx_bones = simulated_bones(pmx.instance);
  const auto pmd_bones = simulated_bones(pmd.instance);
  std::size_t compared = 0;
  for (const auto& [name, position] : pmx_bones) {
    const auto found = pmd_bones.find(name);
    if (found == pmd_bones.end()) continue;
    ++compared;
    EXPECT_LT(glm::length(position - found->second), 0.5F) << name;
  }
  EXPECT_GT(compared, 20U);
  EXPECT_EQ(compared, pmx_bones.size());
}

// Mean speed of the bones that physics moves while the avatar stands, for the record: it must not
// tremble. After two seconds, over five.
TEST(AvatarPhysics, HangsQuietly) {
  SHARED_OR_SKIP(content, "content/gene");
  Avatar avatar(content / "Gene_light.pmx", content / "motion/stand.vmd");
  for (int frame = 0; frame < 60; ++frame) avatar.run_frame();
  auto before = simulated_bones(avatar.instance);
  double way = 0.0;
  constexpr int seconds = 5;
  for (int frame = 0; frame < 30 * seconds; ++frame) {
    avatar.run_frame();
    const auto now = simulated_bones(avatar.instance);
    for (const auto& [name, position] : now)
      way += static_cast<double>(glm::length(position - before[name]));
    before = now;
  }
  const double speed = way / seconds / static_cast<double>(before.size());
  std::printf("mean speed of %zu simulated bones: %.4f units/s\n", before.size(), speed);
  EXPECT_GT(speed, 0.0);
  EXPECT_LT(speed, 2.0);
}

}  // namespace
