// Sections 6.1 to 6.7 of remote.md: what streamed sound and the microphone do to a mouth, on a real
// scene, and what is recorded of them.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <regex>
#include <span>
#include <string>
#include <vector>

#include "formant_vowel.h"
#include "remote_limits.h"
#include "sound/utterance_files.h"
#include "sound/voice.h"
#include "support/avatar_run.h"

namespace mmdagent::remote {
namespace {

namespace fs = std::filesystem;
using test_support::AvatarRun;
using test_support::Settings;
using Lines = std::vector<std::string>;
using Samples = std::vector<std::int16_t>;

const std::string mouth_map = "LIP_A a\nLIP_I i\nLIP_U u\nLIP_O o\nNOLIP smile\n";
constexpr std::size_t frame_samples = 533;

Samples vowel_a(double seconds = 0.5) { return formant_vowel({750, 1250, 2600}, 0.3, seconds); }

std::string bytes_of(std::span<const std::int16_t> samples) {
  std::string bytes;
  for (const std::int16_t sample : samples) {
    bytes.push_back(static_cast<char>(sample & 0xFF));
    bytes.push_back(static_cast<char>(sample >> 8 & 0xFF));
  }
  return bytes;
}

// A model with a mouth, chosen by the peer.
struct SoundRun : AvatarRun {
  explicit SoundRun(const Settings& settings = {}, OpenSource microphone = {})
      : AvatarRun(mouth_map, settings, std::move(microphone)) {
    add_model();
    play("__AV_SETMODEL,0");
  }
  // In time with the frames.
  void stream(const Samples& samples) {
    for (std::size_t at = 0; at < samples.size(); at += frame_samples) {
      const auto piece = std::span(samples).subspan(at);
      avatars.sound_pack(*peer, bytes_of(piece.first(std::min(piece.size(), frame_samples))));
      advance(1);
    }
  }
};

TEST(StreamedSound, MovesTheMouthAndClosesIt) {
  SoundRun run;
  run.play("__AV_START");
  run.play("MODEL_BINDFACE|0|smile|0.5");
  run.stream(vowel_a());
  EXPECT_NEAR(run.morph("a"), 0.7, 0.1);
  for (const char* other : {"i", "u", "o", "smile"}) EXPECT_NEAR(run.morph(other), 0.0, 0.1);
  run.avatars.sound_word(*run.peer, SoundWord::end);
  run.advance(20);
  EXPECT_NEAR(run.morph("a"), 0.0, 0.01);
  run.play("MODEL_BINDFACE|0|a|0.25");
  run.advance(2);
  EXPECT_EQ(run.morph("a"), 0.25F);  // motions have it back
}

TEST(StreamedSound, IsHeardAndNotSeenWithoutControl) {
  SoundRun run;
  run.stream(vowel_a());
  EXPECT_EQ(run.morph("a"), 0.0F);
  ASSERT_NE(run.peer->speech.voice(), nullptr);
  run.advance(5);
  EXPECT_EQ(run.peer->speech.voice()->played(), 8'000U);
}

TEST(StreamedSound, IsNotSeenWhereTheRuleForbids) {
  SoundRun run;
  run.play("__AV_START");
  run.play("__AVCONF_DISABLEAUTOLIP,ALWAYS");
  run.stream(vowel_a());
  EXPECT_EQ(run.morph("a"), 0.0F);
}

// Streaming leaves the mouth to others while nobody speaks; file mode keeps it.
TEST(StreamedSound, SilenceOfTheModes) {
  for (const bool file : {false, true}) {
    SoundRun run;
    run.play("__AV_START");
    run.avatars.sound_word(*run.peer, file ? SoundWord::file : SoundWord::stream);
    run.stream(vowel_a(0.2));
    run.stream(Samples(16'000));
    run.play("MODEL_BINDFACE|0|a|0.25");
    run.stream(Samples(1'600));
    EXPECT_NEAR(run.morph("a"), file ? 0.0F : 0.25F, 1e-5F) << file;
  }
}

// What a test says into the microphone.
class Said final : public SampleSource {
 public:
  explicit Said(std::shared_ptr<std::deque<std::int16_t>> waiting) : waiting_(std::move(waiting)) {}
  std::size_t read(std::span<std::int16_t> samples) override {
    const std::size_t count = std::min(samples.size(), waiting_->size());
    std::copy_n(waiting_->begin(), count, samples.begin());
    waiting_->erase(waiting_->begin(), waiting_->begin() + static_cast<std::ptrdiff_t>(count));
    return count;
  }

 private:
  std::shared_ptr<std::deque<std::int16_t>> waiting_;
};

class LocalLips : public ::testing::Test {
 protected:
  void say(AvatarRun& run, const Samples& samples) {
    for (std::size_t at = 0; at < samples.size(); at += frame_samples) {
      const auto piece = std::span(samples).subspan(at);
      const std::size_t size = std::min(piece.size(), frame_samples);
      said_->insert(said_->end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(size));
      run.advance(1);
    }
  }
  Settings settings_{{"Plugin_Remote_EnableLocalLipsync", "true"}};
  std::shared_ptr<std::deque<std::int16_t>> said_ = std::make_shared<std::deque<std::int16_t>>();
  int opened_ = 0;
  OpenSource microphone_ = [this](std::string&) {
    ++opened_;
    return std::make_unique<Said>(said_);
  };
};

TEST_F(LocalLips, BeginByThemselvesAndFollowTheMicrophone) {
  AvatarRun run(mouth_map, settings_, microphone_);
  EXPECT_EQ(run.take(), Lines{"Remote: Warning: local lip sync: model alias \"0\" not found"});
  run.add_model();
  run.play("MODEL_EVENT_ADD|0");
  EXPECT_EQ(run.take(), Lines{"AVATAR|START"});
  run.play("MODEL_EVENT_ADD|0");
  say(run, vowel_a());
  EXPECT_EQ(run.take(), Lines{"Remote: Status: local lip sync: listening to the microphone"});
  EXPECT_NEAR(run.morph("a"), 0.7, 0.1);
  EXPECT_EQ(opened_, 1);
  // What is streamed is heard, but does not move the mouth.
  say(run, Samples(16'000));
  run.advance(20);
  const Samples streamed = vowel_a();
  run.avatars.sound_pack(*run.peer, bytes_of(streamed));
  run.advance(3);
  EXPECT_NEAR(run.morph("a"), 0.0, 0.01);
  EXPECT_NE(run.peer->speech.voice(), nullptr);
}

TEST_F(LocalLips, ListenOnlyWhileSomebodyIsConnected) {
  AvatarRun run(mouth_map, settings_, microphone_);
  run.advance(1);
  run.avatars.left(*run.peer);
  run.advance(1);
  run.take();
  run.advance(2);
  EXPECT_EQ(said_.use_count(), 1);
  run.avatars.joined(std::make_shared<PeerAvatar>(run.host));
  run.advance(1);
  EXPECT_EQ(opened_, 2);
}

TEST_F(LocalLips, WithoutAMicrophoneThereIsOneWarning) {
  AvatarRun run(mouth_map, settings_, [](std::string& reason) {
    reason = "no microphone";
    return std::unique_ptr<SampleSource>();
  });
  run.take();
  run.advance(5);
  EXPECT_EQ(run.take(), Lines{"Remote: Warning: local lip sync: no microphone"});
}

TEST_F(LocalLips, AreOffForOtherWords) {
  settings_["Plugin_Remote_EnableLocalLipsync"] = "on";
  AvatarRun run(mouth_map, settings_, microphone_);
  run.advance(2);
  EXPECT_EQ(run.take(), Lines{});
  EXPECT_EQ(opened_, 0);
}

const Settings recording = {{"Plugin_Remote_Record_Wave_Dir", "spoken"}};

Lines files_in(const fs::path& folder) {
  Lines names;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder))
    names.push_back(entry.path().filename().string());
  return names;
}

TEST(UtteranceRecording, WritesEachUtteranceOfAStream) {
  SoundRun run(recording);
  run.stream(Samples(8'000));
  run.stream(vowel_a());
  run.stream(Samples(16'000));
  run.avatars.stop();
  const Lines names = files_in(run.folder().path() / "spoken");
  ASSERT_EQ(names.size(), 1U);
  EXPECT_TRUE(
      std::regex_match(names[0], std::regex(R"(\d{4}_\d\d_\d\d__\d\d_\d\d_\d\d__\d{3}\.wav)")));
  const auto size = fs::file_size(run.folder().path() / "spoken" / names[0]);
  // A quarter of a second before, the half second, 450 ms behind.
  EXPECT_NEAR(static_cast<double>(size - 44) / 32'000, 1.2, 0.07);
}

TEST(UtteranceRecording, OfAFileModeIsUpToItsEnd) {
  SoundRun run(recording);
  run.avatars.sound_word(*run.peer, SoundWord::file);
  const Samples all = vowel_a();
  run.stream(Samples(16'000));
  run.stream(all);
  run.avatars.sound_word(*run.peer, SoundWord::end);
  run.avatars.stop();
  const fs::path folder = run.folder().path() / "spoken";
  const Lines names = files_in(folder);
  ASSERT_EQ(names.size(), 1U);
  std::ifstream file(folder / names[0], std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  ASSERT_EQ(bytes.size(), 44 + 2 * (16'000 + all.size()));
  EXPECT_EQ(bytes.substr(44 + 32'000), bytes_of(all));
  EXPECT_EQ(bytes.substr(0, 4) + bytes.substr(8, 8), "RIFFWAVEfmt ");
}

TEST(UtteranceRecording, EndsAtItsLimit) {
  const test_support::TemporaryFolder folder;
  test_support::Record record;
  test_support::RecordingHost host("Remote", record);
  UtteranceFiles files(host, folder.path().string(), 1);
  files.write(Samples(max_utterance_samples), 0.0);
  EXPECT_TRUE(files.are_wanted());
  files.write({}, 1.0);  // nothing is written of nothing
  files.write(Samples(16'000), 60.0);
  EXPECT_FALSE(files.are_wanted());
  files.stop();
  EXPECT_EQ(files_in(folder.path()).size(), 2U);
  const Lines lines = record.take();
  EXPECT_EQ(std::ranges::count(lines,
                               "Remote: Warning: recording: the limit of 1 minutes is reached, no "
                               "more is recorded until the next start"),
            1);
}

TEST(UtteranceRecording, TellsWhyItCannot) {
  test_support::Record record;
  test_support::RecordingHost host("Remote", record);
  UtteranceFiles files(host, "/proc/nowhere", 0);
  files.write(Samples(16), 0.5);
  files.stop();
  const Lines lines = record.take();
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_TRUE(lines[0].starts_with("Remote: Error: recording: /proc/nowhere/")) << lines[0];
}

TEST(UtteranceRecording, LongUtterancesBecomeSeveralFiles) {
  SoundRun run(recording);
  run.avatars.sound_word(*run.peer, SoundWord::file);
  const std::string second(32'000, '\0');
  for (int i = 0; i < 61; ++i) run.avatars.sound_pack(*run.peer, second);
  run.avatars.sound_word(*run.peer, SoundWord::end);
  run.avatars.stop();
  EXPECT_EQ(files_in(run.folder().path() / "spoken").size(), 2U);
}

}  // namespace
}  // namespace mmdagent::remote
