// SPEAK_START and SPEAK_STOP: sound files that a model speaks, one at a time.
#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "MMDAgent/Message.h"
#include "avatar/avatar.h"
#include "avatar/mouth.h"

namespace mmdagent {
class Host;
}

namespace mmdagent::remote {

class Voice;
struct SoundPlace;

// A sound file, decoded. Made by one thread, then read by another.
struct SpeechFile {
  std::string problem;  // why there is nothing else; empty when all is well
  double seconds = 0.0;
  std::vector<std::int16_t> samples;  // 16 kHz, one channel
  std::vector<MouthShape> shapes;
};

// `path` absolute. Longer files than max_speech_seconds are a problem.
SpeechFile read_speech_file(const std::string& path);

// Agent thread only.
class Speeches {
 public:
  Speeches(Host& host, const SoundPlace& place);
  ~Speeches();

  void subscribe();
  void message(const Message& message);
  void update(double frames);
  void stop();

  // The avatar that speaks, null while there is none; for AVATAR_CONTROL.
  Avatar* speaking() { return state_ == State::speaking ? avatar_.get() : nullptr; }

 private:
  enum class State : std::uint8_t { idle, loading, speaking };
  struct Request {
    std::string model;
    std::string file;
  };
  // Shared with the thread that reads.
  struct Loading {
    SpeechFile file;
    std::atomic<bool> done{false};
  };

  void start(std::string_view args);
  void stop_model(std::string_view args);
  void begin_next();
  void loaded();
  void end();

  Host& host_;
  const SoundPlace& place_;
  std::unique_ptr<Avatar> avatar_;  // from the first speech on
  std::deque<Request> waiting_;
  Request current_;
  State state_ = State::idle;
  bool stop_wanted_ = false;  // while it is still being read
  double seconds_left_ = 0.0;
  std::shared_ptr<Loading> loading_;
  std::jthread reader_;
  std::shared_ptr<Voice> voice_;  // with Plugin_Remote_Speak_16k
};

}  // namespace mmdagent::remote
