// Cases P56 to P65 and P67 of plugins.md section 15.4 with an engine that says letters: each is one
// phone of 10 ms, except '!', which is none. What is behind a '/' is made part by part.
#include "speech_plugin.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "speech_limits.h"
#include "support/fake_host.h"
#include "support/temporary_folder.h"

using mmdagent::Level;
using mmdagent::test::FakeHost;
using Lines = std::vector<std::string>;

namespace {

constexpr int phone_samples = 80;  // 10 ms

class LetterEngine final : public speech::SpeechEngine {
 public:
  bool speak(const std::string& text, const speech::Style& style, const std::atomic<bool>&,
             speech::Speech& speech, std::string& error) override {
    if (text == "bad") {
      error = "cannot say it";
      return false;
    }
    for (const char letter : text) {
      if (letter != '!' && letter != '/') speech.phones.push_back({std::string(1, letter), 10});
    }
    speech.rate = 8'000;
    speed_ = style.speed;
    rest_ = text;
    add_part(speech);
    return true;
  }
  Part go_on(const std::atomic<bool>&, speech::Speech& speech, std::string& error) override {
    if (rest_.empty()) return Part::none;
    if (rest_ == "bad") {
      error = "cannot go on";
      return Part::failed;
    }
    add_part(speech);
    return Part::added;
  }

 private:
  void add_part(speech::Speech& speech) {
    const std::string part = rest_.substr(0, rest_.find('/'));
    rest_.erase(0, std::min(part.size() + 1, rest_.size()));
    const double samples = static_cast<double>(part.size()) * phone_samples / speed_;
    speech.samples.resize(speech.samples.size() + static_cast<std::size_t>(samples));
  }

  std::string rest_;
  double speed_ = 1.0;
};

class SpeechPluginTest : public testing::Test {
 protected:
  ~SpeechPluginTest() override {
    if (plugin) host.on_agent([this] { plugin->stop(); });
    host.set_hooks({}, {});
  }

