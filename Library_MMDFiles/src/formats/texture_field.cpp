#include "formats/texture_field.h"

#include <algorithm>
#include <array>
#include <utility>

#include "MMDFiles/paths.h"

namespace mmd {
namespace {

bool is_plain_image(std::string_view path) {
  constexpr std::array<std::string_view, 5> suffixes = {".bmp", ".png", ".tga", ".jpg", ".jpeg"};
  return std::any_of(suffixes.begin(), suffixes.end(),
                     [&](std::string_view suffix) { return has_suffix(path, suffix); });
}

}  // namespace

std::string normalised_separators(std::string_view path) {
  std::string result(path);
  std::replace(result.begin(), result.end(), '\\', '/');
  return result;
}

SphereMode sphere_mode_of(std::string_view path) {
  if (has_suffix(path, ".sph")) return SphereMode::multiply;
  if (has_suffix(path, ".spa")) return SphereMode::add;
  return SphereMode::none;
}

TextureField parse_texture_field(std::string_view text) {
  const std::string path = normalised_separators(text);
  std::string first = path;
  std::string second;
  if (const auto star = path.find('*'); star != std::string::npos) {
    first = path.substr(0, star);
    second = path.substr(star + 1);
  } else if (const auto slash = path.rfind('/'); slash != std::string::npos) {
    const std::string before = path.substr(0, slash);
    if (sphere_mode_of(path) != SphereMode::none && is_plain_image(before)) {
      first = before;
      second = path.substr(slash + 1);
    }
  }
  const bool swapped =
      sphere_mode_of(first) != SphereMode::none && sphere_mode_of(second) == SphereMode::none;
  if (swapped) std::swap(first, second);
  TextureField field;
  field.texture = first;
  field.sphere = second;
  field.sphere_mode = sphere_mode_of(second);
  return field;
}

}  // namespace mmd
