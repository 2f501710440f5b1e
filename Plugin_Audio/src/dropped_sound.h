// A sound file dropped on the window plays, and the motion beside it with it (plugins.md
// section 1.5).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mmdagent {
class Host;
}

namespace audio {

// Agent thread.
class DroppedSound {
 public:
  static constexpr std::string_view alias = "audio";

  explicit DroppedSound(mmdagent::Host& host) : host_(host) {}

  // Arguments of DRAGANDDROP. The file to be played as `alias`; nullopt: it is no sound.
  std::optional<std::string> take(std::string_view args);
  // A sound of that alias has started.
  void started(std::string_view sound);

 private:
  mmdagent::Host& host_;
  std::string motion_;  // that waits for its sound; empty: none
};

}  // namespace audio
