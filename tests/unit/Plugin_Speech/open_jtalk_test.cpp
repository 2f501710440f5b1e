#include <gtest/gtest.h>

#include <algorithm>

#include "analyser.h"
#include "hts_synthesis.h"
#include "japanese_engine.h"
#include "support/shared_content.h"

namespace {

using speech::Phone;

struct Voices {
  explicit Voices(const std::filesystem::path& folder)
      : config{{folder / "mei_normal.htsvoice", folder / "mei_happy.htsvoice"}, {}} {
    std::string error;
    engine = open_jtalk::make_engine(config, "/none", error);
    EXPECT_NE(engine, nullptr) << error;
  }
  static speech::Style style(double happy, double speed = 1.0) {
    const std::vector<double> weights{1 - happy, happy};
    return {"style", weights, weights, weights, speed, 0.0, 0.55, 1.0};
  }
  // All of it; counts in how many parts.
  speech::Speech say(const std::string& text, const speech::Style& style) {
    parts = 0;
    speech::Speech speech;
    std::string error;
    const std::atomic<bool> stop{false};
    EXPECT_TRUE(engine->speak(text, style, stop, speech, error)) << error;
    using Part = speech::SpeechEngine::Part;
    for (Part part = Part::added; part == Part::added; ++parts) {
      part = engine->go_on(stop, speech, error);
      EXPECT_NE(part, Part::failed) << error;
    }
    return speech;
  }

  speech::VoiceConfig config;
  std::unique_ptr<speech::SpeechEngine> engine;
  int parts = 0;
};

void expect_phones(const speech::Speech& speech, const std::vector<Phone>& expected) {
  ASSERT_EQ(speech.phones.size(), expected.size());
  int sum = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(speech.phones[i].name, expected[i].name) << i;
    EXPECT_NEAR(speech.phones[i].milliseconds, expected[i].milliseconds, 5) << i;
    sum += speech.phones[i].milliseconds;
  }
  // The sound has the last silence, too.
  const double milliseconds = 1'000.0 * static_cast<double>(speech.samples.size()) / speech.rate;
  EXPECT_GT(milliseconds, sum + 100);
  EXPECT_LT(milliseconds, sum + 600);
}

const std::string greeting = "こんにちは！よろしくね！";

}  // namespace

TEST(OpenJTalk, P54TheGreetingOfTheNormalVoice) {
  SHARED_OR_SKIP(folder, "content/voice/mei");
  expect_phones(Voices(folder).say(greeting, Voices::style(0)),
                {{"k", 95},  {"o", 105}, {"N", 40},    {"n", 45}, {"i", 75}, {"ch", 95}, {"i", 80},
                 {"w", 30},  {"a", 165}, {"pau", 430}, {"y", 80}, {"o", 70}, {"r", 30},  {"o", 70},
                 {"sh", 70}, {"I", 25},  {"k", 70},    {"u", 80}, {"n", 45}, {"e", 170}});
}

TEST(OpenJTalk, P55TheGreetingOfTwoVoices) {
  SHARED_OR_SKIP(folder, "content/voice/mei");
  expect_phones(Voices(folder).say(greeting, Voices::style(0.5)),
                {{"k", 95},  {"o", 105}, {"N", 35},    {"n", 45}, {"i", 85}, {"ch", 95}, {"i", 85},
                 {"w", 25},  {"a", 180}, {"pau", 475}, {"y", 80}, {"o", 70}, {"r", 25},  {"o", 70},
                 {"sh", 75}, {"I", 25},  {"k", 70},    {"u", 85}, {"n", 45}, {"e", 190}});
}

TEST(OpenJTalk, P58SymbolsAreNothingToSay) {
  SHARED_OR_SKIP(folder, "content/voice/mei");
  EXPECT_TRUE(Voices(folder).say("！！", Voices::style(0)).phones.empty());
}

TEST(OpenJTalk, P64TwiceAsFastIsHalfAsLong) {
  SHARED_OR_SKIP(folder, "content/voice/mei");
  Voices voices(folder);
  const double slow = static_cast<double>(voices.say(greeting, Voices::style(0)).samples.size());
  const double fast = static_cast<double>(voices.say(greeting, Voices::style(0, 2)).samples.size());
  EXPECT_NEAR(slow / fast, 2.0, 0.1);
}

TEST(OpenJTalk, ATextIsMadePartByPart) {
  SHARED_OR_SKIP(folder, "content/voice/mei");
  Voices voices(folder);
  const speech::Speech whole = voices.say(greeting, Voices::style(0));
  EXPECT_GE(voices.parts, 3) << "two phrases, each with an end";
  speech::Speech first;
  std::string error;
  const std::atomic<bool> stop{false};
  ASSERT_TRUE(voices.engine->speak(greeting, Voices::style(0), stop, first, error)) << error;
  EXPECT_EQ(first.phones, whole.phones) << "the phones of all";
  EXPECT_GE(first.samples.size(), whole.samples.size() / 8);
  EXPECT_LE(first.samples.size(), whole.samples.size() * 2 / 3);
  EXPECT_TRUE(std::equal(first.samples.begin(), first.samples.end(), whole.samples.begin()));
  // Another text begins anew.
  EXPECT_EQ(voices.say("はい", Voices::style(0)).phones.front().name, "h");
}

// The largest step from one sample to the next within 5 ms of a place.
int largest_step(const speech::Speech& speech, std::size_t at) {
  const auto around = static_cast<std::size_t>(speech.rate) / 200;
  int largest = 0;
  for (std::size_t i = at - std::min(at - 1, around);
       i < std::min(at + around, speech.samples.size()); ++i) {
    largest = std::max(largest, std::abs(speech.samples[i] - speech.samples[i - 1]));
  }
  return largest;
}

