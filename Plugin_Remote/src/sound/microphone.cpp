#include "sound/microphone.h"

#include <AL/al.h>
#include <AL/alc.h>

#include <algorithm>

#include "sound/voice.h"

namespace mmdagent::remote {
namespace {

constexpr ALCsizei buffer_samples = voice_rate;  // a second

class Microphone final : public SampleSource {
 public:
  explicit Microphone(ALCdevice* device) : device_(device) { alcCaptureStart(device_); }
  ~Microphone() override {
    alcCaptureStop(device_);
    alcCaptureCloseDevice(device_);
  }
  Microphone(const Microphone&) = delete;
  Microphone& operator=(const Microphone&) = delete;

  std::size_t read(std::span<std::int16_t> samples) override {
    ALCint there = 0;
    alcGetIntegerv(device_, ALC_CAPTURE_SAMPLES, 1, &there);
    const auto count = std::min(samples.size(), static_cast<std::size_t>(std::max(there, 0)));
    if (count > 0) alcCaptureSamples(device_, samples.data(), static_cast<ALCsizei>(count));
    return count;
  }

 private:
  ALCdevice* device_;
};

}  // namespace

std::unique_ptr<SampleSource> open_microphone(std::string& reason) {
  ALCdevice* const device =
      alcCaptureOpenDevice(nullptr, voice_rate, AL_FORMAT_MONO16, buffer_samples);
  if (device == nullptr) {
    reason = "no microphone";
    return nullptr;
  }
  return std::make_unique<Microphone>(device);
}

}  // namespace mmdagent::remote
