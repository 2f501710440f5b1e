// Where sound goes: the default device, or a loopback device that is rendered into nothing when
// there is none. Everything above it is the same for both.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

struct ALCcontext_struct;
struct ALCdevice_struct;

namespace audio {

// One thread, except for creation: the context is current on the thread that called make_current().
class OutputDevice {
 public:
  // Null with a reason when OpenAL can open nothing at all.
  // `silent`: the loopback device is wanted, whether there is a real one or not.
  static std::unique_ptr<OutputDevice> open(bool silent, std::string& reason);
  ~OutputDevice();
  OutputDevice(const OutputDevice&) = delete;
  OutputDevice& operator=(const OutputDevice&) = delete;

  void make_current();

  // Sound is rendered by render() instead of by a device.
  bool is_loopback() const { return render_ != nullptr; }

  // Loopback only: lets `seconds` of sound pass. Parts of a sample are carried over.
  void render(double seconds);

 private:
  using RenderFunction = void (*)(ALCdevice_struct* device, void* buffer, int samples);

  OutputDevice(ALCdevice_struct* device, ALCcontext_struct* context, RenderFunction render);

  ALCdevice_struct* device_;
  ALCcontext_struct* context_;
  RenderFunction render_;
  double owed_samples_ = 0.0;
  std::vector<std::int16_t> block_;
};

}  // namespace audio