  void start(const std::string& config = "1 v 2 N 1 1 1 1 0 0.5 0 quick 1 1 1 2 0 0.5 0") {
    if (!config.empty()) std::ofstream(folder.path() / "a.ojt") << config;
    host.set_content_file((folder.path() / "a.mdf").string());
    plugin.emplace(host, speech::EngineKind{"Letters", ".ojt", [this](const auto&, auto&) {
                                              return [this](std::string& error) {
                                                error = engine_error;
                                                ++engines_made;
                                                return error.empty()
                                                           ? std::make_unique<LetterEngine>()
                                                           : nullptr;
                                              };
                                            }});
    host.set_hooks([this](const mmdagent::Message& message) { plugin->message(message); }, {});
    host.on_agent([this] { plugin->start(); });
  }
  void send(const std::string& type, const std::string& args) {
    host.on_agent([&] { host.post(type, args); });
  }
  // All events so far.
  Lines events() const {
    Lines lines = host.dispatched();
    std::erase_if(lines, [](const std::string& line) {
      return line.starts_with("SYNTH_ST") || line.starts_with("PLUGIN_DIS") ||
             line.starts_with("PLUGIN_ENABLE");
    });
    return lines;
  }
  static std::string long_text() { return std::string(1'000, 'a'); }  // ten seconds

  test_support::TemporaryFolder folder;
  FakeHost host;
  std::string engine_error;
  std::atomic<int> engines_made{0};
  std::optional<speech::SpeechPlugin> plugin;
};

const std::string enabled = "PLUGIN_EVENT_ENABLE|Letters";

}  // namespace

TEST_F(SpeechPluginTest, SaysATextAndMovesTheLips) {
  start();
  send("SYNTH_START", "mei|N|ab");
  ASSERT_TRUE(host.wait_dispatched("SYNTH_EVENT_STOP|mei"));
  EXPECT_EQ(events(), (Lines{enabled, "SYNTH_EVENT_START|mei", "LIPSYNC_START|mei|a,10,b,10",
                             "SYNTH_EVENT_STOP|mei"}));
}

TEST_F(SpeechPluginTest, P56AnUnknownStyleIsAnotherEngines) {
  start();
  send("SYNTH_START", "0|X|text");
  send("SYNTH_START", "0|N|a");
  ASSERT_TRUE(host.wait_dispatched("SYNTH_EVENT_STOP|0"));
  EXPECT_EQ(host.count_dispatched("SYNTH_EVENT_START|0"), 1U);
}

TEST_F(SpeechPluginTest, P57ThreeArgumentsAreNeeded) {
  start();
  send("SYNTH_START", "0|N");
  EXPECT_TRUE(host.wait_logged(Level::error, "message corrupted"));
  EXPECT_EQ(events(), Lines{enabled});
}

TEST_F(SpeechPluginTest, P58NothingToSay) {
  start();
  send("SYNTH_START", "0|N|!!");
  ASSERT_TRUE(host.wait_dispatched("SYNTH_EVENT_STOP|0"));
  EXPECT_EQ(events(), (Lines{enabled, "SYNTH_EVENT_START|0", "SYNTH_EVENT_STOP|0"}));
}

TEST_F(SpeechPluginTest, P59StopsAtOnce) {
  start();
  send("SYNTH_START", "0|N|" + long_text());
  ASSERT_TRUE(host.wait_until([&] { return events().size() == 3; }));
  send("SYNTH_STOP", "0");
  ASSERT_TRUE(host.wait_dispatched("SYNTH_EVENT_STOP|0"));
  const Lines lines = events();
  EXPECT_EQ(lines[3], "LIPSYNC_STOP|0");
  EXPECT_EQ(lines[4], "SYNTH_EVENT_STOP|0");
}

TEST_F(SpeechPluginTest, P60AnotherTextTakesItsPlace) {
  start();
  send("SYNTH_START", "0|N|" + long_text());
  ASSERT_TRUE(host.wait_until([&] { return events().size() == 3; }));
  send("SYNTH_START", "0|N|b");
  ASSERT_TRUE(host.wait_dispatched("SYNTH_EVENT_STOP|0", 2));
  Lines lines = events();
  lines.erase(lines.begin(), lines.begin() + 3);
  EXPECT_EQ(lines, (Lines{"LIPSYNC_STOP|0", "SYNTH_EVENT_STOP|0", "SYNTH_EVENT_START|0",
                          "LIPSYNC_START|0|b,10", "SYNTH_EVENT_STOP|0"}));
  EXPECT_TRUE(host.wait_logged(Level::status, "character \"0\" is burged in"));
}

TEST_F(SpeechPluginTest, E8TwoTextsAtOnceAreSaidOnce) {
  start();
  host.on_agent([&] {
    host.post("SYNTH_START", "0|N|" + long_text());
    host.post("SYNTH_START", "0|N|b");
  });
  ASSERT_TRUE(host.wait_dispatched("SYNTH_EVENT_STOP|0", 2));
  EXPECT_EQ(host.count_dispatched("LIPSYNC_START|0|b,10"), 1U);
  EXPECT_EQ(host.count_dispatched("SYNTH_EVENT_START|0"), 2U);
}

TEST_F(SpeechPluginTest, WhatIsMadeInPartsIsHeardToItsEnd) {
  start();
  const auto begin = std::chrono::steady_clock::now();
  send("SYNTH_START", "0|N|abcdefghij/klmnopqrst/uvwxyzabcd");
  ASSERT_TRUE(host.wait_dispatched("SYNTH_EVENT_STOP|0"));
  EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(280));
  const Lines lines = events();
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_EQ(std::ranges::count(lines[2], ','), 59) << "the lips move for all parts: " << lines[2];
}

TEST_F(SpeechPluginTest, APartThatCannotBeMadeEndsTheText) {
  start();
  send("SYNTH_START", "0|N|ab/bad");
  ASSERT_TRUE(host.wait_dispatched("SYNTH_EVENT_STOP|0"));
  EXPECT_TRUE(host.wait_logged(Level::error, "cannot go on"));
}

TEST_F(SpeechPluginTest, VoicesAreLoadedBeforeTheyAreNeeded) {
  start();
  EXPECT_TRUE(host.wait_until([&] { return engines_made == 1; }));
  send("SYNTH_STOP", "");
  send("SYNTH_START", "0|N|a");
  ASSERT_TRUE(host.wait_dispatched("SYNTH_EVENT_STOP|0"));
  EXPECT_EQ(engines_made, 1);
  EXPECT_EQ(events().size(), 4U);
}

TEST_F(SpeechPluginTest, P61TwoSpeakAtOnce) {
  start();
  send("SYNTH_START", "0|N|" + long_text());
  send("SYNTH_START", "1|N|a");
  ASSERT_TRUE(host.wait_dispatched("SYNTH_EVENT_STOP|1"));
  EXPECT_EQ(host.count_dispatched("SYNTH_EVENT_STOP|0"), 0U);
  send("SYNTH_STOP", "0");
  EXPECT_TRUE(host.wait_dispatched("SYNTH_EVENT_STOP|0"));
}

TEST_F(SpeechPluginTest, NoMoreThanSixteenSpeakAtOnce) {
  start();
  for (std::size_t i = 0; i < speech::limits::speakers; ++i) {
    send("SYNTH_START", std::to_string(i) + "|N|" + long_text());
  }
  send("SYNTH_START", "more|N|abc");
  EXPECT_TRUE(host.wait_logged(Level::error,
                               "SYNTH_START: more than 16 speak at once, \"abc\" is not said"));
  send("SYNTH_STOP", "3");
  ASSERT_TRUE(host.wait_dispatched("SYNTH_EVENT_STOP|3"));
  ASSERT_TRUE(host.wait_until([&] {
    send("SYNTH_START", "more|N|abc");
    return host.count_dispatched("SYNTH_EVENT_START|more") > 0;
  }));
}

TEST_F(SpeechPluginTest, P62WithoutAVoiceFile) {
  start("");
  send("SYNTH_START", "0|N|x");
  send("SYNTH_STOP", "0");
  EXPECT_TRUE(host.wait_logged(Level::warning, "Letters: not configured, \"SYNTH_START\" ignored"));
  send("PLUGIN_DISABLE", "Letters");
  EXPECT_EQ(events(), Lines{});
}

TEST_F(SpeechPluginTest, P63ABrokenVoiceFileIsNoVoiceFile) {
  start("2 only_one.htsvoice");
  EXPECT_TRUE(host.wait_logged(Level::error, "failed to get model names in config file"));
  EXPECT_EQ(events(), Lines{});
}

TEST_F(SpeechPluginTest, P65StopOfOneWhoNeverSpoke) {
  start();
  send("SYNTH_STOP", "never");
  EXPECT_TRUE(host.wait_logged(Level::captured, "SYNTH_STOP|never"));
  EXPECT_EQ(events(), Lines{enabled});
}

TEST_F(SpeechPluginTest, P67ABarEndsTheText) {
  start();
  send("SYNTH_START", "0|N|a|b");
  EXPECT_TRUE(host.wait_dispatched("LIPSYNC_START|0|a,10"));
}

TEST_F(SpeechPluginTest, WhatCannotBeSaidStillEnds) {
  start();
  send("SYNTH_START", "0|N|bad");
  ASSERT_TRUE(host.wait_dispatched("SYNTH_EVENT_STOP|0"));
  EXPECT_TRUE(host.wait_logged(Level::error, "cannot say it"));
  EXPECT_EQ(events(), (Lines{enabled, "SYNTH_EVENT_START|0", "SYNTH_EVENT_STOP|0"}));
}

TEST_F(SpeechPluginTest, AMissingEngineIsAnErrorAndStillEnds) {
  engine_error = "failed to load one of voice models";
  start();
  send("SYNTH_START", "0|N|a");
  ASSERT_TRUE(host.wait_dispatched("SYNTH_EVENT_STOP|0"));
  EXPECT_TRUE(host.wait_logged(Level::error, engine_error));
}

TEST_F(SpeechPluginTest, CanBeSwitchedOffAndOn) {
  start();
  send("PLUGIN_ENABLE", "Letters");
  send("PLUGIN_DISABLE", "Letters");
  send("SYNTH_START", "0|N|a");
  send("PLUGIN_ENABLE", "Letters");
  ASSERT_TRUE(host.wait_dispatched(enabled, 2));
  EXPECT_EQ(events(), (Lines{enabled, "PLUGIN_EVENT_DISABLE|Letters", enabled}));
}

TEST(LipSequence, HoldsWhatFitsIntoAMessage) {
  const std::vector<speech::Phone> phones(20'000, {"a", 100});
  const std::string sequence = speech::lip_sequence("mei", phones);
  EXPECT_LT(sequence.size(), mmdagent::max_message_bytes);
  EXPECT_GT(sequence.size(), mmdagent::max_message_bytes - 200);
  EXPECT_TRUE(sequence.starts_with("mei|a,100,a,100,"));
  EXPECT_TRUE(sequence.ends_with(",a,100"));
}
