// host.md section 8.7; that servers are asked and what they answer:
// tests/end_to_end/web_contents.py.
#include "runtime/update_check.h"

#include <gtest/gtest.h>

#include <chrono>

#include "message/inbound_ring.h"
#include "support/scene_run.h"
#include "support/scoped_environment.h"

namespace mmdagent {
namespace {

using Lines = std::vector<std::string>;
using Reason = UpdateCheck::Reason;

constexpr const char* address = "http://127.0.0.1:1/c";  // where nobody listens
constexpr const char* question = "A newer version of this content is on its server.";

class UpdateCheckTest : public ::testing::Test {
 protected:
  // A copy of a web content, which runs; it is whole or not.
  void run_copy(bool whole) {
    user_.write("123/.mmdagent-save", std::string("ContentType=http\nSourceURL=") + address +
                                          (whole ? "\nDownloadCompleted=true\n" : "\n"));
    services_.running.file = user_.write("123/main.mdf", "").string();
    services_.running.info.source_url = address;
  }

  void begin(Reason reason) { check_.begin(reason, std::chrono::milliseconds(0)); }

  // Log lines of the thread, until it has finished.
  void finish() {
    const auto end = InboundRing::Clock::now() + std::chrono::seconds(20);
    bool finished = false;
    while (!finished && InboundRing::Clock::now() < end) {
      ring_.wait_until(end);
      ring_.drain(InboundRing::unlimited, [&](RecordView& record) {
        if (record.kind == RecordKind::log) lines_.emplace_back(record.text);
        if (record.kind == RecordKind::task) record.task->run();
        finished = finished || record.kind == RecordKind::task;
      });
    }
    EXPECT_TRUE(finished);
  }

  test_support::TemporaryFolder user_;
  test_support::ScopedEnvironment root_{"MMDAgentContentDir", user_.path().string()};
  test_support::FakeServices services_{test_support::Loading::instant};
  InboundRing ring_;
  Lines lines_;
  UpdateCheck check_{{ring_, services_, user_.path() / "banlist", true}};
};

TEST_F(UpdateCheckTest, WithoutCopiesOnlyAUserIsTold) {
  begin(Reason::start);
  finish();
  EXPECT_EQ(lines_, Lines{});
  begin(Reason::user);
  finish();
  EXPECT_EQ(lines_, (Lines{"start checking updates for existing 0 web contents",
                           "finished checking content updates"}));
  EXPECT_EQ(services_.logs, Lines{});
}

TEST_F(UpdateCheckTest, AServerThatDoesNotAnswerIsOneLineAndAWholeCopyStays) {
  run_copy(true);
  begin(Reason::start);
  finish();
  ASSERT_EQ(lines_.size(), 3U);
  EXPECT_TRUE(lines_[1].starts_with("update check: ")) << lines_[1];
  EXPECT_TRUE(services_.queue.empty());
}

TEST_F(UpdateCheckTest, ACopyThatWasNeverWholeIsAskedAbout) {
  run_copy(false);
  begin(Reason::start);
  begin(Reason::user);
  EXPECT_EQ(services_.logs, Lines{"S a check for updates is under way"});
  finish();
  ASSERT_EQ(services_.queue.size(), 1U);
  EXPECT_EQ(services_.queue[0].text,
            std::string("INFOTEXT_STRING|") + question + "|Notice|Fetch it now,Later");
  check_.answered("Fetch it now");
  check_.answered("Fetch it now");
  EXPECT_EQ(services_.opened, Lines{address});
}

TEST_F(UpdateCheckTest, LaterChangesNothing) {
  run_copy(false);
  begin(Reason::start);
  finish();
  check_.answered("Later");
  check_.answered("Fetch it now");
  EXPECT_EQ(services_.opened, Lines{});
}

TEST_F(UpdateCheckTest, ABannedServerIsNotAsked) {
  run_copy(true);
  user_.write("banlist", "127\\.0\n");
  begin(Reason::start);
  finish();
  EXPECT_EQ(lines_.size(), 2U);
}

TEST_F(UpdateCheckTest, ItEndsWithItsObject) {
  run_copy(true);
  check_.begin(Reason::start, std::chrono::hours(1));
}

}  // namespace
}  // namespace mmdagent
