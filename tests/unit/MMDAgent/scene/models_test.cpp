// Slots, aliases and fades; what commands do with them is tested by the conformance program.
#include "scene/models.h"

#include <gtest/gtest.h>

#include "scene/command_order.h"
#include "support/model_builder.h"
#include "support/scene_run.h"

namespace mmdagent {
namespace {

class ModelsTest : public ::testing::Test {
 protected:
  ModelsTest() {
    test_support::write_scene_fixtures(dir_);
    services_.given_options.max_num_model = 3;
    file_ = model_reader(dir_.path()).read(dir_.path() / "ok.pmd");
  }

  SceneModel& add(const std::string& alias, std::optional<Mount> mount = std::nullopt) {
    EXPECT_TRUE(models_.reserve(alias));
    ModelPlacement placement;
    placement.mount = std::move(mount);
    return models_.add(alias, "a.pmd", resources_.model(file_), placement);
  }

  std::vector<std::string> slots() const {
    std::vector<std::string> aliases;
    for (const auto& model : models_.slots()) aliases.push_back(model ? model->alias : "-");
    return aliases;
  }

  void step(double frames) {
    models_.begin_step(frames);
    models_.end_step(frames);
  }

  test_support::TemporaryFolder dir_;
  test_support::FakeServices services_{test_support::Loading::instant};
  CommandOrder order_;
  mmd::PhysicsWorld world_;
  Resources resources_{services_, nullptr, dir_.path()};
  std::shared_ptr<const ModelFile> file_;
  Models models_{services_, order_, world_};
};

TEST_F(ModelsTest, TakesTheLowestFreeSlot) {
  add("a");
  add("b");
  add("c");
  models_.start_removal(*models_.find("b"));
  step(15.0);
  EXPECT_EQ(slots(), (std::vector<std::string>{"a", "-", "c"}));
  add("d");
  EXPECT_EQ(slots(), (std::vector<std::string>{"a", "d", "c"}));
}

TEST_F(ModelsTest, KeepsTheSlotOfAModelToCome) {
  EXPECT_TRUE(models_.reserve("a"));
  EXPECT_TRUE(models_.reserve("a"));  // one slot only
  add("b");
  add("a");
  EXPECT_EQ(slots(), (std::vector<std::string>{"a", "b"}));
}

TEST_F(ModelsTest, RefusesMoreThanTheLimit) {
  add("a");
  EXPECT_TRUE(models_.reserve("b"));
  EXPECT_TRUE(models_.has_free_slot());
  EXPECT_TRUE(models_.reserve("c"));
  EXPECT_FALSE(models_.has_free_slot());
  EXPECT_FALSE(models_.reserve("d"));
  models_.release("b");
  EXPECT_TRUE(models_.has_free_slot());
  EXPECT_TRUE(models_.reserve("d"));
}

TEST_F(ModelsTest, NumbersAreNeverUsedTwice) {
  const std::uint64_t first = add("a").id;
  models_.start_removal(*models_.find("a"));
  step(15.0);
  SceneModel& again = add("a");
  EXPECT_NE(again.id, first);
  EXPECT_EQ(models_.find(first), nullptr);
  const std::uint64_t id = again.id;
  const std::uint64_t picture = again.picture;
  models_.change(again, "a.pmd", resources_.model(file_));
  EXPECT_EQ(again.id, id);
  EXPECT_NE(again.picture, picture);
}

TEST_F(ModelsTest, FadesInAndOut) {
  SceneModel& model = add("a");
  EXPECT_EQ(model.opacity(), 0.0F);
  step(3.0);
  EXPECT_FLOAT_EQ(model.opacity(), 0.2F);
  step(15.0);
  EXPECT_EQ(model.opacity(), 1.0F);
  models_.start_removal(model);
  step(12.0);
  EXPECT_FLOAT_EQ(model.opacity(), 0.2F);
}

TEST_F(ModelsTest, AccessoriesOfAccessoriesGoFirst) {
  const SceneModel& a = add("a");
  const SceneModel& b = add("b", Mount{a.id, "", 0});
  add("c", Mount{b.id, "", 0});
  services_.queue.clear();
  models_.start_removal(*models_.find("a"));
  step(15.0);
  std::vector<std::string> events;
  for (const auto& posted : services_.queue) events.push_back(posted.text);
  EXPECT_EQ(events, (std::vector<std::string>{"MODEL_EVENT_DELETE|c", "MODEL_EVENT_DELETE|b",
                                              "MODEL_EVENT_DELETE|a"}));
}

TEST_F(ModelsTest, TellsBeforeAModelGoes) {
  add("a");
  std::string gone;
  models_.on_removal([&](const SceneModel& model) {
    gone += model.alias;
    EXPECT_NE(model.instance, nullptr);
  });
  models_.start_removal(*models_.find("a"));
  EXPECT_EQ(gone, "");
  step(15.0);
  EXPECT_EQ(gone, "a");
}

// Two models that touch, one that hangs on a later and one that hangs on an earlier slot.
std::vector<std::uint64_t> hashes_of_a_run(int threads, PhysicsWorlds worlds) {
  Options options;
  options.physics_world = worlds;
  test_support::SceneRun run(test_support::Loading::instant, options);
  run.services.threads_for_models = threads;
  run.send("MODEL_ADD|early|ok.pmd");
  run.send("MODEL_ADD|body|ok.pmd|0.1,0,0");
  run.send("MODEL_ADD|late|ok.pmd|0,1,0|0,0,0|ON|body");
  run.send("MODEL_DELETE|early");
  run.run(20.0);
  run.send("MODEL_ADD|before|ok.pmd|0,2,0|0,0,0|ON|body");
  std::vector<std::uint64_t> hashes;
  for (int i = 0; i < 10; ++i) {
    run.send(i % 2 == 0 ? "MOVE_START|body|" + std::to_string(i + 1) + ",0,0"
                        : "TURN_START|body|1,0,0");
    run.run(5.0);
    hashes.push_back(run.scene->pose_hash());
  }
  return hashes;
}

TEST(ModelsInParallel, PosesAreEqualOnOneThreadAndTwo) {
  for (const PhysicsWorlds worlds : {PhysicsWorlds::shared, PhysicsWorlds::own}) {
    const auto one = hashes_of_a_run(1, worlds);
    EXPECT_EQ(one, hashes_of_a_run(2, worlds));
    EXPECT_NE(one.front(), one.back()) << "the models move";
  }
}

TEST(ModelsInParallel, AWorldOfItsOwnIsOneForEachModel) {
  Options options;
  options.physics_world = PhysicsWorlds::own;
  test_support::SceneRun own(test_support::Loading::instant, options);
  test_support::SceneRun shared;
  for (test_support::SceneRun* run : {&own, &shared}) {
    run->send("MODEL_ADD|a|ok.pmd");
    run->send("MODEL_ADD|b|ok.pmd");
  }
  const auto& models = own.scene->models().slots();
  ASSERT_TRUE(models[0]->world && models[1]->world);
  EXPECT_NE(models[0]->world, models[1]->world);
  EXPECT_FALSE(shared.scene->models().slots()[0]->world);
}

// A head with hair below it, in a scene with and without carrying over jumps.
class HairTest : public ::testing::TestWithParam<bool> {
 protected:
  HairTest() {
    services_.given_options.physics_reset_on_jump = GetParam();
    test_support::ModelBuilder builder(mmd::ModelKind::pmx);
    builder.bone("head", {0, 20, 0});
    builder.bone("hair", {0, 16, 0}, 0);
    builder.body(0, mmd::BodyMode::follow_bone).mask = 0;
    builder.body(1, mmd::BodyMode::physics).mask = 0;
    mmd::JointData joint;
    joint.body_b = 1;
    joint.position = {0, 20, 0};
    joint.rotation_lower = glm::vec3(-1.5F);
    joint.rotation_upper = glm::vec3(1.5F);
    builder.data().joints.push_back(joint);
    file_ = std::make_shared<ModelFile>();
    file_->model = builder.build();
    add("a", {});
  }

