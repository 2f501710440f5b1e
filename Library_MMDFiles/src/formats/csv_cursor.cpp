#include "formats/csv_cursor.h"

#include <bit>

#include "formats/csv_words.h"

namespace mmd {
namespace {

constexpr std::size_t most_digits = 15;  // fewer than 2^53
constexpr std::size_t most_power = 22;   // of ten that a double holds exactly
constexpr double powers_of_ten[most_power + 1] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                  1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                  1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
constexpr std::uint64_t whole_powers_of_ten[9] = {1,      10,      100,      1000,     10000,
                                                  100000, 1000000, 10000000, 100000000};

// Up to eight digits, as the text has them.
struct Digits {
  std::size_t count = 0;
  std::uint64_t value = 0;
};

// The digits that a word begins with. Neighbours are joined to numbers of two, then of four, then
// of eight digits, in all places of the word at once.
[[gnu::always_inline]] inline Digits leading_digits(std::uint64_t word) {
  const std::uint64_t values = word ^ (each_byte * '0');
  const std::uint64_t others =
      (((values & (each_byte * 0x7F)) + each_byte * (0x80 - 10)) | values) & (each_byte * 0x80);
  const auto count = static_cast<std::size_t>(std::countr_zero(others)) / 8;
  if (count == 0) return {};
  std::uint64_t v = values << (64 - 8 * count);
  v = (v * 10 + (v >> 8)) & 0x00FF00FF00FF00FF;
  v = (v * 100 + (v >> 16)) & 0x0000FFFF0000FFFF;
  v = (v * 10000 + (v >> 32)) & 0x00000000FFFFFFFF;
  return {count, v};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Without a branch: no processor can foresee the signs of a file.
double with_sign(double value, bool negative) {
  return std::bit_cast<double>(std::bit_cast<std::uint64_t>(value) |
                               (std::uint64_t{negative} << 63));
}

// Mostly there is but one before the point.
[[gnu::always_inline]] inline Digits whole_digits(const char* text) {
  if (is_digit(text[0]) && !is_digit(text[1]))
    return {1, static_cast<std::uint64_t>(text[0] - '0')};
  return leading_digits(word_at(text));
}

}  // namespace

bool CsvCursor::end_field(const char* end) {
  if (end != line_end_ && *end != ',') return false;
  at_ = end + 1;
  return true;
}

bool CsvCursor::skip(std::size_t fields) {
  while (has_bytes(8)) {
    const std::uint64_t word = word_at(at_);
    std::uint64_t commas = bytes_equal(word, ',');
    const std::uint64_t quotes = bytes_equal(word, '"');
    const std::size_t count = flagged_bytes(commas);
    if (count >= fields) {
      for (; fields > 1; --fields) commas &= commas - 1;
      const std::uint64_t before = (commas & -commas) - 1;
      at_ += std::countr_zero(commas) / 8 + 1;
      return (quotes & before) == 0 && at_ <= line_end_;
    }
    if (quotes != 0) return false;
    fields -= count;
    at_ += 8;
  }
  return false;
}

bool CsvCursor::read_name(std::string_view& raw) {
  if (!has_bytes(1)) return false;
  const auto rest = static_cast<std::size_t>(line_end_ - at_);
  const std::string_view text(at_, rest);
  if (text.starts_with('"')) {
    const std::size_t quote = text.find('"', 1);
    if (quote == std::string_view::npos) return false;
    raw = text.substr(1, quote - 1);
    return end_field(at_ + quote + 1);
  }
  raw = text.substr(0, text.find(','));
  return !raw.ends_with('"') && end_field(at_ + raw.size());
}

bool CsvCursor::read_index(std::uint32_t& value) {
  if (!has_bytes(9)) return false;
  const Digits digits = leading_digits(word_at(at_));
  value = static_cast<std::uint32_t>(digits.value);
  return digits.count > 0 && end_field(at_ + digits.count);
}

bool CsvCursor::read_number(float& value) {
  constexpr std::ptrdiff_t longest = 1 + 8 + 1 + 8 + 8 + 4;  // sign, whole, decimals, exponent
  if (!has_bytes(longest + 1)) return false;
  const bool negative = *at_ == '-';
  const char* text = at_ + (negative ? 1 : 0);
  const Digits whole = whole_digits(text);
  if (whole.count == 0) return false;
  text += whole.count;
  std::uint64_t all = whole.value;
  std::size_t power = 0;
  if (*text == '.') {
    const Digits first = leading_digits(word_at(text + 1));
    const Digits second = first.count == 8 ? leading_digits(word_at(text + 9)) : Digits{};
    power = first.count + second.count;
    if (whole.count + power > most_digits) return false;
    all =
        (all * whole_powers_of_ten[first.count] + first.value) * whole_powers_of_ten[second.count] +
        second.value;
    text += 1 + power;
  }
  if (*text == 'e' && text[1] == '-' && is_digit(text[2]) && is_digit(text[3])) {
    power += static_cast<std::size_t>(10 * (text[2] - '0') + (text[3] - '0'));
    if (power > most_power) return false;
    text += 4;
  }
  // Both parts of the quotient are exact, so that it is the number nearest to what is written.
  const double read = static_cast<double>(static_cast<std::int64_t>(all)) / powers_of_ten[power];
  value = static_cast<float>(with_sign(read, negative));
  return end_field(text);
}

}  // namespace mmd
