// The fonts that text is drawn with: a list in which a later font serves what earlier ones lack,
// and fonts that only texts ask for that name them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct FT_FaceRec_;
struct hb_font_t;

namespace mmdagent {

// One thread only.
class FontSet {
 public:
  // All glyphs are made at this size; drawing scales them.
  static constexpr int pixels_per_em = 48;

  FontSet();
  ~FontSet();
  FontSet(const FontSet&) = delete;
  FontSet& operator=(const FontSet&) = delete;

  // Adds a font file behind the others. False with a reason when it cannot be read.
  bool add(const std::string& path, std::string& reason);
  // Adds a font that serves nothing by itself. Nothing with a reason when it cannot be read.
  std::optional<std::size_t> add_named(const std::string& path, std::string& reason);
  // Why that file cannot be added; nothing when it can. Any thread.
  static std::optional<std::string> problem_of(const std::string& path);

  std::size_t size() const;

  // The first font that has the character, `named` before all others; when none has it the first
  // (its "missing" glyph is then drawn).
  std::size_t font_for(char32_t character, std::optional<std::size_t> named = {}) const;

  FT_FaceRec_* face(std::size_t font) const;
  hb_font_t* shaper(std::size_t font) const;

  // Where this system keeps the fonts the program looks for, the program's own first.
  static std::vector<std::string> default_paths(std::string_view app_data_dir);

 private:
  struct Library;
  struct Font;

  bool open(const std::string& path, bool serves_all, std::string& reason);

  std::unique_ptr<Library> library_;
  std::vector<Font> fonts_;
};

}  // namespace mmdagent
