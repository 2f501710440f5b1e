// One who speaks: a thread that says one text after the other.
#pragma once

#include <atomic>
#include <memory>
#include <semaphore>
#include <string>
#include <thread>

#include "speech_engine.h"
#include "speech_player.h"

namespace mmdagent {
class Host;
}

namespace speech {

// One text, from its acceptance to its end.
struct Order {
  std::string model;
  std::string text;
  Style style;
  std::atomic<bool> stop{false};
  std::atomic<bool> done{false};  // its SYNTH_EVENT_STOP is posted
};

// The arguments of LIPSYNC_START: as many phones as one message holds.
std::string lip_sequence(const std::string& model, const std::vector<Phone>& phones);

class Speaker {
 public:
  Speaker(mmdagent::Host& host, EngineFactory factory);
  ~Speaker();
  Speaker(const Speaker&) = delete;
  Speaker& operator=(const Speaker&) = delete;

  // Agent thread, all of it. What is being said or waits is stopped by say() and silence(); its
  // events still come, in order.
  void say(std::shared_ptr<Order> order);
  void silence();
  bool is_speaking() const { return order_ != nullptr && !order_->done; }
  // For whom it spoke last.
  const std::string& model() const { return model_; }

 private:
  struct Handed {
    std::shared_ptr<Order> order;
    std::unique_ptr<Handed> next;
  };

  void run();
  std::unique_ptr<Handed> take_all();
  void carry_out(Order& order);
  void speak(const Order& order);

  mmdagent::Host& host_;
  EngineFactory factory_;
  std::string model_;
  std::shared_ptr<Order> order_;               // the newest
  std::atomic<Handed*> handed_over_{nullptr};  // owned, newest first
  std::atomic<bool> ends_{false};
  std::counting_semaphore<> submitted_{0};

  std::unique_ptr<SpeechEngine> engine_;  // the thread's
  SpeechPlayer player_;                   // the thread's
  std::thread thread_;
};

}  // namespace speech
