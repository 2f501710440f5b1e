#include "formats/text_lines.h"

#include <algorithm>

#include "MMDFiles/limits.h"
#include "MMDFiles/text.h"

namespace mmd {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view blanks = " \t\r";

// Why the line cannot be used; empty when it can.
std::string_view problem_of(std::string_view line) {
  if (line.size() > limits::text_line_bytes) return "line longer than 65535 bytes, skipped";
  if (line.find('\0') != std::string_view::npos) return "line holds a zero byte, skipped";
  if (decode_utf8(std::as_bytes(std::span(line))).damaged) return "line is not UTF-8, skipped";
  return {};
}

}  // namespace

TextLines::TextLines(std::string_view text, std::string_view path) : rest_(text), path_(path) {
  if (rest_.starts_with(byte_order_mark)) rest_.remove_prefix(byte_order_mark.size());
}

bool TextLines::next() {
  while (!rest_.empty()) {
    const std::size_t end = std::min(rest_.find('\n'), rest_.size());
    line_ = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    ++number_;
    if (line_.ends_with('\r')) line_.remove_suffix(1);
    const std::string_view problem = problem_of(line_);
    if (problem.empty()) return true;
    warn(problem);
  }
  return false;
}

void TextLines::warn(std::string_view problem) {
  if (warnings_.size() == limits::warnings) return;
  std::string text(path_);
  text.append(": line ").append(std::to_string(number_)).append(": ").append(problem);
  warnings_.push_back(std::move(text));
}

std::string_view as_text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string quoted_word(std::string_view word) {
  constexpr std::size_t longest = 40;
  std::string text = decode_utf8(std::as_bytes(std::span(word.substr(0, longest)))).text;
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, '?');
  return "\"" + text + "\"";
}

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  for (;;) {
    const std::size_t start = line.find_first_not_of(blanks);
    if (start == std::string_view::npos) return words;
    const std::size_t end = std::min(line.find_first_of(blanks, start), line.size());
    words.push_back(line.substr(start, end - start));
    line.remove_prefix(end);
  }
}

}  // namespace mmd
