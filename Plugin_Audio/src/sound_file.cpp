#include "sound_file.h"

#include <sndfile.h>

#include <fmt/format.h>

namespace audio {
namespace {

constexpr int lowest_rate = 1'000;
constexpr int highest_rate = 384'000;
constexpr int most_channels = 64;

}  // namespace

struct SoundFile::Handle {
  SNDFILE* file = nullptr;
  SF_INFO info{};

  ~Handle() {
    if (file != nullptr) sf_close(file);
  }
};

std::unique_ptr<SoundFile> SoundFile::open(const std::string& path, std::string& reason) {
  auto handle = std::make_unique<Handle>();
  handle->file = sf_open(path.c_str(), SFM_READ, &handle->info);
  if (handle->file == nullptr) {
    reason = sf_strerror(nullptr);
    return nullptr;
  }
  const SF_INFO& info = handle->info;
  if (info.samplerate < lowest_rate || info.samplerate > highest_rate || info.channels < 1 ||
      info.channels > most_channels) {
    reason = fmt::format("{} Hz and {} channels cannot be played", info.samplerate, info.channels);
    return nullptr;
  }
  return std::unique_ptr<SoundFile>(new SoundFile(std::move(handle)));
}

SoundFile::SoundFile(std::unique_ptr<Handle> handle)
    : handle_(std::move(handle)),
      rate_(handle_->info.samplerate),
      channels_(handle_->info.channels <= 2 ? handle_->info.channels : 1),
      file_channels_(handle_->info.channels) {}

SoundFile::~SoundFile() = default;

const std::vector<std::int16_t>& SoundFile::read(std::size_t frames) {
  const auto channels = static_cast<std::size_t>(file_channels_);
  samples_.resize(frames * channels);
  const sf_count_t got =
      sf_readf_short(handle_->file, samples_.data(), static_cast<sf_count_t>(frames));
  samples_.resize(static_cast<std::size_t>(got > 0 ? got : 0) * channels);
  if (file_channels_ != channels_) {
    const std::size_t count = samples_.size() / channels;
    for (std::size_t i = 0; i < count; ++i) {
      int sum = 0;
      for (std::size_t c = 0; c < channels; ++c) sum += samples_[i * channels + c];
      samples_[i] = static_cast<std::int16_t>(sum / file_channels_);
    }
    samples_.resize(count);
  }
  return samples_;
}

}  // namespace audio
