#include "formats/stb_decoder.h"

#include <climits>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>

#include "MMDFiles/limits.h"
#include "MMDFiles/load_error.h"

namespace {

// One block of stb_image's; refusing it ends the decoding with an error. Without a bound a small
// PNG may inflate to gigabytes that its size in pixels never needs.
constexpr std::size_t largest_block = mmd::limits::image_bytes + (std::size_t{1} << 20);

void* bounded_malloc(std::size_t size) {
  return size > largest_block ? nullptr : std::malloc(size);
}

void* bounded_realloc(void* block, std::size_t size) {
  return size > largest_block ? nullptr : std::realloc(block, size);
}

}  // namespace

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_NO_STDIO
#define STBI_MAX_DIMENSIONS mmd::limits::image_side
#define STBI_MALLOC(size) bounded_malloc(size)
#define STBI_REALLOC(block, size) bounded_realloc(block, size)
#define STBI_FREE(block) std::free(block)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb/stb_image.h>
#pragma GCC diagnostic pop

namespace mmd {
namespace {

bool begins_with(std::span<const std::byte> bytes, std::string_view magic) {
  return bytes.size() >= magic.size() && std::memcmp(bytes.data(), magic.data(), magic.size()) == 0;
}

[[noreturn]] void fail(std::string_view path) {
  throw LoadError(path, std::string("image cannot be decoded: ") + stbi_failure_reason());
}

}  // namespace

bool is_png(std::span<const std::byte> bytes) { return begins_with(bytes, "\x89PNG\r\n\x1A\n"); }

bool is_jpeg(std::span<const std::byte> bytes) { return begins_with(bytes, "\xFF\xD8\xFF"); }

Image decode_with_stb(std::span<const std::byte> bytes, std::string_view path) {
  const auto* data = reinterpret_cast<const stbi_uc*>(bytes.data());
  if (bytes.size() > INT_MAX) throw LoadError(path, "image file is too large");
  const int size = static_cast<int>(bytes.size());
  Image image;
  int channels = 0;
  if (stbi_info_from_memory(data, size, &image.width, &image.height, &channels) == 0) fail(path);
  const std::unique_ptr<stbi_uc, void (*)(void*)> pixels(
      stbi_load_from_memory(data, size, &image.width, &image.height, &channels, 4),
      stbi_image_free);
  if (!pixels) fail(path);
  const auto count = static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height);
  image.rgba.assign(pixels.get(), pixels.get() + 4 * count);
  return image;
}

}  // namespace mmd
