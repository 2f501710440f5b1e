#include "line_parser.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "remote_limits.h"
#include "text_check.h"

namespace mmdagent::remote {
namespace {

constexpr std::string_view sound_prefix = "SND";
constexpr std::size_t sound_header_bytes = 7;
constexpr std::string_view avatar_prefix = "__AV";
constexpr std::string_view avatar_message_prefix = "__AV_MESSAGE,";

bool is_terminator(char byte) noexcept { return byte == '\n' || byte == '\r'; }
bool is_digit(char byte) noexcept { return byte >= '0' && byte <= '9'; }

}  // namespace

LineParser::LineParser() : buffer_(std::make_unique_for_overwrite<char[]>(receive_buffer_bytes)) {}

std::span<char> LineParser::space() noexcept {
  // Moving what is left to the front only when half the buffer is used up keeps the cost per byte
  // constant.
  if (begin_ > 0 && receive_buffer_bytes - end_ < receive_buffer_bytes / 2) {
    std::memmove(buffer_.get(), buffer_.get() + begin_, end_ - begin_);
    for (Search* search : {&line_feed_, &carriage_return_}) {
      search->found = search->found && search->at >= begin_;
      search->at -= std::min(search->at, begin_);
    }
    end_ -= begin_;
    begin_ = 0;
  }
  return {buffer_.get() + end_, receive_buffer_bytes - end_};
}

void LineParser::received(std::size_t bytes) noexcept { end_ += bytes; }

void LineParser::clear() noexcept {
  begin_ = end_ = item_end_ = 0;
  line_feed_ = carriage_return_ = {};
  discarding_ = false;
  item_ = {};
}

const Item& LineParser::next() noexcept {
  while (item_.kind == ItemKind::none && skip_to_head()) {
    const Head head = take_sound();
    if (head == Head::unfinished) break;
    if (head == Head::text && !take_text()) break;
  }
  return item_;
}

void LineParser::consume() noexcept {
  if (item_.kind == ItemKind::none) return;
  begin_ = item_end_;
  item_ = {};
}

// The position of the first such byte at or behind begin_, or end_ when there is none yet.
std::size_t LineParser::seek(Search& search, char byte) noexcept {
  if (search.at < begin_) search = {begin_, false};
  if (!search.found) {
    const void* hit = std::memchr(buffer_.get() + search.at, byte, end_ - search.at);
    search.found = hit != nullptr;
    search.at = hit == nullptr
                    ? end_
                    : static_cast<std::size_t>(static_cast<const char*>(hit) - buffer_.get());
  }
  return search.at;
}

std::size_t LineParser::find_terminator() noexcept {
  return std::min(seek(line_feed_, '\n'), seek(carriage_return_, '\r'));
}

// Drops terminators and the rest of a line that was too long. False when nothing is left.
bool LineParser::skip_to_head() noexcept {
  if (discarding_) {
    begin_ = find_terminator();
    discarding_ = begin_ == end_;
  }
  while (begin_ < end_ && is_terminator(buffer_[begin_])) ++begin_;
  if (begin_ < end_) return true;
  begin_ = end_ = item_end_ = 0;
  line_feed_ = carriage_return_ = {};
  return false;
}

LineParser::Head LineParser::take_sound() noexcept {
  const std::string_view head = pending().substr(0, sound_header_bytes);
  if (head.size() < sound_header_bytes || !head.starts_with(sound_prefix)) return Head::text;
  constexpr std::pair<std::string_view, SoundWord> words[] = {
      {"SNDSTRM", SoundWord::stream}, {"SNDFILE", SoundWord::file}, {"SNDBRKS", SoundWord::end}};
  for (const auto& [text, word] : words) {
    if (head != text) continue;
    set_item(ItemKind::sound_word, begin_ + sound_header_bytes);
    item_.word = word;
    return Head::sound;
  }
  std::size_t length = 0;
  for (const char digit : head.substr(sound_prefix.size())) {
    if (!is_digit(digit)) return Head::text;
    length = length * 10 + static_cast<std::size_t>(digit - '0');
  }
  if (pending().size() < sound_header_bytes + length) return Head::unfinished;
  set_item(ItemKind::sound_pack, begin_ + sound_header_bytes + length);
  item_.bytes = pending().substr(sound_header_bytes, length);
  return Head::sound;
}

// False when the line at the head is not finished yet.
bool LineParser::take_text() noexcept {
  const std::size_t terminator = find_terminator();
  if (terminator - begin_ > max_line_bytes) {
    ++line_number_;
    set_item(ItemKind::rejected, terminator);
    item_.rejection = Rejection::too_long;
    item_.offset = max_line_bytes;
    discarding_ = true;  // ends at once when the terminator is there already
    return true;
  }
  if (terminator == end_) return false;
  ++line_number_;
  item_end_ = terminator;
  take_line({buffer_.get() + begin_, terminator - begin_});
  if (item_.kind == ItemKind::none) begin_ = terminator;
  return true;
}

void LineParser::take_line(std::string_view line) noexcept {
  const TextCheck check = check_text(line);
  if (check.defect != TextDefect::none) {
    set_item(ItemKind::rejected, item_end_);
    item_.rejection =
        check.defect == TextDefect::nul_byte ? Rejection::nul_byte : Rejection::invalid_utf8;
    item_.offset = check.offset;
  } else if (line.starts_with(avatar_message_prefix)) {
    take_message(line.substr(avatar_message_prefix.size()));
  } else if (line.starts_with(avatar_prefix)) {
    set_item(ItemKind::avatar_command, item_end_);
    item_.bytes = line;
  } else {
    take_message(line);
  }
}

// Leading separators are skipped; without a type there is no message.
void LineParser::take_message(std::string_view line) noexcept {
  const std::size_t start = line.find_first_not_of('|');
  if (start == std::string_view::npos) return;
  line.remove_prefix(start);
  set_item(ItemKind::message, item_end_);
  const std::size_t separator = line.find('|');
  item_.type = line.substr(0, separator);
  if (separator != std::string_view::npos) item_.args = line.substr(separator + 1);
}

void LineParser::set_item(ItemKind kind, std::size_t end) noexcept {
  item_ = {};
  item_.kind = kind;
  item_end_ = end;
}

}  // namespace mmdagent::remote
