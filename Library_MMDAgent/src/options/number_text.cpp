#include "options/number_text.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <locale>
#include <sstream>
#include <string>

namespace mmdagent {
namespace {

// What std::from_chars may be given: neither blanks nor `+` before the number, empty where no digit
// follows (which leaves out `nan` and `inf`).
std::string_view number_part(std::string_view text, bool fraction_allowed) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\n\v\f\r"), text.size()));
  const bool has_plus = text.starts_with('+');
  if (has_plus) text.remove_prefix(1);
  std::string_view digits = text;
  if (!has_plus && digits.starts_with('-')) digits.remove_prefix(1);
  if (fraction_allowed && digits.starts_with('.')) digits.remove_prefix(1);
  const bool is_number = !digits.empty() && digits.front() >= '0' && digits.front() <= '9';
  return is_number ? text : std::string_view{};
}

// The slow way for numbers beyond the range of double: the largest of that sign, or nearly 0.
double clamped_number(std::string_view text) {
  std::istringstream stream{std::string(text)};
  stream.imbue(std::locale::classic());
  double value = 0.0;
  stream >> value;
  return value;
}

}  // namespace

double leading_number(std::string_view text) {
  const std::string_view part = number_part(text, true);
  double value = 0.0;
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
  if (error != std::errc::result_out_of_range) return value;
  return clamped_number(part.substr(0, static_cast<std::size_t>(end - part.data())));
}

int leading_integer(std::string_view text) {
  const std::string_view part = number_part(text, false);
  int value = 0;
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
  if (error != std::errc::result_out_of_range) return value;
  return part.front() == '-' ? std::numeric_limits<int>::min() : std::numeric_limits<int>::max();
}

bool read_components(std::string_view text, std::span<double> components) {
  std::size_t count = 0;
  while (count < components.size()) {
    text.remove_prefix(std::min(text.find_first_not_of(','), text.size()));
    if (text.empty()) return false;
    const std::size_t end = std::min(text.find(','), text.size());
    components[count++] = leading_number(text.substr(0, end));
    text.remove_prefix(end);
  }
  return true;
}

}  // namespace mmdagent