TEST(OpenJTalk, NoClickIsHeardBetweenParts) {
  SHARED_OR_SKIP(folder, "content/voice/mei");
  const Voices voices(folder);
  speech::Speech speech;
  std::string error;
  const std::atomic<bool> stop{false};
  std::vector<std::size_t> cuts;
  ASSERT_TRUE(voices.engine->speak("私がこれから皆さんを大きな駅までの道へご案内します。",
                                   Voices::style(0), stop, speech, error))
      << error;
  do cuts.push_back(speech.samples.size());
  while (voices.engine->go_on(stop, speech, error) == speech::SpeechEngine::Part::added);
  ASSERT_GE(cuts.size(), 3U) << "it has no pause within, and is made in parts all the same";
  int largest = 0;
  for (std::size_t i = 1; i < speech.samples.size(); i += 200) {
    largest = std::max(largest, largest_step(speech, i));
  }
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    EXPECT_LT(largest_step(speech, cuts[i]), largest / 4) << cuts[i];
  }
}

TEST(OpenJTalk, AStopEndsItBeforeTheNextPart) {
  SHARED_OR_SKIP(folder, "content/voice/mei");
  const Voices voices(folder);
  speech::Speech speech;
  std::string error;
  std::atomic<bool> stop{false};
  ASSERT_TRUE(voices.engine->speak(greeting, Voices::style(0), stop, speech, error)) << error;
  stop = true;
  EXPECT_EQ(voices.engine->go_on(stop, speech, error), speech::SpeechEngine::Part::failed);
  EXPECT_EQ(error, "");
}

TEST(OpenJTalk, LongTextsAreSaidPieceByPiece) {
  SHARED_OR_SKIP(folder, "content/voice/mei");
  std::string text;
  for (int i = 0; i < 100; ++i) text += "はい。";
  const speech::Speech speech = Voices(folder).say(text, Voices::style(0, 10));
  EXPECT_EQ(std::ranges::count(speech.phones, "h", &Phone::name), 100);
  EXPECT_EQ(std::ranges::count(speech.phones, "pau", &Phone::name), 99);
  EXPECT_EQ(std::ranges::count(speech.phones, "sil", &Phone::name), 0);
}

TEST(OpenJTalk, WeightsOfNothingAreAnError) {
  SHARED_OR_SKIP(folder, "content/voice/mei");
  const Voices voices(folder);
  speech::Style style = Voices::style(0);
  style.spectrum = {0, 0};
  speech::Speech speech;
  std::string error;
  const std::atomic<bool> stop{false};
  EXPECT_FALSE(voices.engine->speak(greeting, style, stop, speech, error));
  EXPECT_EQ(error, "style \"style\": its weights add up to 0, nothing can be said");
}

TEST(OpenJTalk, MissingVoicesAreNamed) {
  std::string error;
  EXPECT_EQ(open_jtalk::make_engine({{"/none.htsvoice"}, {}}, "/none", error), nullptr);
  EXPECT_EQ(error, "failed to load one of voice models: \"/none.htsvoice\"");
}

TEST(OpenJTalkAnalyser, PiecesEndWithSentencesAndNeverWithinACharacter) {
  using open_jtalk::split_text;
  EXPECT_EQ(split_text("", 9), std::vector<std::string>{});
  EXPECT_EQ(split_text("abc", 9), std::vector<std::string>{"abc"});
  EXPECT_EQ(split_text("あ。いう", 9), (std::vector<std::string>{"あ。", "いう"}));
  EXPECT_EQ(split_text("あいうえ", 10), (std::vector<std::string>{"あいう", "え"}));
  EXPECT_EQ(split_text(std::string(5, '\x80'), 2).size(), 4U) << "what is no text ends, too";
}

TEST(OpenJTalkAnalyser, PhrasesEndWithTheirPause) {
  const open_jtalk::Labels labels{"s-a+b", "a-pau+b", "p-b+c", "b-sil+x"};
  EXPECT_EQ(open_jtalk::phrases_of(labels),
            (std::vector<open_jtalk::Labels>{{"s-a+b", "a-pau+b"}, {"p-b+c", "b-sil+x"}}));
  EXPECT_TRUE(open_jtalk::phrases_of({}).empty());
}

TEST(OpenJTalkAnalyser, AProgramThatWaitedInVainIsReplaced) {
  const auto dictionary = open_jtalk::find_dictionary("/none");
  ASSERT_TRUE(dictionary);
  // Without a voice it ends at once, and says nothing.
  open_jtalk::Analyser analyser(*dictionary, "/none.htsvoice");
  analyser.prepare();
  std::string error;
  const auto labels = analyser.analyse("はい", error);
  ASSERT_TRUE(labels) << error;
  EXPECT_TRUE(labels->empty());
}

TEST(OpenJTalkAnalyser, LabelsOfATrace) {
  EXPECT_EQ(
      open_jtalk::labels_of("[Text]\n\n[Output label]\n0 5 xx^xx-sil+k\n5 9 xx^sil-k+o\n\n[G]"),
      (open_jtalk::Labels{"xx^xx-sil+k", "xx^sil-k+o"}));
  EXPECT_TRUE(open_jtalk::labels_of("").empty());
  EXPECT_TRUE(open_jtalk::labels_of("[Output label]\n").empty());
  EXPECT_EQ(open_jtalk::phone_of("xx^sil-k+o=N/A:-4+1"), "k");
  EXPECT_EQ(open_jtalk::phone_of("nothing"), "");
}
