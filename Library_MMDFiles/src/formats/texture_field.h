// The 20-byte texture field of a PMD material: main texture and sphere map in one text.
#pragma once

#include <string>
#include <string_view>

#include "MMDFiles/model_data.h"

namespace mmd {

struct TextureField {
  std::string texture;  // empty = none
  std::string sphere;   // empty = none
  SphereMode sphere_mode = SphereMode::none;
};

// `text` is UTF-8 in the file's spelling. "a.bmp", "b.sph", "a.bmp*b.spa" and their odd orders; a
// name of the old form "a.bmp/b.sph" is taken apart where the part before the slash is an image.
TextureField parse_texture_field(std::string_view text);

// Back slashes to slashes.
std::string normalised_separators(std::string_view path);

// multiply for .sph, add for .spa (any case), else none.
SphereMode sphere_mode_of(std::string_view path);

}  // namespace mmd
