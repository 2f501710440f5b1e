// Where voices are opened; plays them on a thread of its own, which sleeps while nobody speaks.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <semaphore>
#include <stop_token>
#include <thread>
#include <vector>

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
  void run(const std::stop_token& stop);
  void take_opened(VoiceMixer& mixer);
  void tell_problem(const VoiceMixer& mixer);

  Host& host_;
  std::unique_ptr<VoiceMixer> own_mixer_;  // fixed step only
  std::mutex mutex_;                       // of opened_
  std::vector<std::shared_ptr<Voice>> opened_;
  std::counting_semaphore<> wake_{0};
  bool problem_told_ = false;  // the mixer's thread
  std::jthread thread_;
};

}  // namespace mmdagent::remote
