// Sound files made by the tests, and a SoundReports that remembers.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string>
#include <vector>

#include "sound_box.h"

namespace audio_test {

// A folder that is removed again.
class Folder {
 public:
  Folder()
      : path_(std::filesystem::temp_directory_path() /
              ("mmdagent_audio_" + std::to_string(getpid()) + "_" +
               testing::UnitTest::GetInstance()->current_test_info()->name())) {
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

template <class T>
void put(std::string& bytes, T value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

// A 16-bit WAV of a saw tooth.
inline std::string write_wave(const std::string& path, double seconds, int rate, int channels) {
  const auto frames = static_cast<std::uint32_t>(seconds * rate);
  const std::uint32_t data_bytes = frames * static_cast<std::uint32_t>(channels) * 2;
  std::string bytes = "RIFF";
  put<std::uint32_t>(bytes, 36 + data_bytes);
  bytes += "WAVEfmt ";
  put<std::uint32_t>(bytes, 16);
  put<std::uint16_t>(bytes, 1);
  put<std::uint16_t>(bytes, static_cast<std::uint16_t>(channels));
  put<std::uint32_t>(bytes, static_cast<std::uint32_t>(rate));
  put<std::uint32_t>(bytes, static_cast<std::uint32_t>(rate * channels * 2));
  put<std::uint16_t>(bytes, static_cast<std::uint16_t>(channels * 2));
  put<std::uint16_t>(bytes, 16);
  bytes += "data";
  put<std::uint32_t>(bytes, data_bytes);
  for (std::uint32_t i = 0; i < frames; ++i) {
    for (int c = 0; c < channels; ++c) {
      put<std::int16_t>(bytes, static_cast<std::int16_t>((i * 100 + c * 8) % 20'000));
    }
  }
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

class Reports final : public audio::SoundReports {
 public:
  void lips_started(const std::string& model, const std::string& sequence) override {
    add("LIPS " + model + " " + sequence);
  }
  void lips_stopped(const std::string& model) override { add("LIPS_END " + model); }
  void started(const std::string& alias) override { add("START " + alias); }
  void stopped(const std::string& alias) override { add("STOP " + alias); }
  void log(mmdagent::Level level, std::string_view text) override {
    const bool error = level == mmdagent::Level::error;
    add((error ? "E: " : "W: ") + std::string(text));
  }

  std::vector<std::string> seen() const {
    const std::scoped_lock lock(mutex_);
    return seen_;
  }

 private:
  void add(std::string text) {
    const std::scoped_lock lock(mutex_);
    seen_.push_back(std::move(text));
  }

  mutable std::mutex mutex_;
  std::vector<std::string> seen_;
};

}  // namespace audio_test
