#include "formats/csv_cursor.h"

#include <algorithm>
#include <bit>

#include "formats/csv_words.h"

namespace mmd {
namespace {

constexpr std::size_t most_digits = 15;  // fewer than 2^53
constexpr std::size_t most_power = 22;   // of ten that a double holds exactly

// Powers of ten with a sign: a branch for it would be mispredicted with every other number.
struct Divisors {
  double by_sign[2][most_power + 1];  // first positive ones
};

constexpr Divisors make_divisors() {
  Divisors divisors{};
  double power = 1.0;
  for (std::size_t i = 0; i <= most_power; ++i, power *= 10.0) {
    divisors.by_sign[0][i] = power;
    divisors.by_sign[1][i] = -power;
  }
  return divisors;
}

constexpr Divisors divisors = make_divisors();
constexpr std::uint64_t whole_powers_of_ten[9] = {1,      10,      100,      1000,     10000,
                                                  100000, 1000000, 10000000, 100000000};

// Joins neighbours to numbers of two, then of four, then of eight digits, in all places of a word
// at once. The bytes are values of digits, the first the most significant.
std::uint64_t joined(std::uint64_t digits) {
  const std::uint64_t twos = (digits * 10 + (digits >> 8)) & 0x00FF00FF00FF00FF;
  const std::uint64_t fours = (twos * 100 + (twos >> 16)) & 0x0000FFFF0000FFFF;
  return (fours * 10000 + (fours >> 32)) & 0x00000000FFFFFFFF;
}

// 0x80 in each byte that is no digit, given the differences to '0'.
std::uint64_t no_digits(std::uint64_t values) {
  return (((values & (each_byte * 0x7F)) + each_byte * (0x80 - 10)) | values) & (each_byte * 0x80);
}

// The first `count` bytes of the text, 1 to 8, as a number; false where one is no digit.
[[gnu::always_inline]] inline bool read_digits(const char* text, std::size_t count,
                                               std::uint64_t& number) {
  const std::uint64_t values = word_at(text) ^ (each_byte * '0');
  const std::size_t others = 64 - 8 * count;  // bits
  number = joined(values << others);
  return (no_digits(values) << others) == 0;
}

// How many digits the text begins with, at most 8.
std::size_t count_digits(const char* text) {
  const std::uint64_t others = no_digits(word_at(text) ^ (each_byte * '0'));
  return static_cast<std::size_t>(std::countr_zero(others)) / 8;
}

std::size_t count_bits(std::uint64_t bits) {
  bits -= (bits >> 1) & (each_byte * 0x55);
  bits = (bits & (each_byte * 0x33)) + ((bits >> 2) & (each_byte * 0x33));
  return (((bits + (bits >> 4)) & (each_byte * 0x0F)) * each_byte) >> 56;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// all / 10^power; the nearest number, because both parts of the quotient are exact.
float quotient(std::uint64_t all, std::size_t power, bool negative) {
  const double divisor = divisors.by_sign[negative ? 1 : 0][power];
  return static_cast<float>(static_cast<double>(static_cast<std::int64_t>(all)) / divisor);
}

// A number without its sign. False where the text is anything else.
struct Unsigned {
  std::uint64_t all = 0;
  std::size_t power = 0;  // of ten, by which it is divided
};

bool read_any(const char* text, const char* end, Unsigned& number) {
  const std::size_t whole = count_digits(text);
  if (whole == 0 || !read_digits(text, whole, number.all)) return false;
  text += whole;
  if (*text == '.') {
    ++text;
    for (int part = 0; part < 2; ++part) {
      const std::size_t count = count_digits(text);
      std::uint64_t digits = 0;
      if (count == 0) break;
      if (!read_digits(text, count, digits)) return false;
      number.all = number.all * whole_powers_of_ten[count] + digits;
      number.power += count;
      text += count;
      if (whole + number.power > most_digits) return false;
    }
  }
  if (*text == 'e' && text[1] == '-' && is_digit(text[2]) && is_digit(text[3])) {
    number.power += static_cast<std::size_t>(10 * (text[2] - '0') + (text[3] - '0'));
    text += 4;
  }
  return text == end && number.power <= most_power;
}

// As nearly all numbers are: one digit, a point, and up to 13 digits.
[[gnu::always_inline]] inline bool read_usual(const char* text, std::size_t length,
                                              Unsigned& number) {
  constexpr std::size_t start = 2;  // of the decimals
  if (length <= start || length > start + 13 || !is_digit(text[0]) || text[1] != '.') return false;
  const std::size_t count = length - start;
  const auto first_digit = static_cast<std::uint64_t>(text[0] - '0');
  number.power = count;
  std::uint64_t first = 0;
  if (count <= 8) {
    if (!read_digits(text + start, count, first)) return false;
    number.all = first_digit * whole_powers_of_ten[count] + first;
    return true;
  }
  std::uint64_t second = 0;
  if (!read_digits(text + start, 8, first)) return false;
  if (!read_digits(text + start + 8, count - 8, second)) return false;
  number.all =
      (first_digit * whole_powers_of_ten[8] + first) * whole_powers_of_ten[count - 8] + second;
  return true;
}

}  // namespace

CsvCursor::CsvCursor(std::string_view content, std::string_view line)
    : at_(line.data()),
      line_end_(line.data() + line.size()),
      content_end_(content.data() + content.size()) {
  enter_block(at_);
}

// Near the end of the text there is no block, and no field is found.
bool CsvCursor::enter_block(const char* start) {
  block_ = start;
  if (content_end_ - start < readable) {
    at_ = content_end_;
    line_end_ = at_ - 1;
    return false;
  }
  commas_ = block_equal(start, ',');
  return true;
}

[[gnu::always_inline]] inline const char* CsvCursor::take_field() {
  if (at_ > line_end_) return nullptr;
  while (commas_ == 0 && line_end_ - block_ > 64)
    if (!enter_block(block_ + 64)) return nullptr;
  const char* end = line_end_;
  if (commas_ != 0) end = std::min(end, block_ + std::countr_zero(commas_));
  commas_ &= commas_ - 1;
  at_ = end + 1;
  return end;
}

bool CsvCursor::skip(std::size_t fields) {
  while (at_ <= line_end_) {
    if (at_ == block_ + 64 && !enter_block(at_)) return false;
    const std::uint64_t ahead = ~std::uint64_t{0} << (at_ - block_);
    const std::uint64_t quotes = block_equal(block_, '"') & ahead;
    const std::size_t count = count_bits(commas_);
    if (count >= fields) {
      for (; fields > 1; --fields) commas_ &= commas_ - 1;
      const std::uint64_t before = (commas_ & -commas_) - 1;
      at_ = block_ + std::countr_zero(commas_) + 1;
      commas_ &= commas_ - 1;
      return (quotes & before) == 0 && at_ <= line_end_;
    }
    if (quotes != 0) return false;
    fields -= count;
    commas_ = 0;
    at_ = block_ + 64;
  }
  return false;
}

bool CsvCursor::read_name(std::string_view& raw) {
  const char* start = at_;
  const char* end = take_field();
  if (end == nullptr) return false;
  raw = {start, static_cast<std::size_t>(end - start)};
  const bool opened = raw.starts_with('"');
  if (!opened) return !raw.ends_with('"');
  if (raw.size() < 2 || !raw.ends_with('"')) return false;
  raw = raw.substr(1, raw.size() - 2);
  return true;
}

bool CsvCursor::read_index(std::uint32_t& value) {
  const char* start = at_;
  const char* end = take_field();
  if (end == nullptr || end == start || end - start > 8) return false;
  std::uint64_t number = 0;
  const bool read = read_digits(start, static_cast<std::size_t>(end - start), number);
  value = static_cast<std::uint32_t>(number);
  return read;
}

bool CsvCursor::read_number(float& value) {
  const char* text = at_;
  const char* end = take_field();
  if (end == nullptr || end == text) return false;
  if (end - text == 1 && is_digit(*text)) {
    value = static_cast<float>(*text - '0');
    return true;
  }
  const bool negative = *text == '-';
  text += negative ? 1 : 0;
  Unsigned number;
  if (!read_usual(text, static_cast<std::size_t>(end - text), number)) {
    number = {};
    if (!read_any(text, end, number)) return false;
  }
  value = quotient(number.all, number.power, negative);
  return true;
}

}  // namespace mmd
