// Numbers as settings files write them: leading blanks skipped, the longest decimal prefix counts,
// no number is 0, what is beyond the type's range becomes the nearest end of it. `nan`, `inf` and
// hexadecimal forms are no numbers. Independent of the locale.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace mmdagent {

double leading_number(std::string_view text);
int leading_integer(std::string_view text);

// Splits at `,` (empty parts vanish) and reads as many numbers as `components` has room for;
// surplus parts are ignored. False, with `components` unspecified, when there are too few.
bool read_components(std::string_view text, std::span<double> components);

}  // namespace mmdagent
