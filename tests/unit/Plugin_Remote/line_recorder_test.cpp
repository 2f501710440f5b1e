// Section 5.9 of remote.md and its case 42.
#include "avatar/line_recorder.h"

#include <gtest/gtest.h>

#include <ctime>
#include <fstream>
#include <regex>
#include <string>
#include <vector>

#include "avatar/avatar_link.h"
#include "remote_limits.h"
#include "support/avatar_run.h"

namespace mmdagent::remote {
namespace {

using Lines = std::vector<std::string>;

Lines lines_of(const std::string& path) {
  std::ifstream file(path);
  Lines lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

// A peer whose bytes arrive at a plugin on a scene.
class Recording : public ::testing::Test {
 protected:
  // What the peer does with each line: first noted, then posted and dispatched.
  void send(std::string_view type, std::string_view args) {
    ++line_;
    EXPECT_TRUE(link_.message(line_, type, args));
    EXPECT_TRUE(link_.message(line_, type, args));  // it found no space and is offered again
    avatars_->message({type, args}, true);
  }
  std::string path(const std::string& name) {
    return std::string(run_.host.content_dir()) + '/' + name;
  }
  Lines recorded(const std::string& name) {
    Lines lines = lines_of(path(name));
    const std::regex stamp(R"(\d{4}/\d\d/\d\d \d\d:\d\d:\d\d\.\d{3} (.*))");
    for (std::string& line : lines) {
      std::smatch match;
      EXPECT_TRUE(std::regex_match(line, match, stamp)) << line;
      line = std::string(match[1]);
    }
    return lines;
  }

  test_support::AvatarRun run_{""};
  std::shared_ptr<Avatars> avatars_ = std::make_shared<Avatars>(run_.host);
  AvatarLink link_{run_.host, avatars_};
  std::uint64_t line_ = 0;
};

TEST_F(Recording, Case42LinesOfPeersAndNoSound) {
  EXPECT_TRUE(link_.join());
  send("BEFORE", "");
  send("AVATAR_LOGSAVE_START", "log.txt");
  send("A", "1");
  EXPECT_TRUE(link_.command("__AV_END"));
  EXPECT_TRUE(link_.sound_pack("ab"));
  EXPECT_TRUE(link_.sound_word(SoundWord::end));
  send("EMPTY", "");
  send("AVATAR_LOGSAVE_STOP", "");
  send("AFTER", "");
  EXPECT_EQ(recorded("log.txt"), (Lines{"A|1", "__AV_END", "EMPTY", "AVATAR_LOGSAVE_STOP"}));
}

TEST_F(Recording, AnotherStartEndsTheFirst) {
  send("AVATAR_LOGSAVE_START", "one.txt");
  send("A", "1");
  send("AVATAR_LOGSAVE_START", "two.txt");
  send("B", "2");
  avatars_->stop();
  EXPECT_EQ(recorded("one.txt"), (Lines{"A|1", "AVATAR_LOGSAVE_START|two.txt"}));
  EXPECT_EQ(recorded("two.txt"), (Lines{"B|2"}));
}

TEST_F(Recording, StaysWithinTheContent) {
  for (const char* name : {"/tmp/x", "../x", "a/../../x", "", "no/folder/x"}) {
    run_.take();
    send("AVATAR_LOGSAVE_START", name);
    const Lines logged = run_.take();
    ASSERT_EQ(logged.size(), 1U) << name;
    EXPECT_TRUE(logged[0].starts_with("Remote: Error: AVATAR_LOGSAVE_START: ")) << logged[0];
    EXPECT_FALSE(avatars_->may_record());
  }
  send("AVATAR_LOGSAVE_STOP", "");  // harmless
}

TEST_F(Recording, WhatIsTooMuchIsCounted) {
  std::string reason;
  const auto recorder = LineRecorder::open(path("big.txt"), reason);
  ASSERT_NE(recorder, nullptr) << reason;
  recorder->append(0.0, std::string(max_recording_backlog_bytes, 'x'));
  recorder->append(0.0, "fits");
  EXPECT_EQ(recorder->finish(), 1U);
  recorder->append(0.0, "late");
  EXPECT_EQ(recorder->finish(), 2U);
  EXPECT_EQ(recorded("big.txt"), Lines{"fits"});
}

TEST(RecordingStamp, IsLocalTimeWithMilliseconds) {
  std::tm local{};
  local.tm_year = 126;
  local.tm_mon = 2;
  local.tm_mday = 9;
  local.tm_hour = 4;
  local.tm_isdst = -1;
  EXPECT_EQ(recording_stamp(static_cast<double>(std::mktime(&local)) + 5.25),
            "2026/03/09 04:00:05.250 ");
}

}  // namespace
}  // namespace mmdagent::remote
