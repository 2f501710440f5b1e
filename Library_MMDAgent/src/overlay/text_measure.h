// The agent's own view of the fonts: it draws nothing, but places panels by what their texts need.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "overlay/text_extent.h"

namespace mmdagent {

class FontSet;
class SceneServices;

// Agent thread only.
class TextMeasure {
 public:
  // The program's fonts are opened on a loader thread when something is measured for the first
  // time. Until they are there, or when the system has none, every text has an extent of nothing.
  TextMeasure(SceneServices& services, const std::string& app_data_dir);
  ~TextMeasure();
  TextMeasure(const TextMeasure&) = delete;
  TextMeasure& operator=(const TextMeasure&) = delete;

  // Of the part of a text that is in the user's language.
  TextExtent extent(std::string_view text, float pitch = 1.0F) const;
  std::string_view in_user_language(std::string_view text) const;
  // Of all of a text, whatever it begins with. What was measured lately is not measured anew.
  TextExtent whole_extent(std::string_view text, float pitch = 1.0F) const;

  // Whether the fonts were opened; asked for by measuring something.
  bool ready() const { return generation_ > 0; }
  // Grows when what was measured before is void.
  int generation() const { return generation_; }

 private:
  class OpenFonts;
  struct Arrival;  // where the job leaves the fonts; it may end after this object

  SceneServices& services_;
  std::string app_data_dir_;
  std::string language_;
  mutable bool asked_ = false;  // for the fonts
  std::shared_ptr<Arrival> arrival_;
  int generation_ = 0;
  struct Measured {
    float pitch = 0.0F;
    TextExtent extent;
  };
  struct TextHash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  static constexpr std::size_t most_measured = 512;
  mutable std::unordered_map<std::string, Measured, TextHash, std::equal_to<>> measured_;
};

}  // namespace mmdagent
