// Numbers in message arguments.
#pragma once

#include <string_view>

namespace variables {

// The decimal number at the beginning, after blanks and a sign, in any locale; 0 where there is
// none. Beyond the range of a double: the nearest end of it.
double leading_number(std::string_view text);

}  // namespace variables
