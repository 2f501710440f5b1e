// Carries out start and stop commands in order and reports what happened. Runs on whatever thread
// calls it: the audio thread, or the agent thread under --fixed-step.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "MMDAgent/Message.h"
#include "channels.h"
#include "output_device.h"

namespace audio {

// What a SoundBox tells; called on the thread that uses it.
class SoundReports {
 public:
  // The lips of a model move with the sound; told before it started and stopped.
  virtual void lips_started(const std::string& model, const std::string& sequence) = 0;
  virtual void lips_stopped(const std::string& model) = 0;
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

  // A sound that plays under the alias is stopped first. With lip-sync labels beside it the lips of
  // `models` move.
  void start(const std::string& alias, const std::string& path,
             std::vector<std::string> models = {});
  void stop(const std::string& alias);

  // Lets `seconds` pass on a loopback device, then looks what has ended.
  void update(double seconds);

  bool is_playing() const { return !channels_.empty(); }

 private:
  bool open_device();
  void move_lips(const std::string& alias, const std::string& path,
                 std::vector<std::string> models);
  void tell_end(const std::string& alias);

  SoundReports& reports_;
  bool silent_;
  bool device_failed_ = false;
  std::unique_ptr<OutputDevice> device_;
  Channels channels_;
  std::map<std::string, std::vector<std::string>> moved_models_;  // by alias of the sound
};

}  // namespace audio
