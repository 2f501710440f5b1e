#include "window/window_input.h"

#include <bit>
#include <utility>

namespace mmdagent {
namespace {

glm::ivec2 bits(glm::vec2 value) {
  return {std::bit_cast<std::int32_t>(value.x), std::bit_cast<std::int32_t>(value.y)};
}

glm::vec2 floats(glm::ivec2 value) {
  return {std::bit_cast<float>(value.x), std::bit_cast<float>(value.y)};
}

}  // namespace

std::uint64_t WindowInput::packed(glm::ivec2 value) {
  return static_cast<std::uint64_t>(static_cast<std::uint32_t>(value.x)) << 32U |
         static_cast<std::uint32_t>(value.y);
}

glm::ivec2 WindowInput::unpacked(std::uint64_t value) {
  return {static_cast<std::int32_t>(value >> 32U), static_cast<std::int32_t>(value & 0xFFFFFFFFU)};
}

void WindowInput::set_pointer(glm::vec2 units) { pointer_.store(packed(bits(units))); }

void WindowInput::add_scroll(glm::vec2 steps) {
  scroll_.store(packed(bits(scroll_total() + steps)));
}

glm::vec2 WindowInput::pointer() const { return floats(unpacked(pointer_.load())); }

glm::vec2 WindowInput::scroll_total() const { return floats(unpacked(scroll_.load())); }

void WindowInput::push(const InputEvent& event) {
  const std::uint32_t written = written_.load(std::memory_order_relaxed);
  if (written - read_.load(std::memory_order_acquire) == queue_length) {
    lost_.fetch_add(1);
    return;
  }
  events_[written % queue_length] = event;
  written_.store(written + 1, std::memory_order_release);
}

void WindowInput::drop(DroppedFile file) {
  const std::lock_guard lock(drop_lock_);
  dropped_.push_back(std::move(file));
  has_dropped_ = true;
}

std::vector<DroppedFile> WindowInput::take_dropped() {
  if (!has_dropped_.load()) return {};
  const std::lock_guard lock(drop_lock_);
  has_dropped_ = false;
  return std::exchange(dropped_, {});
}

void WindowInput::paste(std::string text) {
  const std::lock_guard lock(drop_lock_);
  pasted_ = std::move(text);
  has_pasted_ = true;
}

std::optional<std::string> WindowInput::take_pasted() {
  if (!has_pasted_.load()) return std::nullopt;
  const std::lock_guard lock(drop_lock_);
  has_pasted_ = false;
  return std::exchange(pasted_, std::nullopt);
}

std::optional<InputEvent> WindowInput::take() {
  const std::uint32_t read = read_.load(std::memory_order_relaxed);
  if (read == written_.load(std::memory_order_acquire)) return std::nullopt;
  const InputEvent event = events_[read % queue_length];
  read_.store(read + 1, std::memory_order_release);
  return event;
}

}  // namespace mmdagent
