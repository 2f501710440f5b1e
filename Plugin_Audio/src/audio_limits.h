// What the plugin takes of files beside sounds.
#pragma once

#include <cstddef>

namespace audio::limits {

inline constexpr std::size_t label_bytes = 1 << 20;  // of a .lab file; the rest is not read

}  // namespace audio::limits
