#include "avatar/avatar_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace mmdagent::remote {

std::string_view AvatarParameters::next() noexcept {
  rest_.remove_prefix(std::min(rest_.find_first_not_of(','), rest_.size()));
  const std::size_t end = std::min(rest_.find(','), rest_.size());
  const std::string_view parameter = rest_.substr(0, end);
  rest_.remove_prefix(end);
  return parameter;
}

float leading_number(std::string_view text) noexcept {
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  float value = 0.0F;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  return result.ec == std::errc{} && std::isfinite(value) ? value : 0.0F;
}

NamedValue named_value(std::string_view text) noexcept {
  const std::size_t sign = text.find('=');
  if (sign == std::string_view::npos) return {};
  return {text.substr(0, sign), leading_number(text.substr(sign + 1))};
}

}  // namespace mmdagent::remote
