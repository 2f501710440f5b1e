// Where sound comes in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

namespace mmdagent::remote {

// 16 kHz, 16 bits, one channel.
class SampleSource {
 public:
  virtual ~SampleSource() = default;
  // Fills the front of `samples` with what came since; returns how many. Never waits.
  virtual std::size_t read(std::span<std::int16_t> samples) = 0;
};

// Null with a reason when there is none. Called on a thread of its own, as it may take long.
using OpenSource = std::function<std::unique_ptr<SampleSource>(std::string& reason)>;

// The default capture device of OpenAL.
std::unique_ptr<SampleSource> open_microphone(std::string& reason);

}  // namespace mmdagent::remote
