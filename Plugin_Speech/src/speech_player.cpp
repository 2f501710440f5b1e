#include "speech_player.h"

#include <AL/al.h>

#include <chrono>
#include <thread>

namespace speech {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds poll_interval(10);

bool is_playing(unsigned source) {
  ALint state = AL_STOPPED;
  alGetSourcei(source, AL_SOURCE_STATE, &state);
  return state == AL_PLAYING;
}

// A source that plays one buffer.
class Sound {
 public:
  explicit Sound(const Speech& speech) {
    alGetError();
    alGenSources(1, &source_);
    alGenBuffers(1, &buffer_);
    alBufferData(buffer_, AL_FORMAT_MONO16, speech.samples.data(),
                 static_cast<ALsizei>(speech.samples.size() * sizeof(std::int16_t)), speech.rate);
    alSourcei(source_, AL_BUFFER, static_cast<ALint>(buffer_));
    alSourcePlay(source_);
    valid_ = alGetError() == AL_NO_ERROR;
  }
  ~Sound() {
    alSourceStop(source_);
    alDeleteSources(1, &source_);
    alDeleteBuffers(1, &buffer_);
  }
  Sound(const Sound&) = delete;
  Sound& operator=(const Sound&) = delete;

  bool valid() const { return valid_; }
  unsigned source() const { return source_; }

 private:
  unsigned source_ = 0;
  unsigned buffer_ = 0;
  bool valid_ = false;
};

}  // namespace

bool SpeechPlayer::play(const Speech& speech, const std::atomic<bool>& stop,
                        const std::function<void()>& begins, std::string& error) {
  if (device_ == nullptr) device_ = audio::OutputDevice::open(false, error);
  if (device_ == nullptr) return false;
  device_->make_current();
  const Sound sound(speech);
  if (!sound.valid()) {
    error = "OpenAL does not play the sound";
    return false;
  }
  begins();
  wait(sound.source(), stop);
  return true;
}

void SpeechPlayer::wait(unsigned source, const std::atomic<bool>& stop) {
  Clock::time_point last = Clock::now();
  while (!stop && is_playing(source)) {
    std::this_thread::sleep_for(poll_interval);
    const Clock::time_point now = Clock::now();
    if (device_->is_loopback()) {
      device_->render(std::chrono::duration<double>(now - last).count());
    }
    last = now;
  }
}

}  // namespace speech
