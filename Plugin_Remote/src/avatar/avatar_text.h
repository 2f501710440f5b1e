// Reading the parameters of avatar commands: `__AV_NAME,parameter,parameter,...`.
#pragma once

#include <string_view>

namespace mmdagent::remote {

// Parameters one after the other; empty ones are skipped. There is no quoting.
class AvatarParameters {
 public:
  explicit AvatarParameters(std::string_view line) : rest_(line) {}

  // The next one, empty when none is left.
  std::string_view next() noexcept;
  bool done() const noexcept { return rest_.find_first_not_of(',') == std::string_view::npos; }

 private:
  std::string_view rest_;
};

// The number the text begins with (blanks and a sign before it allowed); 0 without one or when it
// is not finite.
float leading_number(std::string_view text) noexcept;

struct NamedValue {
  std::string_view name;
  float value = 0.0F;
};

// `name=value`; an empty name when there is no `=`.
NamedValue named_value(std::string_view text) noexcept;

}  // namespace mmdagent::remote
