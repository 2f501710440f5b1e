#include "message/numbers.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <system_error>

namespace mmdagent {
namespace {

constexpr std::string_view blanks = " \t\n\v\f\r";
constexpr char vector_separator = ',';
constexpr std::size_t max_vector = 16;

bool is_digit(char character) { return character >= '0' && character <= '9'; }

struct SignedText {
  bool negative = false;
  std::string_view digits;  // begins with the first digit or the point
};

// Takes blanks and one sign off the front.
SignedText split_sign(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  SignedText result{false, text};
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    result.negative = text.front() == '-';
    result.digits.remove_prefix(1);
  }
  return result;
}

// `nan`, `inf` and a second sign begin with neither; `0x10` reads as 0 because `x` ends the prefix.
bool begins_number(std::string_view digits) {
  if (digits.empty()) return false;
  if (digits.front() == '.') return digits.size() > 1 && is_digit(digits[1]);
  return is_digit(digits.front());
}

// Whether an out-of-range number is too large rather than too small: its first non-zero digit
// stands left of the point once the exponent has moved it.
bool is_huge(std::string_view number) {
  const std::size_t exponent_at = number.find_first_of("eE");
  const std::string_view mantissa = number.substr(0, exponent_at);
  const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
  const std::size_t first = mantissa.find_first_of("123456789");
  if (first == std::string_view::npos) return false;
  // Out of range of a double needs an exponent of hundreds, so lengths and exponent cannot cancel
  // to something ambiguous. Saturated, as the exponent may have any number of digits.
  double exponent = 0.0;
  if (exponent_at != std::string_view::npos) {
    std::string_view digits = number.substr(exponent_at + 1);
    const SignedText parts = split_sign(digits);
    for (const char digit : parts.digits) {
      if (!is_digit(digit)) break;
      exponent = std::min(exponent * 10.0 + (digit - '0'), 1e9);
    }
    if (parts.negative) exponent = -exponent;
  }
  const double place =
      first < point ? static_cast<double>(point - first) : -static_cast<double>(first - point - 1);
  return place + exponent > 0.0;
}

}  // namespace

double read_double(std::string_view text) {
  const SignedText parts = split_sign(text);
  if (!begins_number(parts.digits)) return 0.0;
  const char* const begin = parts.digits.data();
  double value = 0.0;
  const auto result = std::from_chars(begin, begin + parts.digits.size(), value);
  if (result.ec == std::errc::result_out_of_range) {
    const std::string_view number(begin, static_cast<std::size_t>(result.ptr - begin));
    value = is_huge(number) ? std::numeric_limits<double>::max() : 0.0;
  }
  return parts.negative ? -value : value;
}

// By way of double, as `(float)atof(text)` does, so that the same bits come out.
float read_float(std::string_view text) {
  constexpr double most = std::numeric_limits<float>::max();
  return static_cast<float>(std::clamp(read_double(text), -most, most));
}

int read_integer(std::string_view text) {
  const SignedText parts = split_sign(text);
  long long value = 0;
  for (const char digit : parts.digits) {
    if (!is_digit(digit)) break;
    value = std::min(value * 10 + (digit - '0'), 10'000'000'000LL);
  }
  if (parts.negative) value = -value;
  return static_cast<int>(std::clamp<long long>(value, std::numeric_limits<int>::min(),
                                                std::numeric_limits<int>::max()));
}

bool read_vector(std::string_view text, std::span<float> values) {
  std::array<float, max_vector> read{};
  if (values.size() > read.size()) return false;
  for (std::size_t count = 0; count < values.size(); ++count) {
    const std::size_t start = text.find_first_not_of(vector_separator);
    if (start == std::string_view::npos) return false;
    text.remove_prefix(start);
    const std::size_t end = std::min(text.find(vector_separator), text.size());
    read[count] = read_float(text.substr(0, end));
    text.remove_prefix(end);
  }
  std::copy_n(read.begin(), values.size(), values.begin());
  return true;
}

}  // namespace mmdagent
