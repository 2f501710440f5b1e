// Sound with threads of its own, as outside of --fixed-step.
#include "sound/voice_output.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "sound/local_speech.h"
#include "sound/speech_stream.h"
#include "sound/utterance_files.h"
#include "sound/voice.h"
#include "support/recording_host.h"
#include "support/temporary_folder.h"

namespace mmdagent::remote {
namespace {

class ThreadedHost final : public test_support::RecordingHost {
 public:
  using RecordingHost::RecordingHost;
  bool is_fixed_step() const noexcept override { return false; }
};

template <class Condition>
bool becomes_true(const Condition& condition) {
  for (int i = 0; i < 1'000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return false;
}

TEST(VoiceOutput, PlaysManyVoicesAtOnceToTheirEnd) {
  test_support::Record record;
  ThreadedHost host("Remote", record);
  VoiceOutput output(host);
  const std::vector<std::int16_t> samples(1'600, 100);
  std::vector<std::shared_ptr<Voice>> voices;
  for (int i = 0; i < 8; ++i) {
    voices.push_back(output.open());
    for (int piece = 0; piece < 2; ++piece) voices.back()->push(samples);
    output.wake();
  }
  EXPECT_TRUE(becomes_true([&] {
    for (const auto& voice : voices)
      if (voice->has_samples()) return false;
    return true;
  }));
  for (const auto& voice : voices) voice->close();
  output.wake();
  EXPECT_TRUE(becomes_true([&] { return voices.back().use_count() == 1; }));
}

TEST(VoiceOutput, EndsWhileVoicesPlay) {
  test_support::Record record;
  ThreadedHost host("Remote", record);
  VoiceOutput output(host);
  const std::shared_ptr<Voice> voice = output.open();
  voice->push(std::vector<std::int16_t>(16'000));
  output.wake();
  output.stop();
  EXPECT_LE(voice->played(), 16'000U);
  EXPECT_NE(output.open(), nullptr);  // nobody hears it any more
}

// Ten blocks of a second each, loud and silent in turns.
class Blocks final : public SampleSource {
 public:
  std::size_t read(std::span<std::int16_t> samples) override {
    if (left_ == 0) return 0;
    const std::size_t count = std::min(left_, samples.size());
    for (std::size_t i = 0; i < count; ++i, --left_)
      samples[i] = static_cast<std::int16_t>(left_ / 16'000 % 2 == 1 ? left_ % 100 * 100 : 0);
    return count;
  }

 private:
  std::size_t left_ = 160'000;
};

TEST(LocalSpeech, OpensReadsRecordsAndClosesWhileOthersPlay) {
  const test_support::TemporaryFolder folder;
  test_support::Record record;
  ThreadedHost host("Remote", record);
  VoiceOutput output(host);
  UtteranceFiles files(host, folder.path().string(), 0);
  const SoundPlace place{host, output, files};
  LocalSpeech speech(
      place, [](std::string&) { return std::make_unique<Blocks>(); }, true);
  std::size_t shapes = 0;
  EXPECT_TRUE(becomes_true([&] {
    shapes += speech.update(true).size();
    return shapes >= 200;
  }));
  speech.update(false);
  speech.stop();
  files.stop();
  output.stop();
  const std::filesystem::directory_iterator entries(folder.path());
  EXPECT_EQ(std::distance(begin(entries), end(entries)), 5);
}

}  // namespace
}  // namespace mmdagent::remote
