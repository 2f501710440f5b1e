#include "number_text.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <string>
#include <system_error>

namespace variables {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Of a number out of range: whether it is too large rather than too close to 0.
bool is_huge(std::string_view number) {
  const std::size_t exponent = number.find_first_of("eE");
  if (exponent != std::string_view::npos) return number.substr(exponent + 1, 1) != "-";
  return number.substr(0, number.find('.')).find_first_not_of('0') != std::string_view::npos;
}

}  // namespace

double leading_number(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\n\v\f\r"), text.size()));
  bool negative = false;
  if (text.starts_with('-') || text.starts_with('+')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  const bool begins = text.starts_with('.') ? text.size() > 1 && is_digit(text[1])
                                            : !text.empty() && is_digit(text.front());
  if (!begins) return 0.0;
  double number = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc::result_out_of_range) {
    const auto length = static_cast<std::size_t>(end - text.data());
    number = is_huge(text.substr(0, length)) ? std::numeric_limits<double>::max() : 0.0;
  }
  return negative ? -number : number;
}

}  // namespace variables
