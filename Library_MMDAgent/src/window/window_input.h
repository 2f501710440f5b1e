// What the user does to the window, on its way from the main thread to the agent thread. Sizes,
// pointer and scrolling are slots where the latest value wins; keys, characters and buttons are a
// small queue that counts what did not fit. Neither side waits, but for dropped files and pasted
// texts, which have a lock that is held for one move.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <glm/vec2.hpp>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "scene/input_event.h"

namespace mmdagent {

struct DroppedFile {
  std::string path;  // UTF-8
  glm::vec2 pointer{0.0F};
  Modifiers modifiers;
};

class WindowInput {
 public:
  static constexpr std::uint32_t queue_length = 256;

  // Main thread.
  void set_window_size(glm::ivec2 units) { window_size_.store(packed(units)); }
  void set_framebuffer_size(glm::ivec2 pixels) { framebuffer_size_.store(packed(pixels)); }
  void set_pointer(glm::vec2 units);
  void add_scroll(glm::vec2 steps);
  void set_close_wanted() { close_wanted_.store(true); }
  void push(const InputEvent& event);
  void drop(DroppedFile file);
  void paste(std::string text);  // UTF-8; the latest counts

  // Agent thread (sizes: any thread). Window units; the pointer counts from the top left.
  glm::ivec2 window_size() const { return unpacked(window_size_.load()); }
  glm::ivec2 framebuffer_size() const { return unpacked(framebuffer_size_.load()); }
  glm::vec2 pointer() const;
  // The sum of all wheel steps since the start: a reader takes differences and loses nothing.
  glm::vec2 scroll_total() const;
  bool close_wanted() const { return close_wanted_.load(); }
  std::optional<InputEvent> take();
  std::vector<DroppedFile> take_dropped();
  std::optional<std::string> take_pasted();
  // Events that found the queue full, since the start.
  std::uint32_t lost() const { return lost_.load(); }

 private:
  static std::uint64_t packed(glm::ivec2 value);
  static glm::ivec2 unpacked(std::uint64_t value);

  std::atomic<std::uint64_t> window_size_{0};
  std::atomic<std::uint64_t> framebuffer_size_{0};
  std::atomic<std::uint64_t> pointer_{0};
  std::atomic<std::uint64_t> scroll_{0};
  std::atomic<bool> close_wanted_{false};
  std::array<InputEvent, queue_length> events_;
  std::atomic<std::uint32_t> written_{0};
  std::atomic<std::uint32_t> read_{0};
  std::atomic<std::uint32_t> lost_{0};
  std::mutex drop_lock_;
  std::vector<DroppedFile> dropped_;   // under drop_lock_
  std::optional<std::string> pasted_;  // likewise
  std::atomic<bool> has_dropped_{false};
  std::atomic<bool> has_pasted_{false};
};

}  // namespace mmdagent
