// Numbers and vectors in message arguments, read as C's atof and atoi do in the C locale, whatever
// the locale: leading blanks, longest decimal prefix, nothing usable is 0, values beyond the range
// are clamped. `nan`, `inf` and hexadecimal forms are not numbers.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace mmdagent {

double read_double(std::string_view text);
float read_float(std::string_view text);
int read_integer(std::string_view text);

// Reads `values.size()` numbers separated by commas (runs count as one); further parts are ignored.
// False, leaving `values` untouched, when there are fewer parts. At most 16 values.
bool read_vector(std::string_view text, std::span<float> values);

}  // namespace mmdagent
