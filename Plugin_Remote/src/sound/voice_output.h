// Where voices are opened; plays them on a thread of its own, which sleeps while nobody speaks.
#pragma once

#include <atomic>
#include <memory>
#include <semaphore>
#include <stop_token>
#include <thread>

namespace mmdagent {
class Host;
}

namespace mmdagent::remote {

class Voice;
class VoiceMixer;

// Agent thread.
class VoiceOutput {
 public:
  // Under --fixed-step there is no thread: sound passes in update(), and nothing is heard.
  explicit VoiceOutput(Host& host);
  ~VoiceOutput();
  VoiceOutput(const VoiceOutput&) = delete;
  VoiceOutput& operator=(const VoiceOutput&) = delete;

  std::shared_ptr<Voice> open();
  // Samples were pushed, or a voice was closed.
  void wake() { wake_.release(); }
  void update(double seconds);
  // All fall silent; the thread ends.
  void stop();

 private:
  struct Opened {
    std::shared_ptr<Voice> voice;
    Opened* next;
  };

  void run(const std::stop_token& stop);
  void take_opened(VoiceMixer& mixer);
  void tell_problem(const VoiceMixer& mixer);

  Host& host_;
  std::unique_ptr<VoiceMixer> own_mixer_;  // fixed step only
  std::atomic<Opened*> opened_{nullptr};   // not known to the mixer yet, latest first
  std::counting_semaphore<> wake_{0};
  bool stopped_ = false;
  bool problem_told_ = false;  // the mixer's thread
  std::jthread thread_;
};

}  // namespace mmdagent::remote
