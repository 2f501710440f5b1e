#include "overlay/font_set.h"

#include <fmt/format.h>
#include <ft2build.h>
#include <hb-ft.h>
#include FT_FREETYPE_H

#include <filesystem>
#include <system_error>
#include <utility>

namespace mmdagent {
namespace {

struct FaceDeleter {
  void operator()(FT_FaceRec_* face) const { FT_Done_Face(face); }
};
struct ShaperDeleter {
  void operator()(hb_font_t* font) const { hb_font_destroy(font); }
};

}  // namespace

struct FontSet::Library {
  FT_Library handle = nullptr;
  Library() { FT_Init_FreeType(&handle); }
  ~Library() { FT_Done_FreeType(handle); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
};

struct FontSet::Font {
  std::unique_ptr<FT_FaceRec_, FaceDeleter> face;
  std::unique_ptr<hb_font_t, ShaperDeleter> shaper;  // destroyed before the face it refers to
  bool serves_all = true;
};

FontSet::FontSet() : library_(std::make_unique<Library>()) {}
FontSet::~FontSet() = default;

bool FontSet::add(const std::string& path, std::string& reason) { return open(path, true, reason); }

std::optional<std::size_t> FontSet::add_named(const std::string& path, std::string& reason) {
  if (!open(path, false, reason)) return std::nullopt;
  return fonts_.size() - 1;
}

std::optional<std::string> FontSet::problem_of(const std::string& path) {
  FontSet alone;
  std::string reason;
  if (alone.add(path, reason)) return std::nullopt;
  return reason;
}

bool FontSet::open(const std::string& path, bool serves_all, std::string& reason) {
  FT_Face face = nullptr;
  if (FT_New_Face(library_->handle, path.c_str(), 0, &face) != 0) {
    reason = fmt::format("{}: not a font that can be read", path);
    return false;
  }
  Font font;
  font.face.reset(face);
  if (FT_Set_Pixel_Sizes(face, 0, pixels_per_em) != 0) {
    reason = fmt::format("{}: the font has no outlines", path);
    return false;
  }
  font.shaper.reset(hb_ft_font_create(face, nullptr));
  font.serves_all = serves_all;
  fonts_.push_back(std::move(font));
  return true;
}

std::size_t FontSet::size() const { return fonts_.size(); }

std::size_t FontSet::font_for(char32_t character, std::optional<std::size_t> named) const {
  const auto has = [&](std::size_t font) {
    return FT_Get_Char_Index(fonts_[font].face.get(), character) != 0;
  };
  if (named && has(*named)) return *named;
  for (std::size_t i = 0; i < fonts_.size(); ++i) {
    if (fonts_[i].serves_all && has(i)) return i;
  }
  return 0;
}

FT_FaceRec_* FontSet::face(std::size_t font) const { return fonts_[font].face.get(); }

hb_font_t* FontSet::shaper(std::size_t font) const { return fonts_[font].shaper.get(); }

std::vector<std::string> FontSet::default_paths(std::string_view app_data_dir) {
  const std::string own(app_data_dir);
  const std::vector<std::string> candidates{
      own + "/Noto_Fonts/NotoSansCJKjp-Medium.otf",
      "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
      own + "/fontawesomesolid.otf",
      "/usr/share/fonts/opentype/font-awesome/FontAwesome.otf",
  };
  std::vector<std::string> found;
  std::error_code error;
  for (const std::string& path : candidates) {
    if (std::filesystem::is_regular_file(path, error)) found.push_back(path);
  }
  return found;
}

}  // namespace mmdagent