  SceneModel& add(const std::string& alias, const ModelPlacement& placement) {
    EXPECT_TRUE(models_.reserve(alias));
    return models_.add(alias, "a.pmd", resources_.model(file_), placement);
  }
  SceneModel& model() { return *models_.find("a"); }

  void frame(double seconds = 1.0 / 60.0) {
    models_.begin_frame(seconds);
    for (double left = seconds * 30.0; left > 1e-9; left -= 0.25) {
      models_.begin_step(0.25);
      models_.end_step(0.25);
      world_.step(0.25);
    }
    models_.finish_frame();
    models_.advance_roots(seconds);
  }
  // How far the hair is from hanging straight down, over so many frames.
  float largest_swing(SceneModel& model, int frames) {
    float largest = 0.0F;
    for (int i = 0; i < frames; ++i) {
      frame();
      const mmd::Pose& pose = model.instance->pose();
      const glm::vec3 hair = pose.world(1).position - pose.world(0).position;
      EXPECT_LT(glm::length(hair), 8.0F) << "of the four that it is long";
      largest = std::max(largest, std::abs(hair.x));
    }
    return largest;
  }

  test_support::TemporaryFolder dir_;
  test_support::FakeServices services_{test_support::Loading::instant};
  CommandOrder order_;
  mmd::PhysicsWorld world_;
  Resources resources_{services_, nullptr, dir_.path()};
  std::shared_ptr<ModelFile> file_;
  Models models_{services_, order_, world_};
};

TEST_P(HairTest, IsCarriedByMovesWithoutSpeed) {
  EXPECT_LT(largest_swing(model(), 30), 0.01F);
  model().root.start_move({300, 0, 0}, false, -1.0F);
  const float swing = largest_swing(model(), 30);
  if (GetParam()) {
    EXPECT_LT(swing, 0.05F);
  } else {
    EXPECT_GT(swing, 1.0F);
  }
  EXPECT_GT(model().instance->pose().world(0).position.x, 280.0F);
}

TEST_P(HairTest, IsDraggedByMovesWithSpeed) {
  model().root.start_move({300, 0, 0}, false, 300.0F);
  EXPECT_GT(largest_swing(model(), 30), 1.0F);
}

TEST_P(HairTest, OfAccessoriesIsCarriedToo) {
  SceneModel& accessory =
      add("b", {glm::vec3(0.0F), mmd::identity_rotation, true, Mount{model().id, "head", 0}});
  largest_swing(accessory, 30);
  model().root.start_move({300, 0, 0}, false, -1.0F);
  const float swing = largest_swing(accessory, 30);
  if (GetParam()) {
    EXPECT_LT(swing, 0.05F);
  } else {
    EXPECT_GT(swing, 1.0F);
  }
}

// The hair swings; what it does over a gap of two seconds is left out, over one of one second not.
TEST_P(HairTest, RestsOverAGap) {
  model().root.start_move({20, 0, 0}, false, 40.0F);
  for (const double gap : {1.0, 2.0}) {
    largest_swing(model(), 29);
    model().root.start_move({gap == 1.0 ? 0 : 20, 0, 0}, false, 40.0F);
    largest_swing(model(), 10);
    model().root.stop_move();
    frame();
    const glm::vec3 before = model().instance->pose().world(1).position;
    frame(gap);
    const glm::vec3 after = model().instance->pose().world(1).position;
    if (GetParam() && gap > 1.0) {
      EXPECT_LT(glm::length(after - before), 1e-3F);
    } else {
      EXPECT_GT(glm::length(after - before), 0.05F) << gap;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(JumpsAnd, HairTest, ::testing::Bool());

}  // namespace
}  // namespace mmdagent
