#include "flite_engine.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

namespace {

const speech::Style plain{"plain", {1}, {1}, {1}, 1.0, 0.0, 0.55, 0.0};

speech::Speech say(const std::string& text, const speech::Style& style = plain,
                   const std::string& voice = "slt") {
  std::string error;
  const auto engine = flite_speech::make_engine(voice, error);
  speech::Speech speech;
  const std::atomic<bool> stop{false};
  EXPECT_TRUE(engine != nullptr && engine->speak(text, style, stop, speech, error)) << error;
  return speech;
}

int length(const speech::Speech& speech) {
  int sum = 0;
  for (const speech::Phone& phone : speech.phones) sum += phone.milliseconds;
  return sum;
}

double seconds(const speech::Speech& speech) {
  return static_cast<double>(speech.samples.size()) / speech.rate;
}

int loudest(const speech::Speech& speech) {
  int most = 0;
  for (const int sample : speech.samples) most = std::max(most, std::abs(sample));
  return most;
}

}  // namespace

TEST(FliteEngine, P66PhonesWithoutTheSilencesAtTheEnds) {
  const speech::Speech speech = say("Hello! My name is gene.");
  ASSERT_GT(speech.phones.size(), 10U);
  EXPECT_EQ(speech.phones.front().name, "hh");
  EXPECT_NE(speech.phones.back().name, "pau");
  EXPECT_TRUE(std::ranges::count(speech.phones, "pau", &speech::Phone::name) > 0);
  EXPECT_NEAR(length(speech), 1'000 * seconds(speech), 2);
  EXPECT_GT(loudest(speech), 1'000);
}

TEST(FliteEngine, P64TwiceAsFastIsHalfAsLong) {
  speech::Style fast = plain;
  fast.speed = 2.0;
  const speech::Speech slow_speech = say("Hello! My name is gene.");
  const speech::Speech fast_speech = say("Hello! My name is gene.", fast);
  EXPECT_NEAR(2 * length(fast_speech), length(slow_speech), 20);
  EXPECT_NEAR(2 * seconds(fast_speech), seconds(slow_speech), 0.05);
}

TEST(FliteEngine, VolumeIsInDecibels) {
  speech::Style loud = plain;
  loud.volume = 6.0206;
  EXPECT_NEAR(loudest(say("Hello", loud)), std::min(2 * loudest(say("Hello")), 32'767), 4);
}

TEST(FliteEngine, TextWithoutWordsSaysNothing) {
  EXPECT_TRUE(say("").phones.empty());
  EXPECT_TRUE(say("！！").phones.empty()) << "letters of other scripts are passed over";
}

TEST(FliteEngine, TheVoiceIsNamedByTheFile) {
  EXPECT_EQ(flite_speech::voice_for({{"/voice/cmu_us_arctic_slt.htsvoice"}, {}}), "slt");
  EXPECT_EQ(flite_speech::voice_for({{"/voice/cmu_us_arctic_awb.htsvoice"}, {}}), "awb");
  EXPECT_EQ(flite_speech::voice_for({{"/slt/unknown.htsvoice"}, {}}), "slt");
  for (const char* voice : {"slt", "rms", "awb", "kal"}) {
    EXPECT_GT(say("one", plain, voice).phones.size(), 2U) << voice;
  }
  std::string error;
  EXPECT_EQ(flite_speech::make_engine("none", error), nullptr);
  EXPECT_EQ(error, "failed to load one of voice models: flite has no \"none\"");
}
