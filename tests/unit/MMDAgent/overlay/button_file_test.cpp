#include "overlay/button_file.h"

#include <gtest/gtest.h>

#include "host_limits.h"
#include "support/temporary_folder.h"

namespace mmdagent {
namespace {

constexpr std::string_view whole =
    "# a button\n"
    "image=b.png\n"
    "exec=message,FOO|1\n"
    "x=0.5\n"
    "y=-1.25\n"
    "scale=2\n"
    "from=bottom\n"
    "label=@Name\n"
    "labelX=0.1\n"
    "labelY=0.2\n"
    "labelScale=1.5\n"
    "labelColor=#FF8000C0\n"
    "condKey=Mood\n"
    "condVal=good\n"
    "3-image=c.png\n"
    "3-exec=open,http://localhost/\n"
    "3-label=three\n"
    "3-labelColor=#0000ff\n"
    "3-ifKeyName=Mood\n"
    "3-ifKeyValue=bad\n"
    "1-image=d.png\n";

TEST(ButtonFile, ReadsEveryKey) {
  const ButtonFile file = parse_button_file(whole, "BUTTON0.txt");
  EXPECT_EQ(file.errors, std::vector<std::string>{});
  EXPECT_EQ(file.warnings, std::vector<std::string>{});
  ASSERT_TRUE(file.button);
  EXPECT_EQ(file.button->gap, glm::vec2(0.5F, -1.25F));
  EXPECT_EQ(file.button->scale, 2.0F);
  EXPECT_EQ(file.button->origin, ButtonOrigin::bottom);
  EXPECT_EQ(file.button->label_offset, glm::vec2(0.1F, 0.2F));
  EXPECT_EQ(file.button->label_scale, 1.5F);
  ASSERT_EQ(file.button->looks.size(), 3U);
  const ButtonLook& base = file.button->looks[0];
  EXPECT_EQ(base.image, "b.png");
  EXPECT_EQ(base.action.kind, ButtonAction::Kind::message);
  EXPECT_EQ(base.action.target, "FOO|1");
  EXPECT_EQ(base.label, "@Name");
  EXPECT_EQ(base.label_color, glm::vec4(255, 128, 0, 192) / 255.0F);
  EXPECT_EQ(base.condition_key, "Mood");
  EXPECT_EQ(base.condition_value, "good");
  EXPECT_EQ(file.button->looks[1].image, "d.png");
  EXPECT_EQ(file.button->looks[1].action.kind, ButtonAction::Kind::none);
  const ButtonLook& third = file.button->looks[2];
  EXPECT_EQ(third.image, "c.png");
  EXPECT_EQ(third.action.kind, ButtonAction::Kind::open);
  EXPECT_EQ(third.label_color, glm::vec4(0, 0, 1, 1));
  EXPECT_EQ(third.condition_value, "bad");
}

TEST(ButtonFile, AnImageIsEnough) {
  const ButtonFile file = parse_button_file("image=b.png", "BUTTON0.txt");
  ASSERT_TRUE(file.button);
  EXPECT_EQ(file.button->gap, glm::vec2(0.0F));
  EXPECT_EQ(file.button->scale, 1.0F);
  EXPECT_EQ(file.button->origin, ButtonOrigin::left);
  EXPECT_EQ(file.button->looks[0].label_color, glm::vec4(1.0F));
}

TEST(ButtonFile, TellsWhyThereIsNoButton) {
  const std::pair<std::string_view, std::string> cases[] = {
      {"x=1", "BUTTON7.txt: image: expected a file name, got nothing"},
      {"image=b.png\nexec=bogus", "unknown exec type: bogus (BUTTON7.txt: line 2: exec)"},
      {"image=b.png\nexec=message,", "unknown exec type: message, (BUTTON7.txt: line 2: exec)"},
      {"image=b.png\nexec=play,", "unknown exec type: play, (BUTTON7.txt: line 2: exec)"},
      {"image=b.png\nexec=setkeyvalue,a",
       "unknown exec type: setkeyvalue,a (BUTTON7.txt: line 2: exec)"},
      {"image=b.png\n\n0-image=c.png\n0-exec=Open,x",
       "unknown exec type: Open,x (BUTTON7.txt: line 4: 0-exec)"},
  };
  for (const auto& [text, error] : cases) {
    const ButtonFile file = parse_button_file(text, "BUTTON7.txt");
    EXPECT_EQ(file.errors, std::vector<std::string>{error});
    EXPECT_FALSE(file.button) << error;
  }
}

TEST(ButtonFile, TellsOfWhatIsLeftOut) {
  const std::pair<std::string_view, std::string> cases[] = {
      {"x=left", "BUTTON7.txt: line 2: x: expected a number, got \"left\""},
      {"y=1 unit", "BUTTON7.txt: line 2: y: expected a number, got \"1 unit\""},
      {"scale=0", "BUTTON7.txt: line 2: scale: expected a number above 0, got \"0\""},
      {"labelScale=inf", "BUTTON7.txt: line 2: labelScale: expected a number, got \"inf\""},
      {"from=above",
       "BUTTON7.txt: line 2: from: expected left, right, top, bottom or parent, got \"above\""},
      {"labelColor=red", "BUTTON7.txt: line 2: labelColor: expected #RRGGBBAA, got \"red\""},
      {"labelColor=#12345G",
       "BUTTON7.txt: line 2: labelColor: expected #RRGGBBAA, got \"#12345G\""},
      {"scael=1", "BUTTON7.txt: line 2: unknown key \"scael\""},
      {"1-x=1\n1-image=c.png", "BUTTON7.txt: line 2: unknown key \"1-x\""},
      {"label=\xff", "BUTTON7.txt: line 2: is no UTF-8, skipped"},
      {"label=%ENV{A", "BUTTON7.txt: line 2: parse error"},
      {"2-label=a",
       "BUTTON7.txt: 2-image: expected a file name, got nothing; the variant is left out"},
  };
  for (const auto& [line, warning] : cases) {
    const ButtonFile file = parse_button_file("image=b.png\n" + std::string(line), "BUTTON7.txt");
    EXPECT_EQ(file.warnings, std::vector<std::string>{warning});
    EXPECT_TRUE(file.button) << warning;
  }
}

TEST(ButtonFile, TakesWhatANumberBeginsWith) {
  const ButtonFile file = parse_button_file("image=b.png\nx= 1.5\ny=2 # up\n", "BUTTON0.txt");
  ASSERT_TRUE(file.button);
  EXPECT_EQ(file.button->gap, glm::vec2(1.5F, 2.0F));
  EXPECT_EQ(file.warnings,
            std::vector<std::string>{"BUTTON0.txt: line 3: y: expected a number, got \"2 # up\""});
}

TEST(ButtonFile, TakesEveryTruncation) {
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const ButtonFile file = parse_button_file(whole.substr(0, length), "BUTTON0.txt");
    EXPECT_EQ(file.button.has_value(), file.errors.empty()) << length;
  }
}

TEST(ButtonFile, IsNotReadWhenItIsTooLarge) {
  const test_support::TemporaryFolder dir;
  const std::string fits = "image=b.png\n#" + std::string(limits::button_file_bytes - 13, 'x');
  dir.write("BUTTON0.txt", fits);
  dir.write("BUTTON1.txt", fits + "x");
  EXPECT_TRUE(read_button_file(dir.path() / "BUTTON0.txt").button);
  EXPECT_EQ(read_button_file(dir.path() / "BUTTON1.txt").errors,
            std::vector<std::string>{"BUTTON1.txt: more than 65536 bytes, at most 65536 expected"});
  EXPECT_EQ(read_button_file(dir.path() / "BUTTON2.txt").errors,
            std::vector<std::string>{"failed to open BUTTON2.txt"});
}

}  // namespace
}  // namespace mmdagent
