// Is a received line text that may be passed on?
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mmdagent::remote {

enum class TextDefect : std::uint8_t { none, nul_byte, invalid_utf8 };

struct TextCheck {
  TextDefect defect = TextDefect::none;
  std::size_t offset = 0;  // bytes from the start of the text to the defect
};

// The first NUL byte or the first sequence that is not UTF-8 (overlong forms, surrogates and values
// above U+10FFFF are not).
TextCheck check_text(std::string_view text) noexcept;

}  // namespace mmdagent::remote
