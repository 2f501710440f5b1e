#include "sound/voice_mixer.h"

#include <AL/al.h>

#include <cstdint>
#include <utility>

#include "output_device.h"
#include "sound/voice.h"

namespace mmdagent::remote {
namespace {

constexpr std::size_t buffer_samples = voice_rate / 50;  // 20 ms

}  // namespace

VoiceMixer::VoiceMixer(bool silent) : silent_(silent) {}

VoiceMixer::~VoiceMixer() {
  for (Playing& playing : playing_) end(playing);
}

void VoiceMixer::open_device() {
  if (device_ != nullptr || !problem_.empty()) return;
  device_ = audio::OutputDevice::open(silent_, problem_);
  if (device_ == nullptr) {
    if (problem_.empty()) problem_ = "no sound device";
    return;
  }
  device_->make_current();
  if (device_->is_loopback() && !silent_) problem_ = "no sound device: speech is not heard";
}

void VoiceMixer::add(std::shared_ptr<Voice> voice) {
  open_device();
  Playing playing{.voice = std::move(voice)};
  if (device_ != nullptr) {
    alGetError();
    alGenSources(1, &playing.source);
    if (alGetError() != AL_NO_ERROR) playing.source = 0;
  }
  if (playing.source != 0) {
    alGenBuffers(static_cast<ALsizei>(buffers), playing.names.data());
    playing.idle.assign(playing.names.begin(), playing.names.end());
    alSourcei(playing.source, AL_SOURCE_RELATIVE, AL_TRUE);
  }
  playing_.push_back(std::move(playing));
}

void VoiceMixer::step(double seconds) {
  if (device_ != nullptr && device_->is_loopback()) device_->render(seconds);
  for (Playing& playing : playing_) {
    if (playing.voice->is_closed()) {
      end(playing);
    } else {
      feed(playing);
    }
  }
  std::erase_if(playing_, [](const Playing& playing) { return playing.voice == nullptr; });
}

bool VoiceMixer::is_busy() const {
  for (const Playing& playing : playing_) {
    if (playing.queued > 0 || playing.voice->has_samples() || playing.voice->is_closed())
      return true;
  }
  return false;
}

void VoiceMixer::feed(Playing& playing) {
  std::array<std::int16_t, buffer_samples> samples;
  if (playing.source == 0) {
    while (playing.voice->pop(samples) > 0) continue;
    return;
  }
  ALint processed = 0;
  alGetSourcei(playing.source, AL_BUFFERS_PROCESSED, &processed);
  for (; processed > 0; --processed, --playing.queued) {
    ALuint buffer = 0;
    alSourceUnqueueBuffers(playing.source, 1, &buffer);
    ALint bytes = 0;
    alGetBufferi(buffer, AL_SIZE, &bytes);
    playing.voice->count_played(static_cast<std::size_t>(bytes) / sizeof(std::int16_t));
    playing.idle.push_back(buffer);
  }
  while (!playing.idle.empty()) {
    const std::size_t count = playing.voice->pop(samples);
    if (count == 0) break;
    const ALuint buffer = playing.idle.back();
    playing.idle.pop_back();
    alBufferData(buffer, AL_FORMAT_MONO16, samples.data(),
                 static_cast<ALsizei>(count * sizeof(std::int16_t)), voice_rate);
    alSourceQueueBuffers(playing.source, 1, &buffer);
    ++playing.queued;
  }
  ALint state = AL_STOPPED;
  alGetSourcei(playing.source, AL_SOURCE_STATE, &state);
  if (playing.queued > 0 && state != AL_PLAYING) alSourcePlay(playing.source);
}

void VoiceMixer::end(Playing& playing) {
  if (playing.source != 0) {
    alSourceStop(playing.source);
    alSourcei(playing.source, AL_BUFFER, 0);
    alDeleteSources(1, &playing.source);
    alDeleteBuffers(static_cast<ALsizei>(buffers), playing.names.data());
  }
  playing.voice.reset();
}

}  // namespace mmdagent::remote
