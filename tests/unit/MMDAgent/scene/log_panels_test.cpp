#include "overlay/log_panels.h"

#include <gtest/gtest.h>

#include "host_limits.h"
#include "overlay/overlay.h"
#include "support/panel_texts.h"
#include "user_input_rig.h"

namespace {

using mmdagent::FlatItem;
using mmdagent::Key;
using mmdagent::Level;
using mmdagent::LogLines;
using mmdagent::Snapshot;
using Lines = std::vector<std::string>;

Lines latest(const LogLines& lines, std::size_t count) {
  Lines texts;
  for (std::size_t i = 0; i < std::min(count, lines.size()); ++i) {
    texts.push_back(lines.latest(i).text);
  }
  return texts;
}

TEST(LogLinesTest, TheLatestComesFirst) {
  LogLines lines;
  lines.add(Level::sent, "Remote", "KEY", "x", 0.0);
  lines.add(Level::none, "MMDAgent", "plain", "", 0.0);
  EXPECT_EQ(latest(lines, 3), (Lines{"MMDAgent: : plain", "Remote: Sent: KEY|x"}));
}

TEST(LogLinesTest, LineBreaksMakeLines) {
  LogLines lines;
  EXPECT_EQ(lines.add(Level::error, "A", "one\ntwo\n", "", 0.0), 2U);
  EXPECT_EQ(latest(lines, 3), (Lines{"two", "A: Error: one"}));
}

TEST(LogLinesTest, TheOldestAreLost) {
  LogLines lines;
  const std::size_t count = mmdagent::limits::log_panel_lines + 3;
  for (std::size_t i = 0; i < count; ++i) lines.add(Level::sent, "A", std::to_string(i), "", 0.0);
  ASSERT_EQ(lines.size(), mmdagent::limits::log_panel_lines);
  EXPECT_EQ(lines.latest(0).text, "A: Sent: " + std::to_string(count - 1));
  EXPECT_EQ(lines.latest(lines.size() - 1).text, "A: Sent: 3");
}

TEST(LogLinesTest, ALongLineIsCutBetweenCharacters) {
  LogLines lines;
  std::string text(mmdagent::limits::log_panel_line_bytes - 10, 'x');  // `A: Sent: ` are 9 bytes
  lines.add(Level::sent, "A", text + "あい", "", 0.0);
  EXPECT_EQ(lines.latest(0).text, "A: Sent: " + text);
}

TEST(LogLinesTest, CapitalsMakeTheCaseCount) {
  EXPECT_TRUE(mmdagent::holds("Some Line", "line"));
  EXPECT_TRUE(mmdagent::holds("Some Line", "Line"));
  EXPECT_FALSE(mmdagent::holds("Some line", "Line"));
  EXPECT_FALSE(mmdagent::holds("Some", "line"));
  EXPECT_TRUE(mmdagent::holds("Some", ""));
}

class LogPanelsTest : public test_support::UserInputTest {
 protected:
  mmdagent::LogPanels& panels() { return run_.scene->overlay().log_panels(); }
  void log(Level level, const std::string& text) {
    run_.scene->overlay().log(level, "A", text, "");
  }
  static constexpr std::size_t panel_count = 2;
  // Of both panels, the lower one first; each from its lowest line.
  std::vector<Lines> shown() {
    const Snapshot snapshot = run_.snapshot();
    std::vector<Lines> all;
    for (const mmdagent::DrawnBoard& board : snapshot.boards) {
      if (all.size() == panel_count) break;
      Lines& texts = all.emplace_back();
      for (std::uint32_t i = board.first; i < board.first + board.count; ++i) {
        const FlatItem& item = snapshot.board_items[i];
        if (item.kind != FlatItem::Kind::text) continue;
        texts.emplace_back(snapshot.characters.data() + item.first, item.count);
      }
    }
    return all;
  }
  void open() {
    type(U'd');
    run_.run(7);
  }
};

TEST_F(LogPanelsTest, KeyDShowsStatesBelowAndMessagesAbove) {
  log(Level::status, "s");
  log(Level::sent, "m");
  log(Level::warning, "w");
  EXPECT_TRUE(shown().empty());
  open();
  EXPECT_EQ(shown(), (std::vector<Lines>{{"A: Warning: w", "A: Status: s"}, {"A: Sent: m"}}));
  open();
  EXPECT_TRUE(shown().empty());
}

TEST_F(LogPanelsTest, TheyStandWhereTheOptionsSay) {
  open();
  const Snapshot snapshot = run_.snapshot();
  ASSERT_GE(snapshot.boards.size(), panel_count);
  EXPECT_EQ(glm::vec3(snapshot.boards[0].place[3]), glm::vec3(-17.5F, 3.0F, -15.0F));
  EXPECT_NEAR(snapshot.boards[1].place[3].y, 3.0F + 15 * 0.85F + 1.2F, 1e-4F);
  const FlatItem& background = snapshot.board_items[snapshot.boards[0].first];
  EXPECT_NEAR(background.extent.x, 35.0F, 1e-4F);
  EXPECT_NEAR(background.extent.y, 15 * 0.85F + 1.0F, 1e-4F);
}

TEST_F(LogPanelsTest, ACubeIsWhereTheCameraLooksAt) {
  run_.send("CAMERA|1,2,3|0,0,0|40|50|0");
  open();
  const Snapshot snapshot = run_.snapshot();
  ASSERT_EQ(snapshot.boards.size(), panel_count + 6);
  glm::vec3 low(1e9F);
  glm::vec3 high(-1e9F);
  for (std::size_t side = panel_count; side < snapshot.boards.size(); ++side) {
    const mmdagent::DrawnBoard& board = snapshot.boards[side];
    ASSERT_EQ(board.count, 1U);
    const FlatItem& box = snapshot.board_items[board.first];
    EXPECT_EQ(box.color, glm::vec4(0.9F, 0.4F, 0.0F, 1.0F));
    for (const glm::vec2& corner : {box.corner, box.corner + box.extent}) {
      const glm::vec3 at(board.place * glm::vec4(corner, 0.0F, 1.0F));
      low = glm::min(low, at);
      high = glm::max(high, at);
    }
  }
  EXPECT_LT(glm::distance(low, glm::vec3(0.7F, 1.7F, 2.7F)), 1e-4F);
  EXPECT_LT(glm::distance(high, glm::vec3(1.3F, 2.3F, 3.3F)), 1e-4F);
}

TEST_F(LogPanelsTest, KeyFShowsThemAlongTheUpperEdge) {
  run_.run(30);  // the curtain opens
  log(Level::status, "s");
  log(Level::sent, "m");
  type(U'F');
  Snapshot snapshot = run_.snapshot();
  EXPECT_TRUE(snapshot.boards.empty());
  EXPECT_EQ(test_support::panel_texts(snapshot), (Lines{"A: Status: s", "A: Sent: m"}));
  const float unit = 900.0F / 30.0F * 0.6F / 0.9F;
  const float height = unit * (15 * 0.85F + 1.0F);
  std::vector<FlatItem> boxes;
  for (const FlatItem& item : snapshot.flat) {
    if (item.color == glm::vec4(0.0F, 0.0F, 0.0F, 0.8F)) boxes.push_back(item);
    if (item.kind != FlatItem::Kind::text) continue;
    EXPECT_NEAR(item.extent.x, 900.0F / 30.0F * 0.6F * 0.85F, 0.01F);
  }
  ASSERT_EQ(boxes.size(), 2U);
  EXPECT_NEAR(boxes[0].corner.y, 900.0F - height, 0.01F);
  EXPECT_NEAR(boxes[1].corner.y, 900.0F - 2.0F * height, 0.01F);
  EXPECT_NEAR(boxes[0].extent.x, 1024.0F, 0.01F);
  type(U'F');
  EXPECT_TRUE(test_support::panel_texts(run_.snapshot()).empty());
}

TEST_F(LogPanelsTest, ALineThatIsTooLongIsWrittenSmaller) {
  log(Level::sent, "short");
  log(Level::sent, std::string(200, 'W'));
  open();
  const Snapshot snapshot = run_.snapshot();
  std::vector<float> ems;
  for (const FlatItem& item : snapshot.board_items) {
    if (item.kind == FlatItem::Kind::text) ems.push_back(item.extent.x);
  }
  ASSERT_EQ(ems.size(), 2U);
  EXPECT_NEAR(ems[1], 0.9F * 0.85F, 1e-5F);
  EXPECT_LT(ems[0], 0.5F * ems[1]);
  const mmdagent::TextExtent extent =
      run_.scene->overlay().measure().extent("A: Sent: " + std::string(200, 'W'));
  EXPECT_NEAR(ems[0] * extent.width, 34.0F, 0.01F) << "as wide as the panel's text may be";
}

TEST_F(LogPanelsTest, PageUpShowsOlderLinesAndKeepsThem) {
  for (int i = 0; i < 40; ++i) log(Level::sent, std::to_string(i));
  open();
  ASSERT_EQ(shown()[1].size(), 15U);
  EXPECT_EQ(shown()[1].front(), "A: Sent: 39");
  press(Key::page_up);
  EXPECT_EQ(shown()[1].front(), "A: Sent: 24");
  log(Level::sent, "40");
  EXPECT_EQ(shown()[1].front(), "A: Sent: 24");
  press(Key::page_down);
  press(Key::page_down);
  EXPECT_EQ(shown()[1].front(), "A: Sent: 40");
}

TEST_F(LogPanelsTest, ATypedTextNarrowsThem) {
  log(Level::sent, "apple");
  log(Level::sent, "pear");
  open();
  posted();
  for (const char32_t character : std::u32string_view(U"?apx")) type(character);
  EXPECT_EQ(posted(), (Lines{"KEY|?", "KEY|a", "KEY|p", "KEY|x"}));
  EXPECT_EQ(shown()[1], Lines{"?apx"});
  press(Key::backspace);
  EXPECT_EQ(shown()[1], (Lines{"?ap", "A: Sent: apple"}));
  press(Key::enter);
  type(U'h');
  EXPECT_TRUE(run_.scene->held()) << "typing has ended";
  EXPECT_EQ(shown()[1], (Lines{"?ap", "A: Sent: apple"}));
  type(U'?');
  press(Key::escape);
  EXPECT_EQ(shown()[1], (Lines{"A: Sent: pear", "A: Sent: apple"}));
  EXPECT_TRUE(run_.services.requests.empty()) << "Escape did not quit";
}

TEST_F(LogPanelsTest, TypingEndsByItself) {
  open();
  type(U'?');
  run_.run(91);
  type(U'h');
  EXPECT_TRUE(run_.scene->held());
}

class ScreenNotesTest : public LogPanelsTest {
 protected:
  Lines notes() { return test_support::panel_texts(run_.snapshot()); }
};

TEST_F(ScreenNotesTest, WithTheLogTheyTellModelsCameraAndLead) {
  add_model();
  run_.send("CAMERA|1,2,3|10,20,30|40|50|0");
  open();
  EXPECT_EQ(notes(), (Lines{"(0.00, 0.00, 0.00)",
                            "1.00, 2.00, 3.00 | 10.00, 20.00, 30.00 | 40.00 | 50.00", "0 msec"}));
}

TEST_F(ScreenNotesTest, AnUnlockedCameraExplainsItself) {
  EXPECT_TRUE(notes().empty());
  type(U'c');
  EXPECT_EQ(notes().size(), 3U);
}

TEST_F(ScreenNotesTest, ErrorsLeaveAfterAMinute) {
  log(Level::error, "bad");
  run_.run(30);
  log(Level::error, std::string(100, 'x'));
  EXPECT_EQ(notes(),
            Lines{"A: bad\nA: " + std::string(73, 'x') + "\n" + std::string(27, 'x') + "\n"});
  run_.run(1775);
  EXPECT_EQ(notes()[0].substr(0, 6), "A: xxx");
  run_.run(30);
  EXPECT_TRUE(notes().empty());
}

TEST_F(ScreenNotesTest, TheOldestErrorsMakeRoom) {
  for (char letter = 'a'; letter <= 'z'; ++letter) log(Level::error, std::string(200, letter));
  ASSERT_EQ(notes().size(), 1U);
  EXPECT_LE(notes()[0].size(), mmdagent::limits::screen_error_bytes + 26);
  EXPECT_EQ(notes()[0].find('a'), std::string::npos);
  EXPECT_NE(notes()[0].find('z'), std::string::npos);
}

}  // namespace
