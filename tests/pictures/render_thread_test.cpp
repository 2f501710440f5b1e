// The render thread as the agent uses it, without a window.
#include "render/render_thread.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <mutex>

#include "pictures/procedural_model.h"
#include "support/temporary_folder.h"
#include "window/egl_surface.h"
#include "window/software_rasteriser.h"

namespace mmdagent::test {
namespace {

namespace fs = std::filesystem;

// Lines that the thread reports; read after stop() or from the waiting thread.
class Lines {
 public:
  RenderThread::Hooks hooks() {
    return {[this](std::string_view line) { add(line); },
            [this](std::string_view line) { add(line); },
            {}};
  }
  std::vector<std::string> all() {
    const std::lock_guard lock(mutex_);
    return lines_;
  }

 private:
  void add(std::string_view line) {
    const std::lock_guard lock(mutex_);
    lines_.emplace_back(line);
  }

  std::mutex mutex_;
  std::vector<std::string> lines_;
};

// A surface whose GL never comes up.
class BrokenSurface final : public Surface {
 public:
  bool make_current(std::string& error) override {
    error = "no GL today";
    return false;
  }
  void release_current() override {}
  glm::ivec2 size() const override { return {64, 64}; }
  void reshape(glm::ivec2, bool) override {}
  bool has_window() const override { return false; }
  void present(bool) override {}
};

class Thread : public testing::Test {
 protected:
  Thread() {
    std::string error;
    surface = EglSurface::create({64, 64}, error);
    EXPECT_NE(surface, nullptr) << error;
  }

  std::uint64_t publish() {
    Snapshot& snapshot = exchange.begin();
    snapshot.frame = ++frame;
    snapshot.resources = queue.last_number();
    exchange.publish();
    return frame;
  }

