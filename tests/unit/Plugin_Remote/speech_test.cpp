// Sections 6.1 and 7 of remote.md, cases 43, 47 and 64 to 68, in simulated time.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "remote_limits.h"
#include "sound/speech_stream.h"
#include "sound/speeches.h"
#include "sound/utterance_files.h"
#include "sound/voice.h"
#include "sound/voice_output.h"
#include "support/byte_writer.h"
#include "support/recording_host.h"
#include "support/temporary_folder.h"

namespace mmdagent::remote {
namespace {

using Lines = std::vector<std::string>;

// A content with the model `0`, which has no mouth.
class VoiceHost final : public test_support::RecordingHost {
 public:
  VoiceHost(test_support::Record& record, const test_support::TemporaryFolder& content)
      : RecordingHost("Remote", record), content_dir_(content.path().string()) {}

  std::string_view content_dir() const noexcept override { return content_dir_; }
  bool has_model(std::string_view model) const noexcept override { return model == "0"; }
  std::uint64_t find_model(std::string_view alias) const noexcept override {
    return alias == "0" ? 1 : 0;
  }

 private:
  std::string content_dir_;
};

// A WAV file of so many seconds; its channels differ.
std::string wave(double seconds, unsigned rate = 16'000, unsigned channels = 1) {
  const auto frames = static_cast<unsigned>(seconds * rate);
  test_support::ByteWriter out;
  out.raw("RIFF").u32(36 + 2 * frames * channels).raw("WAVEfmt ");
  out.u32(16).u16(1).u16(channels).u32(rate).u32(2 * rate * channels).u16(2 * channels).u16(16);
  out.raw("data").u32(2 * frames * channels);
  for (unsigned i = 0; i < frames; ++i)
    for (unsigned channel = 0; channel < channels; ++channel)
      out.u16(channel == 0 ? (i % 100 < 50 ? 8'000 : 0) : 0);
  return {reinterpret_cast<const char*>(out.bytes().data()), out.bytes().size()};
}

class Speaking : public ::testing::Test {
 protected:
  Speaking() { write("a.wav", 1.0); }
  void write(const std::string& name, double seconds, unsigned rate = 16'000,
             unsigned channels = 1) {
    folder_.write(name, wave(seconds, rate, channels));
  }
  void send(std::string_view type, std::string_view args) { speeches_.message({type, args}); }
  void advance(int frames) {
    for (int frame = 0; frame < frames; ++frame) {
      output_.update(1.0 / 30.0);
      speeches_.update(1.0);
    }
  }
  // Messages, errors and warnings.
  Lines take() {
    Lines lines = record_.take();
    std::erase_if(lines, [](const std::string& line) { return line.find("Status: ") == 8; });
    return lines;
  }

  test_support::TemporaryFolder folder_;
  test_support::Record record_;
  VoiceHost host_{record_, folder_};
  VoiceOutput output_{host_};
  UtteranceFiles files_{host_, "", 0};
  SoundPlace place_{host_, output_, files_};
  Speeches speeches_{host_, place_};
};

TEST_F(Speaking, Case64StartsAndEnds) {
  send("SPEAK_START", "0|a.wav");
  EXPECT_EQ(take(), (Lines{"AVATAR|START", "SPEAK_EVENT_START|0", "SOUND_START|__speak__0|a.wav"}));
  advance(32);
  EXPECT_EQ(take(), Lines{});
  advance(1);
  EXPECT_EQ(take(), Lines{"SPEAK_EVENT_STOP|0"});
  send("SPEAK_START", "0|a.wav");
  EXPECT_EQ(take(), (Lines{"SPEAK_EVENT_START|0", "SOUND_START|__speak__0|a.wav"}));
}

TEST_F(Speaking, Case65In16kHz) {
  host_.values["Plugin_Remote_Speak_16k"] = "true";
  send("SPEAK_START", "0|a.wav");
  advance(33);
  EXPECT_EQ(take(), (Lines{"AVATAR|START", "SPEAK_EVENT_START|0", "SPEAK_EVENT_STOP|0"}));
}

TEST_F(Speaking, Case66IsStopped) {
  send("SPEAK_START", "0|a.wav");
  advance(9);
  take();
  send("SPEAK_STOP", "0");
  EXPECT_EQ(take(), (Lines{"SOUND_STOP|__speak__0", "SPEAK_EVENT_STOP|0"}));
  advance(60);
  EXPECT_EQ(take(), Lines{});
}

TEST_F(Speaking, Case67NobodySpeaks) {
  send("SPEAK_STOP", "nobody");
  send("SPEAK_STOP", "");
  EXPECT_EQ(take(), (Lines{"Remote: Error: SPEAK_STOP: model alias \"nobody\" not found",
                           "SPEAK_EVENT_STOP|nobody"}));
}

TEST_F(Speaking, Case68FilesThatCannotBeSpoken) {
  write("long.wav", 60.0, 8'000);
  write("b.wav", 59.9, 8'000);
  for (const char* file : {"0|missing.wav", "0|long.wav"}) {
    send("SPEAK_START", file);
    const Lines lines = take();
    ASSERT_EQ(lines.size(), 1U) << file;
    EXPECT_TRUE(lines[0].starts_with("Remote: Error: SPEAK_START: ")) << lines[0];
  }
  send("SPEAK_START", "0");
  send("SPEAK_START", "");
  EXPECT_EQ(take(), Lines{});
  send("SPEAK_START", "0|b.wav");
  EXPECT_EQ(take().size(), 3U);
}

TEST_F(Speaking, TooManyWait) {
  send("SPEAK_START", "0|a.wav");
  for (std::size_t i = 0; i < max_waiting_speeches; ++i) send("SPEAK_START", "0|a.wav");
  take();
  send("SPEAK_START", "0|a.wav");
  EXPECT_EQ(take(), Lines{"Remote: Error: SPEAK_START|0|a.wav: more than 100 wait already"});
}

TEST_F(Speaking, OneAfterTheOther) {
  send("SPEAK_START", "0|a.wav");
  send("SPEAK_START", "0|missing.wav");
  send("SPEAK_START", "0|a.wav");
  take();
  advance(33);
  const Lines lines = take();
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_EQ(lines[0], "SPEAK_EVENT_STOP|0");
  EXPECT_EQ(lines[2], "SPEAK_EVENT_START|0");
}

TEST_F(Speaking, UnknownModelIsSpokenForWithAnError) {
  send("SPEAK_START", "ghost|a.wav");
  EXPECT_EQ(take(),
            (Lines{"AVATAR|START", "Remote: Error: SPEAK_START: model alias \"ghost\" not found",
                   "SPEAK_EVENT_START|ghost", "SOUND_START|__speak__ghost|a.wav"}));
}

TEST(SpeechFile, ComesTo16kHzOfOneChannel) {
  const test_support::TemporaryFolder folder;
  folder.write("a.wav", wave(0.5, 44'100, 2));
  const SpeechFile file = read_speech_file((folder.path() / "a.wav").string());
  EXPECT_EQ(file.problem, "");
  EXPECT_NEAR(file.seconds, 0.5, 1e-3);
  EXPECT_NEAR(static_cast<double>(file.samples.size()), 8'000.0, 2.0);
  EXPECT_EQ(*std::ranges::max_element(file.samples), 4'000);
  EXPECT_EQ(file.shapes.size(), 17U);  // the last one closes the mouth
}

class Streaming : public ::testing::Test {
 protected:
  test_support::TemporaryFolder folder_;
  test_support::Record record_;
  VoiceHost host_{record_, folder_};
  VoiceOutput output_{host_};
  UtteranceFiles files_{host_, "", 0};
  SoundPlace place_{host_, output_, files_};
  Avatar avatar_{host_};
  SpeechStream stream_;
};

TEST_F(Streaming, Case43PacksAreHeardAndSeen) {
  avatar_.command("__AV_SETMODEL,0");
  const std::string pack(1'280, '\n');
  stream_.word(SoundWord::file, avatar_, place_);
  for (int i = 0; i < 10; ++i) stream_.pack(pack, avatar_, place_);
  stream_.word(SoundWord::end, avatar_, place_);
  EXPECT_EQ(record_.take(), (Lines{"Remote: Status: sound: file mode",
                                   "Remote: Status: sound: end of utterance, 0.40 s"}));
  ASSERT_NE(stream_.voice(), nullptr);
  for (int i = 0; i < 60; ++i) output_.update(0.01);
  EXPECT_EQ(stream_.voice()->played(), 6'400U);
}

TEST_F(Streaming, Case47NothingIsHeardWithoutAModel) {
  stream_.pack("abcd", avatar_, place_);
  avatar_.command("__AV_SETMODEL,ghost");
  stream_.pack("abcd", avatar_, place_);
  EXPECT_EQ(stream_.voice(), nullptr);
}

TEST_F(Streaming, OddBytesAndTooMuchAreLeftOut) {
  avatar_.command("__AV_SETMODEL,0");
  stream_.pack("abc", avatar_, place_);
  const std::string second(32'000, '\0');
  for (int i = 0; i < 61; ++i) stream_.pack(second, avatar_, place_);
  std::vector<std::int16_t> all(max_voice_samples + 100);
  EXPECT_EQ(stream_.voice()->pop(all), max_voice_samples);
  EXPECT_EQ(all[0], 'a' | 'b' << 8);
  EXPECT_EQ(all[1], 0);
}

TEST_F(Streaming, ClosedVoiceIsSilentAtOnce) {
  avatar_.command("__AV_SETMODEL,0");
  stream_.pack(std::string(3'200, '\1'), avatar_, place_);
  const std::shared_ptr<Voice> voice = stream_.voice();
  stream_.close(place_);
  for (int i = 0; i < 20; ++i) output_.update(0.01);
  EXPECT_EQ(voice->played(), 0U);
  EXPECT_EQ(voice.use_count(), 1);
}

}  // namespace
}  // namespace mmdagent::remote
