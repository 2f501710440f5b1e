#include "voice_config.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "support/temporary_folder.h"

using speech::read_voice_config;
using speech::VoiceConfig;

namespace {

class VoiceConfigTest : public testing::Test {
 protected:
  std::optional<VoiceConfig> read(const std::string& text) {
    std::ofstream(file()) << text;
    return read_voice_config(file(), "/content", error);
  }
  // What fails is named, and so is the file.
  void expect_fails(const std::string& text, const std::string& what) {
    EXPECT_FALSE(read(text)) << text;
    EXPECT_EQ(error, "failed to get " + what + " in config file \"" + file().string() +
                         "\", may be corrupted");
  }
  std::filesystem::path file() const { return folder_.path() / "a.ojt"; }

  std::string error;

 private:
  test_support::TemporaryFolder folder_;
};

}  // namespace

TEST_F(VoiceConfigTest, LinesDoNotMatterAndCommentsEndTokens) {
  const auto config = read(
      "# voices\n2 a/one.htsvoice#first\nb.htsvoice\n1\n"
      "calm 1 3\t0.5 0.5\n2 0 # weights\n1.5 -2.5 0.6 3 text behind is ignored");
  ASSERT_TRUE(config) << error;
  EXPECT_EQ(config->voices,
            (std::vector<std::filesystem::path>{"/content/a/one.htsvoice", "/content/b.htsvoice"}));
  const speech::Style* const style = config->find("calm");
  ASSERT_NE(style, nullptr);
  EXPECT_EQ(style->spectrum, (std::vector<double>{0.25, 0.75}));
  EXPECT_EQ(style->pitch, (std::vector<double>{0.5, 0.5}));
  EXPECT_EQ(style->duration, (std::vector<double>{1, 0}));
  EXPECT_EQ(style->speed, 1.5);
  EXPECT_EQ(style->half_tones, -2.5);
  EXPECT_EQ(style->alpha, 0.6);
  EXPECT_EQ(style->volume, 3.0);
  EXPECT_EQ(config->find("Calm"), nullptr);
}

TEST_F(VoiceConfigTest, NumbersStayInTheirRanges) {
  const auto config = read("1 v 2 low 0 0 0 0 -99 -1 -1 high 1 1 1 99 99 9 99");
  ASSERT_TRUE(config) << error;
  const auto numbers = [](const speech::Style& style) {
    return std::vector<double>{style.speed, style.half_tones, style.alpha, style.volume};
  };
  EXPECT_EQ(numbers(config->styles[0]), (std::vector<double>{0.1, -24, 0, 0}));
  EXPECT_EQ(numbers(config->styles[1]), (std::vector<double>{10, 24, 1, 10}));
  EXPECT_EQ(config->styles[0].spectrum, std::vector<double>{0.0}) << "nothing can be said";
}

TEST_F(VoiceConfigTest, P63FailuresNameWhatIsMissing) {
  expect_fails("", "number of speakers");
  expect_fails("# nothing\n", "number of speakers");
  expect_fails("0 a", "number of models");
  expect_fails("x a", "number of models");
  expect_fails("2 a", "model names");
  expect_fails("1 a", "number of speaking styles");
  expect_fails("1 a 1 s 1 1 1 1 0 0.5", "style names and weights");
  expect_fails("1 a 2 s 1 1 1 1 0 0.5 1", "style names and weights");
}

TEST_F(VoiceConfigTest, AMissingFileIsNamed) {
  EXPECT_FALSE(read_voice_config("/none/a.ojt", "/", error));
  EXPECT_EQ(error, "failed to read config file \"/none/a.ojt\"");
}