  const test_support::TemporaryFolder place;
  const fs::path& folder = place.path();
  std::unique_ptr<EglSurface> surface;
  SnapshotExchange exchange;
  ResourceQueue queue;
  Lines lines;
  std::uint64_t frame = 0;
};

TEST_F(Thread, DrawsAndWaitsUnderAFixedStep) {
  RenderThread thread(*surface, exchange, queue, lines.hooks());
  for (int i = 0; i < 20; ++i) {
    const std::uint64_t number = publish();
    thread.wake();
    ASSERT_TRUE(thread.wait_drawn(number));
  }
  EXPECT_EQ(thread.pictures(), 20U);
  EXPECT_FALSE(thread.failed());
  thread.stop();
  EXPECT_TRUE(lines.all().empty());
}

TEST_F(Thread, AWayOfSkinningThatIsMissingIsReplacedWithOneLine) {
  const RendererSettings settings{SkinningWay::compute, true};
  RenderThread thread(*surface, exchange, queue, lines.hooks(), settings);
  ASSERT_TRUE((publish(), thread.wake(), thread.wait_drawn(frame)));
  thread.stop();
  EXPECT_EQ(lines.all(),
            std::vector<std::string>{
                "skinning: compute is not available, auto is used: OpenGL 4.3 is needed"});
}

TEST_F(Thread, SavesTheSnapshotThatNeedsTheScreenshot) {
  RenderThread thread(*surface, exchange, queue, lines.hooks());
  const std::string path = (folder / "picture.png").string();
  std::optional<std::string> result = "not called";
  queue.push(SaveScreenshot{path, [&result](const auto& error) { result = error; }});
  const std::uint64_t number = publish();
  thread.wake();
  ASSERT_TRUE(thread.wait_drawn(number));
  EXPECT_EQ(result, std::nullopt);
  EXPECT_GT(fs::file_size(path), 60U);
}

TEST_F(Thread, AScreenshotThatFailsReportsOneLineAndDrawingGoesOn) {
  RenderThread thread(*surface, exchange, queue, lines.hooks());
  const std::string path = (folder / "missing" / "picture.png").string();
  std::optional<std::string> result;
  queue.push(SaveScreenshot{path, [&result](const auto& error) { result = error; }});
  ASSERT_TRUE((publish(), thread.wake(), thread.wait_drawn(frame)));
  EXPECT_EQ(result, path + ": cannot be written: No such file or directory");
  ASSERT_TRUE((publish(), thread.wake(), thread.wait_drawn(frame)));
}

TEST_F(Thread, RecordsEveryPictureBetweenStartAndStop) {
  RenderThread thread(*surface, exchange, queue, lines.hooks());
  const auto next = [&] { return publish(), thread.wake(), thread.wait_drawn(frame); };
  ASSERT_TRUE(next());
  queue.push(StartRecording{(folder / "frame%05d.png").string(), 30, {}});
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(next());
  bool stopped = false;
  queue.push(StopRecording{[&stopped](const auto& error) { stopped = !error.has_value(); }});
  ASSERT_TRUE(next());
  ASSERT_TRUE(next());
  EXPECT_TRUE(stopped);
  EXPECT_TRUE(fs::exists(folder / "frame00002.png"));
  EXPECT_FALSE(fs::exists(folder / "frame00003.png"));
}

TEST_F(Thread, AppliesRequestsOnlyUpToWhatASnapshotNeeds) {
  RenderThread thread(*surface, exchange, queue, lines.hooks());
  queue.push(CreateImage{1, std::make_shared<const Image>(one_pixel(1, 2, 3))});
  const std::uint64_t needed = queue.last_number();
  bool early = false;
  queue.push(
      SaveScreenshot{(folder / "later.png").string(), [&early](const auto&) { early = true; }});
  Snapshot& snapshot = exchange.begin();
  snapshot.frame = ++frame;
  snapshot.resources = needed;
  exchange.publish();
  thread.wake();
  ASSERT_TRUE(thread.wait_drawn(frame));
  EXPECT_FALSE(early);
  ASSERT_TRUE((publish(), thread.wake(), thread.wait_drawn(frame)));
  EXPECT_TRUE(early);
}

TEST_F(Thread, AFailedContextIsOneLineAndEverythingElseGoesOn) {
  BrokenSurface broken;
  RenderThread thread(broken, exchange, queue, lines.hooks());
  std::optional<std::string> result;
  queue.push(CreateModel{1, empty_model()});
  queue.push(SaveScreenshot{"never.png", [&result](const auto& error) { result = error; }});
  EXPECT_FALSE((publish(), thread.wake(), thread.wait_drawn(frame)));
  EXPECT_FALSE((publish(), thread.wake(), thread.wait_drawn(frame)));
  EXPECT_EQ(result, "nothing is drawn any more: no GL today");
  thread.stop();
  EXPECT_EQ(lines.all(), std::vector<std::string>{"nothing is drawn any more: no GL today"});
  EXPECT_FALSE(queue.take_up_to(100).has_value());
}

TEST_F(Thread, StoppingAnswersWhatStillWaits) {
  std::optional<std::string> result;
  {
    RenderThread thread(*surface, exchange, queue, lines.hooks());
    ASSERT_TRUE((publish(), thread.wake(), thread.wait_drawn(frame)));
    queue.push(SaveScreenshot{"never.png", [&result](const auto& error) { result = error; }});
    thread.stop();
    EXPECT_FALSE(thread.wait_drawn(frame + 1));
  }
  EXPECT_EQ(result, "the run ended before the picture was drawn");
}

TEST_F(Thread, StopsAtOnceFromSleep) {
  for (int i = 0; i < 5; ++i) {
    RenderThread thread(*surface, exchange, queue, lines.hooks());
    if (i % 2 == 0) thread.wake();
  }
}

TEST_F(Thread, ResourcesComeAndGoWhileTheAgentNeverWaits) {
  RenderThread thread(*surface, exchange, queue, lines.hooks());
  auto model = empty_model();
  add_quad(*model, {}, plain_material(glm::vec3(1), glm::vec3(1)));
  ResourceId id = 0;
  for (int i = 0; i < 300; ++i) {
    if (id != 0) queue.push(FreeResource{id});
    queue.push(CreateModel{++id, model});
    Snapshot& snapshot = exchange.begin();
    snapshot.frame = ++frame;
    snapshot.resources = queue.last_number();
    DrawnModel drawn;
    drawn.instance = drawn.model = id;
    drawn.bones = {0, 1};
    snapshot.models.push_back(drawn);
    snapshot.bones.emplace_back();
    exchange.publish();
    thread.wake();
  }
  ASSERT_TRUE(thread.wait_drawn(frame));
  thread.stop();
  EXPECT_EQ(model.use_count(), 1);
  EXPECT_TRUE(lines.all().empty());
}

TEST_F(Thread, ASoftwareRasteriserGivesWayToTheAgent) {
  const int own_before = getpriority(PRIO_PROCESS, 0);
  RenderThread thread(*surface, exchange, queue, lines.hooks());
  ASSERT_TRUE((publish(), thread.wake(), thread.wait_drawn(frame)));
  bool software = false;
  for (const auto& task : fs::directory_iterator("/proc/self/task")) {
    const auto id = static_cast<id_t>(std::stoi(task.path().filename().string()));
    software |= getpriority(PRIO_PROCESS, id) == rasteriser_nice;
  }
  EXPECT_EQ(getpriority(PRIO_PROCESS, 0), own_before) << "the agent keeps its priority";
  EXPECT_TRUE(software || thread.samples() == 4) << "neither software nor hardware";
}

}  // namespace
}  // namespace mmdagent::test
