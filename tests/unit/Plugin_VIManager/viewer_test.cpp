#include "viewer.h"

#include <gtest/gtest.h>

#include "script_fixture.h"

using vimanager::viewer_lines;
using vimanager_test::Texts;

namespace {

class ViewerTest : public vimanager_test::ScriptFixture {
 protected:
  Texts lines(std::size_t count) {
    Texts texts = viewer_lines(*dialogue.main(), count);
    // The folder differs from run to run.
    const std::string place = folder.path().string() + "/";
    for (std::string& text : texts) {
      const std::size_t at = text.find(place);
      if (at != std::string::npos) text.erase(at, place.size());
    }
    return texts;
  }
};

}  // namespace

TEST_F(ViewerTest, ShowsTheNewestTransitionsAboveTheState) {
  start(
      "0 L <eps> A|1 ${x}=1\n"
      "L L:\n"
      "  KEY|1 B\n"
      "  KEY|2 C\n"
      "L END KEY|3 <eps>\n");
  EXPECT_EQ(lines(4), (Texts{"---- main: main.fst ----", "", "[001]  <eps> A|1 ${x}=1",
                             "-> state \"L\", waiting KEY|1 or KEY|3"}));
  answers("KEY|1");
  EXPECT_EQ(lines(4), (Texts{"---- main: main.fst ----", "[001]  <eps> A|1 ${x}=1",
                             "[003]  KEY|1 B", "-> 004, waiting KEY|2"}));
  answers("KEY|2");
  answers("KEY|3");
  EXPECT_EQ(lines(3),
            (Texts{"---- main: main.fst ----", "[005]  KEY|3 <eps>", "-> state \"END\" (no arc)"}));
  EXPECT_EQ(lines(1), Texts{"---- main: main.fst ----"});
  EXPECT_EQ(lines(0), Texts{});
}

TEST_F(ViewerTest, ALongListOfWaitsEnds) {
  std::string text = "0 L <eps> <eps>\n";
  for (int i = 0; i < 20; ++i) text += "L L SOME_MESSAGE_NUMBER|" + std::to_string(i) + " X\n";
  start(text);
  EXPECT_EQ(lines(2)[1],
            "-> state \"L\", waiting SOME_MESSAGE_NUMBER|0 or SOME_MESSAGE_NUMBER|1 or "
            "SOME_MESSAGE_NUMBER|2 etc...");
}

TEST_F(ViewerTest, RemembersTheLastTransitions) {
  start("0 0 GO OUT\n0 0 @N.*@ <eps>\n");
  answers("N");
  for (std::size_t i = 0; i < vimanager::max_history; ++i) answers("GO");
  const auto history = dialogue.main()->history();
  EXPECT_EQ(history.size(), vimanager::max_history);
  EXPECT_EQ(history.front()->line, 1U);
  answers("N");
  EXPECT_EQ(dialogue.main()->history().back()->line, 2U);
  EXPECT_EQ(dialogue.main()->history()[126]->line, 1U);
}

TEST_F(ViewerTest, ScriptsShareTheLowerHalf) {
  start("0 0 GO OUT\n");
  std::ofstream(folder.path() / "s.fst") << "0 0 X Y\n";
  answers("SUBFST_START|s|" + (folder.path() / "s.fst").string());
  const auto texts = vimanager::viewer_texts(dialogue, 30.0F);
  ASSERT_EQ(texts.size(), 2U);
  EXPECT_LT(texts[0].y, 15.0F);
  EXPECT_LT(texts[1].y, texts[0].y);
  EXPECT_GT(texts[1].y, 3.3F);
  EXPECT_TRUE(texts[1].text.starts_with("---- s: "));
}
