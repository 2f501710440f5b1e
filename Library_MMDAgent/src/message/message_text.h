// The text of messages: splitting `TYPE|args`, splitting arguments, checking bytes from outside.
// Pure functions over views: no allocation, any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "MMDAgent/Message.h"
#include "host_limits.h"

namespace mmdagent {

// `text` is the message in its one form, `TYPE` or `TYPE|args`; the others are parts of it.
struct MessageLine {
  std::string_view text;
  std::string_view type;
  std::string_view args;

  bool empty() const { return type.empty(); }
  std::uint32_t type_length() const { return static_cast<std::uint32_t>(type.size()); }
};

// Leading separators are skipped; the arguments stay verbatim. A line of separators only, or an
// empty one, is no message: empty() is true. `line` carries no line end.
MessageLine split_line(std::string_view line);

// The arguments of a message as views. Runs of separators count as one, leading and trailing ones
// are dropped, so no argument is empty. An invalid byte counts as one character.
class Arguments {
 public:
  Arguments() = default;
  explicit Arguments(std::string_view args);

  std::size_t size() const { return count_; }
  std::string_view operator[](std::size_t index) const { return parts_[index]; }
  const std::string_view* begin() const { return parts_.data(); }
  const std::string_view* end() const { return parts_.data() + count_; }
  // There were more than limits::arguments; the first ones are kept.
  bool exceeded() const { return exceeded_; }

 private:
  std::array<std::string_view, limits::arguments> parts_;
  std::size_t count_ = 0;
  bool exceeded_ = false;
};

// Bytes at the front of `text` that are whole, valid UTF-8 characters (no surrogates, no overlong
// forms, at most U+10FFFF).
std::size_t valid_utf8_length(std::string_view text);
bool is_valid_utf8(std::string_view text);

// Whether a line from outside may become a message.
enum class LineProblem : std::uint8_t { none, too_long, null_byte, invalid_utf8 };
LineProblem check_line(std::string_view line);

}  // namespace mmdagent
