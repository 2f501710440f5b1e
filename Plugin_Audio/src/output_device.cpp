#include "output_device.h"

#include <AL/alc.h>
#include <AL/alext.h>

#include <algorithm>
#include <array>

namespace audio {
namespace {

constexpr int loopback_rate = 48'000;
constexpr int loopback_channels = 2;
constexpr int block_samples = loopback_rate / 100;  // 10 ms

template <class Function>
Function find_function(const char* name) {
  return reinterpret_cast<Function>(alcGetProcAddress(nullptr, name));
}

ALCdevice* open_loopback() {
  if (alcIsExtensionPresent(nullptr, "ALC_SOFT_loopback") == ALC_FALSE) return nullptr;
  const auto open = find_function<LPALCLOOPBACKOPENDEVICESOFT>("alcLoopbackOpenDeviceSOFT");
  return open != nullptr ? open(nullptr) : nullptr;
}

ALCcontext* create_context(ALCdevice* device, bool loopback) {
  const std::array<ALCint, 7> format{ALC_FORMAT_CHANNELS_SOFT,
                                     ALC_STEREO_SOFT,
                                     ALC_FORMAT_TYPE_SOFT,
                                     ALC_SHORT_SOFT,
                                     ALC_FREQUENCY,
                                     loopback_rate,
                                     0};
  return alcCreateContext(device, loopback ? format.data() : nullptr);
}

}  // namespace

std::unique_ptr<OutputDevice> OutputDevice::open(bool silent, std::string& reason) {
  ALCdevice* device = silent ? nullptr : alcOpenDevice(nullptr);
  RenderFunction render = nullptr;
  if (device == nullptr) {
    device = open_loopback();
    render = find_function<RenderFunction>("alcRenderSamplesSOFT");
    if (device == nullptr || render == nullptr) {
      reason = "OpenAL opens neither a device nor a loopback device";
      if (device != nullptr) alcCloseDevice(device);
      return nullptr;
    }
  }
  ALCcontext* context = create_context(device, render != nullptr);
  if (context == nullptr) {
    reason = "OpenAL creates no context";
    alcCloseDevice(device);
    return nullptr;
  }
  return std::unique_ptr<OutputDevice>(new OutputDevice(device, context, render));
}

OutputDevice::OutputDevice(ALCdevice_struct* device, ALCcontext_struct* context,
                           RenderFunction render)
    : device_(device), context_(context), render_(render) {
  if (render_ != nullptr) block_.resize(block_samples * loopback_channels);
}

OutputDevice::~OutputDevice() {
  const auto set_context = find_function<PFNALCSETTHREADCONTEXTPROC>("alcSetThreadContext");
  if (set_context != nullptr) set_context(nullptr);
  alcDestroyContext(context_);
  alcCloseDevice(device_);
}

void OutputDevice::make_current() {
  const auto set_context = find_function<PFNALCSETTHREADCONTEXTPROC>("alcSetThreadContext");
  if (set_context != nullptr) {
    set_context(context_);
  } else {
    alcMakeContextCurrent(context_);
  }
}

void OutputDevice::render(double seconds) {
  owed_samples_ += seconds * loopback_rate;
  while (owed_samples_ >= 1.0) {
    const int samples = std::min(static_cast<int>(owed_samples_), block_samples);
    render_(device_, block_.data(), samples);
    owed_samples_ -= samples;
  }
}

}  // namespace audio
