// Slots, aliases and fades; what commands do with them is tested by the conformance program.
#include "scene/models.h"

#include <gtest/gtest.h>

#include "scene/command_order.h"
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
    return models_.add(alias, resources_.model(file_), placement);
  }

  std::vector<std::string> slots() const {
    std::vector<std::string> aliases;
    for (const auto& model : models_.slots()) aliases.push_back(model ? model->alias : "-");
    return aliases;
  }

  void step(double frames) {
    models_.begin_step(frames);
    models_.end_step();
  }

  test_support::TemporaryDir dir_;
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
  models_.change(again, resources_.model(file_));
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

}  // namespace
}  // namespace mmdagent
