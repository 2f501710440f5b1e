#include "runtime/content_watch.h"

#include <gtest/gtest.h>

#include <chrono>

#include "message/inbound_ring.h"
#include "support/scene_run.h"

namespace mmdagent {
namespace {

using Lines = std::vector<std::string>;

TEST(ContentWatch, NamesThatItActsOn) {
  for (const char* name : {"a.mdf", "b/A.FST", "c.pmx", "c.pmx.csv", "d.vmd", "e.PNG", "f.lip"}) {
    EXPECT_TRUE(is_watched_name(name)) << name;
  }
  for (const char* name : {"a.txt", "mdf", "c.wav", "a.fst~", ""}) {
    EXPECT_FALSE(is_watched_name(name)) << name;
  }
}

class ContentWatchTest : public ::testing::Test {
 protected:
  ContentWatchTest() {
    places_.content_dir = run_.dir.path().string();
    places_.content_file = run_.dir.write("main.mdf", "").string();
  }

  // Watches, then writes the file; what was posted once the change was told.
  Lines change(const std::string& name, const Lines& arguments = {}) {
    ContentWatch watch({ring_, *run_.scene, places_, [this] { ++reloads_; }}, arguments);
    take_until([this] { return watching_; });
    run_.dir.write(name, "x");
    take_until([this] { return !run_.services.queue.empty(); });
    Lines texts;
    for (const test_support::Posted& posted : run_.services.queue) texts.push_back(posted.text);
    return texts;
  }

  template <class Condition>
  void take_until(const Condition& condition) {
    const auto end = InboundRing::Clock::now() + std::chrono::seconds(20);
    while (!condition() && InboundRing::Clock::now() < end) {
      ring_.wait_until(end);
      ring_.drain(InboundRing::unlimited, [this](RecordView& record) {
        if (record.kind == RecordKind::task) record.task->run();
        watching_ = watching_ || record.text.starts_with("watching");
      });
    }
    EXPECT_TRUE(condition());
  }

  test_support::SceneRun run_;
  InboundRing ring_;
  RunPlaces places_;
  int reloads_ = 0;
  bool watching_ = false;
};

TEST_F(ContentWatchTest, ChangedSettingsBeginTheContentAnew) {
  EXPECT_EQ(change("main.mdf"), Lines{"FILE_EVENT_CHANGE|main.mdf"});
  EXPECT_EQ(reloads_, 1);
  EXPECT_EQ(run_.take_logs(), Lines{"S changed: main.mdf, the content begins anew"});
}

TEST_F(ContentWatchTest, OtherSettingsDoNot) {
  EXPECT_EQ(change("d/other.mdf"), Lines{"FILE_EVENT_CHANGE|d/other.mdf"});
  EXPECT_EQ(reloads_, 0);
}

TEST_F(ContentWatchTest, WhereNoContentRunsTheSettingsOfTheArgumentsCount) {
  const std::string file = places_.content_file;
  places_.content_file.clear();
  EXPECT_EQ(change("main.mdf", {file}), Lines{"FILE_EVENT_CHANGE|main.mdf"});
  EXPECT_EQ(reloads_, 1);
}

TEST_F(ContentWatchTest, AFileThatNobodyUsesIsOnlyTold) {
  EXPECT_EQ(change("new.png"), Lines{"FILE_EVENT_CHANGE|new.png"});
  EXPECT_EQ(run_.take_logs(), Lines{});
  EXPECT_EQ(reloads_, 0);
}

}  // namespace
}  // namespace mmdagent
