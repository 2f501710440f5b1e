#include "message/wake_list.h"

#include <bit>
#include <utility>

namespace mmdagent {

WakeList::Registration::Registration(Registration&& other) noexcept
    : list_(std::exchange(other.list_, nullptr)), index_(other.index_) {}

WakeList::Registration& WakeList::Registration::operator=(Registration&& other) noexcept {
  if (this != &other) {
    release();
    list_ = std::exchange(other.list_, nullptr);
    index_ = other.index_;
  }
  return *this;
}

WakeList::Registration::~Registration() { release(); }

void WakeList::Registration::want() {
  list_->wanted_[index_ / 64].fetch_or(std::uint64_t{1} << (index_ % 64));
}

void WakeList::Registration::withdraw() {
  list_->wanted_[index_ / 64].fetch_and(~(std::uint64_t{1} << (index_ % 64)));
}

void WakeList::Registration::release() {
  if (list_ == nullptr) return;
  withdraw();
  std::atomic<std::uint32_t>& state = list_->places_[index_].state;
  for (;;) {
    std::uint32_t expected = registered;
    if (state.compare_exchange_strong(expected, vacant)) break;
    state.wait(calling);
  }
  list_ = nullptr;
}

std::optional<WakeList::Registration> WakeList::add(Wake wake) {
  for (std::size_t index = 0; index < places_.size(); ++index) {
    Place& place = places_[index];
    std::uint32_t expected = vacant;
    if (!place.state.compare_exchange_strong(expected, claimed)) continue;
    place.wake = wake;
    place.state.store(registered);
    return Registration(this, index);
  }
  return std::nullopt;
}

bool WakeList::any_wanted() const {
  for (const auto& word : wanted_) {
    if (word.load() != 0) return true;
  }
  return false;
}

void WakeList::wake_wanted() {
  for (std::size_t word = 0; word < words; ++word) {
    if (wanted_[word].load() == 0) continue;
    std::uint64_t bits = wanted_[word].exchange(0);
    while (bits != 0) {
      call(word * 64 + static_cast<std::size_t>(std::countr_zero(bits)));
      bits &= bits - 1;
    }
  }
}

void WakeList::call(std::size_t index) {
  Place& place = places_[index];
  std::uint32_t expected = registered;
  if (!place.state.compare_exchange_strong(expected, calling)) return;
  if (place.wake.call != nullptr) place.wake.call(place.wake.context);
  place.state.store(registered);
  place.state.notify_all();
}

}  // namespace mmdagent
