// Carries out start and stop commands in order and reports what happened. Runs on whatever thread
// calls it: the audio thread, or the agent thread under --fixed-step.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "MMDAgent/Message.h"
#include "channels.h"
#include "output_device.h"

namespace audio {

// What a SoundBox tells; called on the thread that uses it.
class SoundReports {
 public:
  virtual void started(const std::string& alias) = 0;
  virtual void stopped(const std::string& alias) = 0;  // also when the sound came to its end
  virtual void log(mmdagent::Level level, std::string_view text) = 0;

 protected:
  ~SoundReports() = default;
};

// One thread, from its construction on.
class SoundBox {
 public:
  // Opens the device when the first sound starts. `silent` as in OutputDevice::open.
  SoundBox(SoundReports& reports, bool silent);
  ~SoundBox();

  // A sound that plays under the alias is stopped first.
  void start(const std::string& alias, const std::string& path);
  void stop(const std::string& alias);

  // Lets `seconds` pass on a loopback device, then looks what has ended.
  void update(double seconds);

  bool is_playing() const { return !channels_.empty(); }

 private:
  bool open_device();

  SoundReports& reports_;
  bool silent_;
  bool device_failed_ = false;
  std::unique_ptr<OutputDevice> device_;
  Channels channels_;
};

}  // namespace audio
