// Voices with a thread of their own, as outside of --fixed-step.
#include "sound/voice_output.h"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <thread>
#include <vector>

#include "sound/voice.h"
#include "support/recording_host.h"

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

}  // namespace
}  // namespace mmdagent::remote
