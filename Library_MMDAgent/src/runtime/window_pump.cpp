#include "runtime/window_pump.h"

#include <chrono>
#include <optional>
#include <string>

#include "scene/user_input.h"
#include "window/window_input.h"

namespace mmdagent {

void WindowPump::run(WindowInput& from, UserInput& to) {
  to.set_window_size(from.window_size());
  while (const std::optional<InputEvent> event = from.take()) to.take(*event);
  const double now =
      std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
  if (const glm::vec2 pointer = from.pointer(); pointer != pointer_) {
    pointer_ = pointer;
    to.move_pointer(pointer, now);
  }
  if (const float total = from.scroll_total().y; total != scrolled_) {
    to.scroll(total - scrolled_);
    scrolled_ = total;
  }
  for (const DroppedFile& file : from.take_dropped()) {
    to.drop(file.path, file.pointer, file.modifiers);
  }
  if (const std::optional<std::string> text = from.take_pasted()) to.paste(*text);
  to.advance(now);
}

}  // namespace mmdagent
