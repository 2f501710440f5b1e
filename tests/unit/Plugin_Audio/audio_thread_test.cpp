#include "audio_thread.h"

#include <gtest/gtest.h>

#include <chrono>

#include "sound_fixture.h"

using namespace std::chrono_literals;
using Lines = std::vector<std::string>;

namespace {

// A machine without sound warns once; what is played must not depend on it.
Lines without_warnings(const Lines& lines) {
  Lines kept;
  for (const std::string& line : lines) {
    if (!line.starts_with("W: ")) kept.push_back(line);
  }
  return kept;
}

}  // namespace

TEST(AudioThread, PlaysInRealTimeWithOrWithoutADevice) {
  const audio_test::Folder folder;
  const std::string file = audio_test::write_wave(folder.file("s.wav"), 0.3, 16'000, 1);
  audio_test::Reports reports;
  audio::AudioThread thread(reports);
  const auto begin = std::chrono::steady_clock::now();
  thread.start("a", file);
  while (without_warnings(reports.seen()).size() < 2 &&
         std::chrono::steady_clock::now() - begin < 10s) {
    std::this_thread::sleep_for(5ms);
  }
  EXPECT_GE(std::chrono::steady_clock::now() - begin, 300ms);
  EXPECT_EQ(without_warnings(reports.seen()), (Lines{"START a", "STOP a"}));
}

TEST(AudioThread, EndStopsEverythingAtOnce) {
  const audio_test::Folder folder;
  const std::string file = audio_test::write_wave(folder.file("s.wav"), 60.0, 8'000, 1);
  audio_test::Reports reports;
  audio::AudioThread thread(reports);
  for (int i = 0; i < 5; ++i) thread.start(std::to_string(i), file);
  const auto begin = std::chrono::steady_clock::now();
  thread.end();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 5s);
}
