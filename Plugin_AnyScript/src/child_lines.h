// Cutting what a child prints into messages.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace anyscript {

enum class LineKind : std::uint8_t {
  none,     // no whole line is there
  message,  // `type` and `args`
  too_long,
  no_text,  // has a NUL byte or bytes that are no UTF-8
};

// Views hold until the next call of anything but next().
struct ChildLine {
  LineKind kind = LineKind::none;
  std::string_view type;
  std::string_view args;
};

// Total: any bytes are consumed in linear time, within a bounded buffer.
class ChildLines {
 public:
  ChildLines();

  // Where the next bytes belong; never empty after next() gave `none`.
  std::span<char> space() noexcept;
  void received(std::size_t bytes) noexcept { end_ += bytes; }
  // No more bytes will come: what is left is a line.
  void finish() noexcept;

  // The oldest line: the same one until consume() is called. Empty lines are passed over.
  const ChildLine& next() noexcept;
  void consume() noexcept;

 private:
  bool take_line() noexcept;
  void set_line(std::string_view text) noexcept;

  std::string buffer_;
  std::size_t begin_ = 0;     // first byte not consumed
  std::size_t end_ = 0;       // behind the last byte received
  std::size_t looked_ = 0;    // no line end lies before it
  std::size_t line_end_ = 0;  // behind the present line
  bool discarding_ = false;   // inside a line that was too long
  ChildLine line_;
};

}  // namespace anyscript
