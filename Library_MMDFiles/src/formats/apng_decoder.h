// Animated PNG: takes the file apart into one plain PNG per picture, decodes those and composes
// them.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "MMDFiles/image.h"

namespace mmd {

// Nothing for a PNG without animation. Throws LoadError. Sets everything but Image::transparent.
std::vector<AnimationFrame> decode_apng(std::span<const std::byte> bytes, std::string_view path);

}  // namespace mmd
