#include "scene/resources.h"

#include <gtest/gtest.h>

#include <variant>

#include "render/resource_queue.h"
#include "support/scene_run.h"

namespace mmdagent {
namespace {

using test_support::Loading;
using test_support::pmd_textured;
using test_support::SceneRun;

// What the render thread would be told, in order.
std::vector<ResourceRequest> requests(SceneRun& run) {
  std::vector<ResourceRequest> all;
  while (auto request = run.resources.take_up_to(run.resources.last_number())) {
    all.push_back(std::move(*request));
  }
  return all;
}

template <class Request>
std::size_t count(const std::vector<ResourceRequest>& all) {
  std::size_t result = 0;
  for (const ResourceRequest& request : all) result += std::holds_alternative<Request>(request);
  return result;
}

TEST(Resources, GeometryComesBeforeItsImages) {
  SceneRun run(Loading::slow);
  run.dir.write("t.pmd", pmd_textured("x.png"));
  run.send("MODEL_ADD|a|t.pmd");
  ASSERT_TRUE(run.services.finish_one());  // the model
  std::vector<ResourceRequest> seen = requests(run);
  ASSERT_EQ(seen.size(), 1U);
  ASSERT_TRUE(std::holds_alternative<CreateModel>(seen[0]));
  const ResourceId model = std::get<CreateModel>(seen[0]).id;

  ASSERT_TRUE(run.services.finish_one());  // its image
  seen = requests(run);
  ASSERT_EQ(seen.size(), 2U);
  const auto& image = std::get<CreateImage>(seen[0]);
  EXPECT_EQ(image.image->width, 2);
  const auto& set = std::get<SetModelTexture>(seen[1]);
  EXPECT_EQ(set.model, model);
  EXPECT_EQ(set.texture, 0U);
  EXPECT_EQ(set.image, image.id);
  run.finish_loads();
  EXPECT_TRUE(requests(run).empty());
}

TEST(Resources, CopiesUploadOnceAndTheLastOneFrees) {
  SceneRun run(Loading::instant);
  run.dir.write("t.pmd", pmd_textured("x.png"));
  run.send("MODEL_ADD|a|t.pmd");
  run.send("MODEL_ADD|b|t.pmd");
  std::vector<ResourceRequest> seen = requests(run);
  EXPECT_EQ(count<CreateModel>(seen), 1U);
  EXPECT_EQ(count<CreateImage>(seen), 1U);

  run.send("MODEL_DELETE|a");
  run.run(20);
  EXPECT_EQ(requests(run).size(), 0U);
  run.send("MODEL_DELETE|b");
  run.run(20);
  seen = requests(run);
  EXPECT_EQ(count<FreeResource>(seen), 2U);
}

TEST(Resources, AnImageThatComesTooLateIsDropped) {
  SceneRun run(Loading::slow);
  run.dir.write("t.pmd", pmd_textured("x.png"));
  run.send("MODEL_ADD|a|t.pmd");
  ASSERT_TRUE(run.services.finish_one());
  run.send("MODEL_CHANGE|a|ok.pmd");
  // The change is finished first, so that the image of the model before is of no use any more.
  std::swap(run.services.jobs.front(), run.services.jobs.back());
  run.finish_loads();
  const std::vector<ResourceRequest> seen = requests(run);
  EXPECT_EQ(count<CreateModel>(seen), 2U);
  EXPECT_EQ(count<CreateImage>(seen), 0U);
  EXPECT_EQ(count<FreeResource>(seen), 1U);
}

TEST(Resources, F15_AMissingImageIsOneWarning) {
  SceneRun run(Loading::instant);
  run.dir.write("t.pmd", pmd_textured("x.png"));
  run.dir.write("t.pmd.shapemap", "");
  std::filesystem::remove(run.dir.path() / "x.png");
  run.send("MODEL_ADD|a|t.pmd");
  EXPECT_EQ(run.take_logs(), (std::vector<std::string>{"W texture not found: " +
                                                       (run.dir.path() / "x.png").string()}));
  EXPECT_EQ(run.take_out(), (std::vector<std::string>{"MODEL_EVENT_ADD|a"}));
}

TEST(Resources, OneImageForFloorAndBackgroundIsUploadedOnce) {
  SceneRun run(Loading::instant);
  run.send("STAGE|x.png,x.png");
  EXPECT_EQ(count<CreateImage>(requests(run)), 1U);
  const Stage stage = run.snapshot().stage;
  EXPECT_EQ(stage.floor, stage.background);
}

}  // namespace
}  // namespace mmdagent
