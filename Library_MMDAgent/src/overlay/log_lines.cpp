#include "overlay/log_lines.h"

#include <algorithm>

#include "host_limits.h"
#include "message/log_format.h"

namespace mmdagent {
namespace {

bool is_capital(char character) { return character >= 'A' && character <= 'Z'; }

char small(char character) {
  return is_capital(character) ? static_cast<char>(character - 'A' + 'a') : character;
}

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

std::string_view cut(std::string_view text) {
  if (text.size() <= limits::log_panel_line_bytes) return text;
  std::size_t end = limits::log_panel_line_bytes;
  while (end > 0 && continues_character(text[end])) --end;
  return text.substr(0, end);
}

}  // namespace

bool holds(std::string_view line, std::string_view wanted) {
  const bool exact = std::ranges::any_of(wanted, is_capital);
  const auto equal = [exact](char a, char b) { return exact ? a == b : small(a) == small(b); };
  return wanted.empty() || !std::ranges::search(line, wanted, equal).empty();
}

std::size_t LogLines::add(Level level, std::string_view module, std::string_view text,
                          std::string_view args, double frame) {
  scratch_.assign(module).append(": ").append(level_name(level)).append(": ").append(text);
  if (!args.empty()) scratch_.append(1, '|').append(args);
  std::string_view rest = scratch_;
  std::size_t added = 0;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    add_line(level, cut(rest.substr(0, end)), frame);
    ++added;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return added;
}

void LogLines::make_room() {
  lines_.resize(limits::log_panel_lines);
  for (ShownLine& line : lines_) line.text.reserve(limits::log_panel_line_bytes);
}

void LogLines::add_line(Level level, std::string_view text, double frame) {
  if (lines_.empty()) make_room();
  ShownLine& line = lines_[next_];
  line.level = level;
  line.frame = frame;
  line.text.assign(text);
  next_ = (next_ + 1) % lines_.size();
  count_ = std::min(count_ + 1, lines_.size());
}

const ShownLine& LogLines::latest(std::size_t back) const {
  return lines_[(next_ + 2 * lines_.size() - 1 - back) % lines_.size()];
}

}  // namespace mmdagent
