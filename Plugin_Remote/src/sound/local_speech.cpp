#include "sound/local_speech.h"

#include <utility>

#include "MMDAgent/Host.h"
#include "sound/voice.h"
#include "sound/voice_output.h"

namespace mmdagent::remote {

LocalSpeech::LocalSpeech(const SoundPlace& place, OpenSource open, bool passthrough)
    : place_(place), open_source_(std::move(open)), passthrough_(passthrough) {}

LocalSpeech::~LocalSpeech() = default;

const std::vector<MouthShape>& LocalSpeech::update(bool is_wanted) {
  shapes_.clear();
  if (state_ == State::opening && opening_->done.load(std::memory_order_acquire)) opened();
  if (state_ == State::closed && is_wanted) open();
  if (state_ == State::open) {
    if (is_wanted) {
      read();
    } else {
      close();
    }
  }
  return shapes_;
}

void LocalSpeech::open() {
  state_ = State::opening;
  opening_ = std::make_shared<Opening>();
  const auto work = [opening = opening_, open = open_source_] {
    opening->source = open(opening->reason);
    opening->done.store(true, std::memory_order_release);
  };
  if (place_.host.is_fixed_step()) {
    work();
    opened();
  } else {
    worker_ = std::jthread(work);
  }
}

void LocalSpeech::opened() {
  const std::shared_ptr<Opening> opening = std::exchange(opening_, nullptr);
  source_ = std::move(opening->source);
  state_ = source_ == nullptr ? State::failed : State::open;
  if (source_ == nullptr) {
    place_.host.log(Level::warning, "local lip sync: " + opening->reason);
  } else {
    place_.host.log(Level::status, "local lip sync: listening to the microphone");
  }
}

void LocalSpeech::close() {
  state_ = State::closed;
  listener_.end(place_.files, read_shapes_);
  if (voice_ != nullptr) {
    std::exchange(voice_, nullptr)->close();
    place_.voices.wake();
  }
  place_.host.log(Level::status, "local lip sync: nobody is connected, the microphone is off");
  if (place_.host.is_fixed_step()) {
    source_.reset();
  } else {
    worker_ = std::jthread([source = std::move(source_)]() mutable { source.reset(); });
  }
}

// A second at most, however much there is.
void LocalSpeech::read() {
  for (int piece = 0; piece < 4; ++piece) {
    const std::size_t count = source_->read(samples_);
    if (count == 0) break;
    const std::span<const std::int16_t> came = std::span(samples_).first(count);
    listener_.feed(came, place_.host.now(), place_.files, read_shapes_);
    shapes_.insert(shapes_.end(), read_shapes_.begin(), read_shapes_.end());
    if (passthrough_) {
      if (voice_ == nullptr) voice_ = place_.voices.open();
      voice_->push(came);
      place_.voices.wake();
    }
    if (count < samples_.size()) break;
  }
}

void LocalSpeech::stop() {
  if (worker_.joinable()) worker_.join();
  opening_.reset();
  source_.reset();
  state_ = State::failed;
}

}  // namespace mmdagent::remote
