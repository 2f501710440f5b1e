#include "speech_player.h"

#include <AL/al.h>

#include <chrono>
#include <thread>

namespace speech {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds poll_interval(10);

// A source that plays one buffer after the other.
class Sound {
 public:
  Sound() {
    alGetError();
    alGenSources(1, &source_);
  }
  ~Sound() {
    alSourceStop(source_);
    ALint count = 0;
    alGetSourcei(source_, AL_BUFFERS_QUEUED, &count);
    remove(count);
    alDeleteSources(1, &source_);
  }
  Sound(const Sound&) = delete;
  Sound& operator=(const Sound&) = delete;

  // False: OpenAL does not take it.
  bool add(const Speech& speech) {
    ALint played = 0;
    alGetSourcei(source_, AL_BUFFERS_PROCESSED, &played);
    remove(played);
    unsigned buffer = 0;
    alGenBuffers(1, &buffer);
    alBufferData(buffer, AL_FORMAT_MONO16, speech.samples.data(),
                 static_cast<ALsizei>(speech.samples.size() * sizeof(std::int16_t)), speech.rate);
    alSourceQueueBuffers(source_, 1, &buffer);
    if (!is_playing()) alSourcePlay(source_);
    return alGetError() == AL_NO_ERROR;
  }

  bool is_playing() const {
    ALint state = AL_STOPPED;
    alGetSourcei(source_, AL_SOURCE_STATE, &state);
    return state == AL_PLAYING;
  }

 private:
  void remove(ALint count) {
    for (; count > 0; --count) {
      unsigned buffer = 0;
      alSourceUnqueueBuffers(source_, 1, &buffer);
      alDeleteBuffers(1, &buffer);
    }
  }

  unsigned source_ = 0;
};

}  // namespace

bool SpeechPlayer::play(Speech& speech, const std::atomic<bool>& stop,
                        const std::function<void()>& begins, const std::function<bool()>& goes_on,
                        std::string& error) {
  if (device_ == nullptr) device_ = audio::OutputDevice::open(false, error);
  if (device_ == nullptr) return false;
  device_->make_current();
  Sound sound;
  Clock::time_point last = Clock::now();
  if (!sound.add(speech)) {
    error = "OpenAL does not play the sound";
    return false;
  }
  begins();
  bool more = true;
  while (!stop && (more || sound.is_playing())) {
    speech.samples.clear();
    more = more && goes_on();
    if (more) {
      (void)sound.add(speech);
    } else {
      std::this_thread::sleep_for(poll_interval);
    }
    const Clock::time_point now = Clock::now();
    if (device_->is_loopback()) {
      device_->render(std::chrono::duration<double>(now - last).count());
    }
    last = now;
  }
  return true;
}

}  // namespace speech
