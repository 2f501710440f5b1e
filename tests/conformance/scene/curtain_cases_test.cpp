// Section 7.10 of host.md and section 6.7 of rendering.md: the curtain of a content's begin and
// end.
#include <algorithm>

#include "overlay/curtain.h"
#include "panel_case.h"
#include "scene/user_input.h"

namespace conformance {
namespace {

using mmdagent::FlatItem;
using mmdagent::Snapshot;
using test_support::SceneRun;

constexpr int side = 1200;
constexpr double all = mmdagent::Curtain::frames;
constexpr double frame = SceneRun::frames_per_picture;

void show_window(SceneRun& run) { run.scene->input().set_window_size({side, side}); }

std::vector<FlatItem> boxes(const SceneRun& run) {
  std::vector<FlatItem> found;
  for (const FlatItem& item : run.snapshot().flat) {
    if (item.kind == FlatItem::Kind::box) found.push_back(item);
  }
  return found;
}

double covered_share(const SceneRun& run) {
  double area = 0.0;
  for (const FlatItem& box : boxes(run)) {
    const glm::vec2 low = glm::max(box.corner, glm::vec2(0.0F));
    const glm::vec2 high = glm::min(box.corner + box.extent, glm::vec2(side));
    area += static_cast<double>((high.x - low.x) * (high.y - low.y));
  }
  return area / (static_cast<double>(side) * side);
}

TEST(Curtain, OpensInThirtyFrames) {
  SceneRun run;
  show_window(run);
  EXPECT_NEAR(covered_share(run), 1.0, 1e-4);
  run.run(all - frame);
  EXPECT_TRUE(run.scene->overlay().curtain().opening());
  EXPECT_GT(covered_share(run), 0.0);
  run.run(frame);
  EXPECT_FALSE(run.scene->overlay().curtain().opening());
  EXPECT_TRUE(boxes(run).empty());
  show_window(run);  // as before each frame
  EXPECT_FALSE(run.scene->overlay().curtain().opening());
}

TEST(Curtain, ClosesInThirtyFramesBeforeTheSceneLeaves) {
  SceneRun run;
  show_window(run);
  run.run(all);
  EXPECT_FALSE(run.scene->leaves());
  run.run(all - frame);
  EXPECT_FALSE(run.scene->leaves());
  run.run(frame);
  EXPECT_TRUE(run.scene->leaves());
  EXPECT_NEAR(covered_share(run), 1.0, 1e-4);
}

TEST(Curtain, ClosesFromWhereItIs) {
  SceneRun run;
  show_window(run);
  run.run(10.0);
  EXPECT_FALSE(run.scene->leaves());
  run.run(10.0);
  EXPECT_TRUE(run.scene->leaves());
}

TEST(Curtain, IsNotThereWithoutAWindow) {
  SceneRun run;
  run.run(frame);
  EXPECT_TRUE(boxes(run).empty());
  EXPECT_TRUE(run.scene->leaves());
}

TEST(Curtain, StandsBeforeAHeldSceneButClosesOverIt) {
  SceneRun run;
  show_window(run);
  run.scene->set_held(true);
  run.run(all);
  EXPECT_TRUE(run.scene->overlay().curtain().opening());
  run.scene->set_held(false);
  run.run(all);
  run.scene->set_held(true);
  EXPECT_FALSE(run.scene->leaves());
  run.run(all);
  EXPECT_TRUE(run.scene->leaves());
}

TEST(Curtain, WaitsThroughLongFramesButNotForEver) {
  SceneRun run;
  show_window(run);
  mmdagent::Curtain& curtain = run.scene->overlay().curtain();
  for (int i = 0; i < 9; ++i) curtain.step(2.0);
  EXPECT_EQ(curtain.closed(), 1.0);
  curtain.step(2.0);
  EXPECT_EQ(curtain.closed(), 0.0);
}

TEST(Curtain, EachPatternCoversTheWindow) {
  constexpr std::size_t pieces[] = {4, 6, 6};
  for (int pattern = 0; pattern < mmdagent::Curtain::patterns; ++pattern) {
    SceneRun run;
    run.scene->overlay().curtain().set_pattern(pattern);
    show_window(run);
    EXPECT_NEAR(covered_share(run), 1.0, 1e-4) << pattern;
    EXPECT_EQ(boxes(run).size(), pieces[pattern]) << pattern;
    const double closed = covered_share(run);
    run.run(12.0);
    EXPECT_LT(covered_share(run), closed) << pattern;
  }
}

TEST(Curtain, BandsGrowFromBothEndsAndBarsFromTheirMiddle) {
  SceneRun run;
  show_window(run);
  run.run(15.0);
  const std::vector<FlatItem> bands = boxes(run);
  ASSERT_EQ(bands.size(), 4U);
  EXPECT_EQ(bands[0].corner.y, 0.0F);
  EXPECT_NEAR(bands[1].corner.y + bands[1].extent.y, side, 0.01F);
  EXPECT_LT(bands[1].extent.y, bands[0].extent.y);
  run.scene->overlay().curtain().set_pattern(1);
  const std::vector<FlatItem> columns = boxes(run);
  EXPECT_NEAR(columns[0].corner.x + 0.5F * columns[0].extent.x, 0.085F * side, 0.1F);
  EXPECT_EQ(columns[0].extent.y, static_cast<float>(side));
  run.scene->overlay().curtain().set_pattern(2);
  EXPECT_EQ(boxes(run)[0].extent.x, static_cast<float>(side));
}

TEST(Curtain, ShowsTheLogoWhileItIsNearlyClosed) {
  auto content = test_support::scene_content();
  content->write("logo.png", test_support::png(2, 2, 200, 100, 50));
  SceneRun run(test_support::Loading::instant, {}, content);
  show_window(run);
  const auto logos = [&] {
    std::vector<FlatItem> found;
    for (const FlatItem& item : run.snapshot().flat) {
      if (item.kind == FlatItem::Kind::image) found.push_back(item);
    }
    return found;
  };
  ASSERT_EQ(logos().size(), 1U);
  EXPECT_NEAR(std::max(logos()[0].extent.x, logos()[0].extent.y), 0.3F * side, 0.01F);
  EXPECT_NEAR(logos()[0].corner.x + 0.5F * logos()[0].extent.x, 0.5F * side, 0.01F);
  EXPECT_NEAR(logos()[0].corner.y + 0.5F * logos()[0].extent.y, 0.5F * side, 0.01F);
  EXPECT_EQ(logos()[0].color.a, 1.0F);
  run.run(15.0);
  EXPECT_NEAR(logos()[0].color.a, 0.0F, 1e-4F);
  run.run(15.0);
  EXPECT_TRUE(logos().empty());
}

TEST(Curtain, ButtonsOfFilesWaitForIt) {
  auto content = test_support::scene_content();
  content->write("BUTTON0.txt", "image=x.png\nexec=message,FOO|1\nx=5\ny=5\n");
  mmdagent::Options options;
  options.show_button = true;
  SceneRun run(test_support::Loading::slow, options, content);
  show_window(run);
  const glm::vec2 at(0.55F * side);
  run.run(all - frame);
  EXPECT_FALSE(touch(run, glm::vec2(side), mmdagent::Gesture::Kind::tap, at));
  run.run(frame + 6.0);
  EXPECT_TRUE(touch(run, glm::vec2(side), mmdagent::Gesture::Kind::tap, at));
  EXPECT_EQ(run.take_out(), (Lines{"FOO|1", "BUTTON_EVENT_EXEC|BUTTON0"}));
}

}  // namespace
}  // namespace conformance
