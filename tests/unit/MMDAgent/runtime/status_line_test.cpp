#include "runtime/status_line.h"

#include <gtest/gtest.h>

#include "runtime/screen_texts.h"
#include "support/scoped_environment.h"

namespace mmdagent {
namespace {

TEST(StatusLine, TellsHowPicturesAreDrawn) {
  StatusLine line;
  PictureStatistics pictures;
  RenderOptions options;
  options.shadow = false;
  EXPECT_EQ(line.text(pictures, 0.0, options, false), "  0.0fps No AA");
  pictures.samples = 4;
  options.shadow = true;
  EXPECT_EQ(line.text(pictures, 0.0, options, false), "  0.0fps 4x MSAA S");
  options.shadow_mapping = true;
  options.diffusion = true;
  pictures.glows = true;
  EXPECT_EQ(line.text(pictures, 0.0, options, false), "  0.0fps 4x MSAA [AL1.0] SM [DF0.6|1.0]");
  EXPECT_EQ(line.text({}, 0.0, {}, true), "  0.0fps No AA S <<HOLD>>");
}

TEST(StatusLine, MeasuresOverASecondOrMore) {
  StatusLine line;
  const auto rate = [&line](std::uint64_t pictures, double seconds) {
    return line.text({.pictures = pictures}, seconds, {}, false).substr(0, 5);
  };
  EXPECT_EQ(rate(50, 0.9), "  0.0");
  EXPECT_EQ(rate(60, 1.0), " 60.0");
  EXPECT_EQ(rate(100, 1.5), " 60.0");
  EXPECT_EQ(rate(120, 3.0), " 30.0");
}

std::string characters_of(const Snapshot& snapshot, const DrawnText& text) {
  return {snapshot.characters.begin() + text.characters.first,
          snapshot.characters.begin() + text.characters.first + text.characters.count};
}

TEST(ScreenTexts, IconsStandBesideTheStatusLine) {
  ScreenTexts texts;
  texts.set_icon("a", "i");
  Snapshot snapshot;
  texts.fill(snapshot);
  ASSERT_EQ(snapshot.texts.size(), 1U);
  const float alone = snapshot.texts[0].position.x;

  snapshot.clear();
  texts.set_status(" 60.0fps No AA");
  texts.fill(snapshot);
  ASSERT_EQ(snapshot.texts.size(), 2U);
  EXPECT_EQ(characters_of(snapshot, snapshot.texts[0]), " 60.0fps No AA");
  EXPECT_EQ(snapshot.texts[0].color, glm::vec4(1, 0, 0, 1));
  EXPECT_EQ(characters_of(snapshot, snapshot.texts[1]), "i");
  EXPECT_GT(snapshot.texts[1].position.x, alone + 5);

  snapshot.clear();
  texts.set_status("");
  texts.fill(snapshot);
  EXPECT_EQ(snapshot.texts.size(), 1U);
}

TEST(ScreenTexts, OneInSeveralLanguagesIsShownInTheUsers) {
  const test_support::ScopedEnvironment language("LC_ALL", "de_DE.UTF-8");
  ScreenTexts texts;
  texts.show("plugin", "a", {.text = "<en>Yes<de>Ja"});
  Snapshot snapshot;
  texts.fill(snapshot);
  ASSERT_EQ(snapshot.texts.size(), 1U);
  EXPECT_EQ(characters_of(snapshot, snapshot.texts[0]), "Ja");
}

}  // namespace
}  // namespace mmdagent
