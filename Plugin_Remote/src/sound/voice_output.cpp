#include "sound/voice_output.h"

#include <pthread.h>

#include <chrono>
#include <memory>
#include <utility>

#include "MMDAgent/Host.h"
#include "sound/voice.h"
#include "sound/voice_mixer.h"

namespace mmdagent::remote {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds turn{10};

}  // namespace

VoiceOutput::VoiceOutput(Host& host) : host_(host) {}

VoiceOutput::~VoiceOutput() {
  stop();
  Opened* next = opened_.load(std::memory_order_relaxed);
  while (next != nullptr) {
    const std::unique_ptr<Opened> opened(std::exchange(next, next->next));
  }
}

std::shared_ptr<Voice> VoiceOutput::open() {
  auto voice = std::make_shared<Voice>();
  auto opened = std::make_unique<Opened>(Opened{voice, opened_.load(std::memory_order_relaxed)});
  while (!opened_.compare_exchange_weak(opened->next, opened.get(), std::memory_order_release,
                                        std::memory_order_relaxed))
    continue;
  (void)opened.release();  // take_opened() owns it now
  if (host_.is_fixed_step()) {
    if (own_mixer_ == nullptr) own_mixer_ = std::make_unique<VoiceMixer>(true);
  } else if (!thread_.joinable() && !stopped_) {
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
    ::pthread_setname_np(thread_.native_handle(), "voices");
  }
  wake();
  return voice;
}

void VoiceOutput::update(double seconds) {
  if (own_mixer_ == nullptr) return;
  take_opened(*own_mixer_);
  own_mixer_->step(seconds);
}

void VoiceOutput::stop() {
  stopped_ = true;
  if (thread_.joinable()) {
    thread_.request_stop();
    wake();
    thread_.join();
  }
  own_mixer_.reset();
}

void VoiceOutput::take_opened(VoiceMixer& mixer) {
  Opened* next = opened_.exchange(nullptr, std::memory_order_acquire);
  while (next != nullptr) {
    const std::unique_ptr<Opened> opened(std::exchange(next, next->next));
    mixer.add(std::move(opened->voice));
  }
}

void VoiceOutput::tell_problem(const VoiceMixer& mixer) {
  if (problem_told_ || mixer.problem().empty()) return;
  problem_told_ = true;
  host_.log(Level::warning, mixer.problem());
}

void VoiceOutput::run(const std::stop_token& stop) {
  VoiceMixer mixer(false);
  Clock::time_point then = Clock::now();
  while (!stop.stop_requested()) {
    if (mixer.is_busy()) {
      (void)wake_.try_acquire_for(turn);
    } else {
      wake_.acquire();
      then = Clock::now();
    }
    while (wake_.try_acquire()) continue;
    take_opened(mixer);
    tell_problem(mixer);
    const Clock::time_point now = Clock::now();
    mixer.step(std::chrono::duration<double>(now - then).count());
    then = now;
  }
}

}  // namespace mmdagent::remote
