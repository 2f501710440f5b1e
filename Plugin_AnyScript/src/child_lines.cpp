#include "child_lines.h"

#include <algorithm>
#include <cstring>

#include "anyscript_limits.h"

namespace anyscript {
namespace {

// The length of the character that `text` begins with, 0 when it is none: over-long forms,
// surrogates and numbers beyond Unicode are none.
std::size_t character_length(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead < 0xC2   ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t at = 1; at < length; ++at) {
    if ((byte(at) & 0xC0U) != 0x80) return 0;
  }
  const unsigned char second = byte(1);
  if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
      (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F)) {
    return 0;
  }
  return length;
}

bool is_text(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = text.front() == '\0' ? 0 : character_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

}  // namespace

ChildLines::ChildLines() : buffer_(2 * limits::line_bytes + limits::turn_bytes, '\0') {}

std::span<char> ChildLines::space() noexcept {
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    looked_ -= begin_;
    begin_ = 0;
  }
  const std::size_t room = std::min(buffer_.size() - 1 - end_, limits::turn_bytes);
  return {buffer_.data() + end_, room};
}

void ChildLines::finish() noexcept {
  // space() keeps one byte free for this.
  if (end_ > begin_) buffer_[end_++] = '\n';
}

const ChildLine& ChildLines::next() noexcept {
  while (line_.kind == LineKind::none && take_line()) {
  }
  return line_;
}

// False when there is no whole line.
bool ChildLines::take_line() noexcept {
  const std::string_view rest(buffer_.data() + looked_, end_ - looked_);
  const std::size_t length = rest.find('\n');
  if (length == std::string_view::npos) {
    looked_ = end_;
    // Its end may yet be a line feed behind a carriage return.
    if (!discarding_ && end_ - begin_ <= limits::line_bytes + 1) return false;
    if (!discarding_) line_ = {LineKind::too_long, {}, {}};
    discarding_ = true;
    begin_ = line_end_ = end_;
    return false;
  }
  line_end_ = looked_ + length + 1;
  looked_ = line_end_;
  std::string_view text(buffer_.data() + begin_, line_end_ - 1 - begin_);
  while (text.ends_with('\r')) text.remove_suffix(1);
  while (text.starts_with('|') || text.starts_with('\r')) text.remove_prefix(1);
  if (!discarding_ && !text.empty()) set_line(text);
  discarding_ = false;
  if (line_.kind == LineKind::none) begin_ = line_end_;
  return line_.kind == LineKind::none;
}

void ChildLines::set_line(std::string_view text) noexcept {
  if (text.size() > limits::line_bytes) {
    line_ = {LineKind::too_long, {}, {}};
  } else if (!is_text(text)) {
    line_ = {LineKind::no_text, {}, {}};
  } else {
    const std::size_t bar = std::min(text.find('|'), text.size());
    line_ = {LineKind::message, text.substr(0, bar), text.substr(std::min(bar + 1, text.size()))};
  }
}

void ChildLines::consume() noexcept {
  if (line_.kind == LineKind::none) return;
  begin_ = line_end_;
  line_ = {};
}

}  // namespace anyscript
