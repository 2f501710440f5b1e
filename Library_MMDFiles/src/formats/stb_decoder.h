// PNG and JPEG through stb_image, whose code lives in stb_decoder.cpp alone.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "MMDFiles/image.h"

namespace mmd {

bool is_png(std::span<const std::byte> bytes);
bool is_jpeg(std::span<const std::byte> bytes);

// Throws LoadError. Sets everything but Image::transparent.
Image decode_with_stb(std::span<const std::byte> bytes, std::string_view path);

}  // namespace mmd
