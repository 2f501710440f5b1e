#include "formats/csv_lines.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>
#include <utility>

#include "MMDFiles/limits.h"
#include "MMDFiles/text.h"
#include "formats/csv_words.h"

namespace mmd {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t most_noted_lines = std::size_t{1} << 20;

// What std::from_chars does not skip by itself.
std::string_view number_start(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  if (text.starts_with('+')) text.remove_prefix(1);
  return text;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The leading number if it is short, without an exponent: then both parts of the quotient are
// exact, and it rounds as std::from_chars does, in a third of the time.
std::optional<double> short_number(std::string_view text) {
  constexpr std::size_t longest = 15;  // digits, fewer than 2^53
  constexpr std::array<double, longest + 1> powers = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                      1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  const bool negative = text.starts_with('-');
  std::size_t at = negative ? 1 : 0;
  std::int64_t all = 0;
  std::size_t digits = 0;
  std::size_t decimals = 0;
  const auto take_digits = [&] {
    for (; at < text.size() && is_digit(text[at]) && digits <= longest; ++at, ++digits)
      all = all * 10 + (text[at] - '0');
  };
  take_digits();
  if (at < text.size() && text[at] == '.') {
    const std::size_t whole = digits;
    ++at;
    take_digits();
    decimals = digits - whole;
  }
  if (digits == 0 || digits > longest) return std::nullopt;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) return std::nullopt;
  const double value = static_cast<double>(all) / powers[decimals];
  return negative ? -value : value;
}

// The commas of a line, one after the other.
class Commas {
 public:
  Commas(std::string_view text, std::size_t start) : text_(text), unread_(start) {}

  // The place of the next comma, the text's size where there is none.
  std::size_t next() {
    while (found_ == 0) {
      if (unread_ >= text_.size()) return text_.size();
      read_word();
    }
    const std::size_t byte = static_cast<std::size_t>(std::countr_zero(found_)) / 8;
    found_ &= found_ - 1;
    return word_start_ + byte;
  }

 private:
  void read_word() {
    word_start_ = unread_;
    const std::string_view rest = text_.substr(unread_);
    found_ = bytes_equal(rest.size() >= 8 ? word_at(rest.data()) : last_word(rest), ',');
    unread_ += sizeof found_;
  }

  // Fewer than eight bytes; 0 for those beyond the end.
  static std::uint64_t last_word(std::string_view text) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
      word |= static_cast<std::uint64_t>(static_cast<unsigned char>(text[i])) << (8 * i);
    return word;
  }

  std::string_view text_;
  std::size_t unread_;
  std::size_t word_start_ = 0;
  std::uint64_t found_ = 0;
};

std::string_view without_quotes(std::string_view field) {
  if (field.starts_with('"')) field.remove_prefix(1);
  if (field.ends_with('"')) field.remove_suffix(1);
  return field;
}

// The place after the quote that closes the field from `start` on, npos where none does.
std::size_t closed_end(std::string_view text, std::size_t start) {
  for (auto quote = text.find('"', start + 1); quote != std::string_view::npos;
       quote = text.find('"', quote + 1)) {
    if (quote + 1 == text.size() || text[quote + 1] == ',') return quote + 1;
  }
  return std::string_view::npos;
}

}  // namespace

CsvLines::CsvLines(std::span<const std::byte> bytes, std::string_view path) : place_(bytes, path) {
  const auto all = place_.bytes(bytes.size());
  content_ = {reinterpret_cast<const char*>(all.data()), all.size()};
  rewind();
}

void CsvLines::rewind() {
  next_offset_ = content_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  line_number_ = 0;
}

// The first pass notes where lines end, so that later ones need not look for it.
std::size_t CsvLines::look_for_line_end() {
  const char* start = content_.data() + line_offset_;
  const std::size_t left = content_.size() - line_offset_;
  const auto* found = static_cast<const char*>(std::memchr(start, '\n', left));
  const std::size_t length = found == nullptr ? left : static_cast<std::size_t>(found - start);
  if (line_lengths_.size() < most_noted_lines && line_number_ == line_lengths_.size() + 1 &&
      length <= std::numeric_limits<std::uint32_t>::max()) {
    line_lengths_.push_back(static_cast<std::uint32_t>(length));
  }
  return line_offset_ + length;
}

void CsvLines::fail_long_line() const {
  place_.fail("line of " + std::to_string(line_.size()) + " bytes, expected at most " +
              std::to_string(limits::csv_line_bytes));
}

bool CsvLines::next() {
  if (split_at_ != 0) {
    fields_.clear();
    split_at_ = 0;
    may_close_ = true;
  }
  if (next_offset_ >= content_.size()) return false;
  line_offset_ = next_offset_;
  const std::size_t known = line_number_++;
  place_.point_at("line", line_number_, line_offset_);
  const std::size_t end =
      known < line_lengths_.size() ? line_offset_ + line_lengths_[known] : look_for_line_end();
  line_ = {content_.data() + line_offset_, end - line_offset_};
  next_offset_ = end + 1;
  if (line_.ends_with('\r')) line_.remove_suffix(1);
  if (line_.size() > limits::csv_line_bytes) fail_long_line();
  return true;
}

std::string_view CsvLines::record() const { return line_.substr(0, line_.find(',')); }

void CsvLines::split(std::size_t count) {
  const std::string_view line = line_;
  std::size_t start = split_at_;
  Commas commas(line, start);
  for (std::size_t k = fields_.size(); k < count && start <= line.size(); ++k) {
    std::size_t end = std::string_view::npos;
    if (may_close_ && start < line.size() && line[start] == '"') {
      end = closed_end(line, start);
      may_close_ = end != std::string_view::npos;
      if (may_close_) commas = Commas(line, end + 1);
    }
    if (end == std::string_view::npos) end = commas.next();
    fields_.push_back(without_quotes(line.substr(start, end - start)));
    start = end + 1;
  }
  split_at_ = start;
}

std::string_view CsvLines::field(std::size_t k) const {
  return k < fields_.size() ? fields_[k] : std::string_view{};
}

float CsvLines::number(std::size_t k, float missing) const {
  if (!has(k)) return missing;
  const std::string_view text = number_start(field(k));
  if (const auto value = short_number(text)) return static_cast<float>(*value);
  double value = 0.0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  const auto stored = static_cast<float>(value);
  if (result.ec == std::errc::result_out_of_range || !std::isfinite(stored)) {
    place_.fail("field " + std::to_string(k) + " is not a finite number");
  }
  return result.ec == std::errc{} ? stored : 0.0F;
}

glm::vec3 CsvLines::vec3(std::size_t k) const { return {number(k), number(k + 1), number(k + 2)}; }

glm::vec4 CsvLines::vec4(std::size_t k) const { return {vec3(k), number(k + 3)}; }

std::int64_t CsvLines::integer(std::size_t k, std::int64_t missing) const {
  if (!has(k)) return missing;
  const std::string_view text = number_start(field(k));
  std::int64_t value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec == std::errc::result_out_of_range) {
    using Limits = std::numeric_limits<std::int64_t>;
    return text.starts_with('-') ? Limits::min() : Limits::max();
  }
  return value;
}

std::string CsvLines::decoded(std::string_view raw) {
  const auto bytes = std::as_bytes(std::span(raw.data(), raw.size()));
  DecodedText decoded = encoding_ == CsvEncoding::utf8 ? decode_utf8(bytes) : decode_cp932(bytes);
  if (decoded.damaged) place_.warn_damaged_text();
  return std::move(decoded.text);
}

}  // namespace mmd
