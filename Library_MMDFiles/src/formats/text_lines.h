// The lines of a UTF-8 text file, one after the other, for the readers of text sidecars.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mmd {

// A byte order mark and line ends are left out. Lines that are too long, not UTF-8 or hold a zero
// byte are skipped with a warning.
class TextLines {
 public:
  // Both are referred to, not copied, and must outlive this.
  TextLines(std::string_view text, std::string_view path);

  // The next usable line; false at the end.
  bool next();
  std::string_view line() const { return line_; }
  std::uint64_t number() const { return number_; }  // from 1

  // Notes a problem of the current line; beyond limits::warnings they are dropped.
  void warn(std::string_view problem);
  std::vector<std::string> take_warnings() { return std::move(warnings_); }

 private:
  std::string_view rest_;
  std::string_view path_;
  std::string_view line_;
  std::uint64_t number_ = 0;
  std::vector<std::string> warnings_;
};

// The bytes of a file as text; refers to them.
std::string_view as_text(std::span<const std::byte> bytes);

// A word of the file for a message: at most 40 bytes of it, in quotes, as UTF-8 without control
// characters.
std::string quoted_word(std::string_view word);

// Words of a line, split at blanks and tabs.
std::vector<std::string_view> words_of(std::string_view line);

}  // namespace mmd
