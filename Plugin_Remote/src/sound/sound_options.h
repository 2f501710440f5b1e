// The settings of sound, read once at start.
#pragma once

#include <string>

namespace mmdagent {
class Host;
}

namespace mmdagent::remote {

struct SoundOptions {
  bool local_lips = false;         // mouths follow the microphone instead of what peers stream
  bool local_passthrough = false;  // and it is heard
  std::string record_folder;       // of utterances; empty: none are recorded
  long record_minutes = 120;       // of all together; 0: without end
};

SoundOptions read_sound_options(const Host& host);

}  // namespace mmdagent::remote
