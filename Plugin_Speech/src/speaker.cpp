#include "speaker.h"

#include <fmt/format.h>
#include <pthread.h>

#include <utility>

#include "MMDAgent/Host.h"

namespace speech {

using mmdagent::Level;

std::string lip_sequence(const std::string& model, const std::vector<Phone>& phones) {
  // The type, its separator and the number of a phone that follows fit as well.
  constexpr std::size_t most = mmdagent::max_message_bytes - 64;
  std::string sequence = model + "|";
  for (const Phone& phone : phones) {
    const std::string pair = fmt::format("{},{}", phone.name, phone.milliseconds);
    if (sequence.size() + pair.size() > most) break;
    if (sequence.back() != '|') sequence += ',';
    sequence += pair;
  }
  return sequence;
}

Speaker::Speaker(mmdagent::Host& host, EngineFactory factory)
    : host_(host), factory_(std::move(factory)), thread_([this] { run(); }) {}

Speaker::~Speaker() {
  silence();
  ends_ = true;
  submitted_.release();
  thread_.join();
  (void)take_all();
}

void Speaker::say(std::shared_ptr<Order> order) {
  silence();
  model_ = order->model;
  order_ = order;
  auto handed = std::make_unique<Handed>(std::move(order));
  Handed* newest = handed_over_.load();
  do {
    (void)handed->next.release();
    handed->next.reset(newest);
  } while (!handed_over_.compare_exchange_weak(newest, handed.get()));
  (void)handed.release();  // the list has it
  submitted_.release();
}

// Older ones than the newest were stopped when that one came.
void Speaker::silence() {
  if (order_ != nullptr) order_->stop = true;
}

// Oldest first.
std::unique_ptr<Speaker::Handed> Speaker::take_all() {
  std::unique_ptr<Handed> oldest;
  std::unique_ptr<Handed> newest(handed_over_.exchange(nullptr));
  while (newest != nullptr) {
    std::unique_ptr<Handed> older = std::move(newest->next);
    newest->next = std::move(oldest);
    oldest = std::move(newest);
    newest = std::move(older);
  }
  return oldest;
}

void Speaker::run() {
  pthread_setname_np(pthread_self(), "speech");
  std::string told_later;  // when something is to be said
  engine_ = factory_(told_later);
  while (!ends_) {
    submitted_.acquire();
    for (auto handed = take_all(); handed != nullptr && !ends_; handed = std::move(handed->next)) {
      carry_out(*handed->order);
    }
  }
  // The device is this thread's.
  player_.close();
  engine_.reset();
}

void Speaker::carry_out(Order& order) {
  host_.post("SYNTH_EVENT_START", order.model);
  if (!order.stop) speak(order);
  host_.post("SYNTH_EVENT_STOP", order.model);
  order.done = true;
}

void Speaker::speak(const Order& order) {
  std::string error;
  Speech speech;
  if (engine_ == nullptr) engine_ = factory_(error);
  if (engine_ != nullptr && engine_->speak(order.text, order.style, order.stop, speech, error)) {
    if (speech.phones.empty() || order.stop) return;
    const auto begins = [&] {
      host_.post("LIPSYNC_START", lip_sequence(order.model, speech.phones));
    };
    const auto goes_on = [&] {
      return engine_->go_on(order.stop, speech, error) == SpeechEngine::Part::added;
    };
    (void)player_.play(speech, order.stop, begins, goes_on, error);
  }
  if (!error.empty()) host_.log(Level::error, error);
}

}  // namespace speech
