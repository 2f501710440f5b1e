// Plays voices through one device.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace audio {
class OutputDevice;
}

namespace mmdagent::remote {

class Voice;

// One thread, from its construction on.
class VoiceMixer {
 public:
  // `silent`: rendered into nothing, by step() alone.
  explicit VoiceMixer(bool silent);
  ~VoiceMixer();
  VoiceMixer(const VoiceMixer&) = delete;
  VoiceMixer& operator=(const VoiceMixer&) = delete;

  // Opens the device with the first voice. Without one, voices are emptied unheard.
  void add(std::shared_ptr<Voice> voice);
  // Lets `seconds` pass where no real device does that; takes what the voices have, forgets those
  // that were closed.
  void step(double seconds);
  // Something is to be played, or plays.
  bool is_busy() const;

  // Why nothing can be heard; empty when all is well or nothing was played yet.
  const std::string& problem() const { return problem_; }

 private:
  static constexpr std::size_t buffers = 4;
  struct Playing {
    std::shared_ptr<Voice> voice;
    unsigned source = 0;  // 0: not heard
    std::array<unsigned, buffers> names{};
    std::vector<unsigned> idle{};
    std::size_t queued = 0;
  };

  void open_device();
  void feed(Playing& playing);
  void end(Playing& playing);

  bool silent_;
  std::unique_ptr<audio::OutputDevice> device_;
  std::string problem_;
  std::vector<Playing> playing_;
};

}  // namespace mmdagent::remote
