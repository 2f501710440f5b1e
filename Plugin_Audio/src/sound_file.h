// A sound file that is read piece by piece.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace audio {

// One thread at a time. Reads what libsndfile reads: WAV, MP3, FLAC, OGG, AIFF and more.
class SoundFile {
 public:
  // Null with a reason when the file cannot be decoded.
  static std::unique_ptr<SoundFile> open(const std::string& path, std::string& reason);
  ~SoundFile();
  SoundFile(const SoundFile&) = delete;
  SoundFile& operator=(const SoundFile&) = delete;

  int rate() const { return rate_; }          // frames per second
  int channels() const { return channels_; }  // 1 or 2; files with more are mixed down to 1

  // Reads at most `frames` frames, interleaved; empty at the end.
  const std::vector<std::int16_t>& read(std::size_t frames);

 private:
  struct Handle;
  explicit SoundFile(std::unique_ptr<Handle> handle);

  std::unique_ptr<Handle> handle_;
  int rate_ = 0;
  int channels_ = 0;
  int file_channels_ = 0;
  std::vector<std::int16_t> samples_;
};

}  // namespace audio
