#include "MMDFiles/shape_map.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "MMDFiles/file.h"
#include "MMDFiles/limits.h"
#include "formats/text_lines.h"

namespace mmd {
namespace {

constexpr std::string_view blanks = " \t\r";

// The whole word as a finite number.
std::optional<float> number_of(std::string_view word) {
  if (word.starts_with('+')) word.remove_prefix(1);
  float value = 0.0F;
  const auto result = std::from_chars(word.data(), word.data() + word.size(), value);
  const bool whole = result.ec == std::errc{} && result.ptr == word.data() + word.size();
  if (!whole || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// Items between commas, blanks around them left out.
void append_list(std::vector<std::string>& names, std::string_view list) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    const std::string_view name = trimmed(list.substr(0, end));
    if (!name.empty()) names.emplace_back(name);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

class ShapeMapReader {
 public:
  ShapeMapReader(std::string_view text, std::string_view path) : lines_(text, path) {}

  ShapeMap read() {
    while (lines_.next()) {
      if (lines_.number() > limits::shape_map_lines) {
        lines_.warn("more than " + std::to_string(limits::shape_map_lines) +
                    " lines, the rest ignored");
        break;
      }
      words_ = words_of(lines_.line());
      if (words_.size() < 2 || words_[0].starts_with('#')) continue;
      read_line(words_[0]);
    }
    map_.warnings = lines_.take_warnings();
    return std::move(map_);
  }

 private:
  // By prefix, in this order: AUDIO is an action unit, ACTION an action.
  void read_line(std::string_view key) {
    if (key.starts_with("EYE_ROTATION_COEF")) {
      read_eye_rotation();
    } else if (key.starts_with("LIP_")) {
      entry(map_.lips, key).emplace_back(words_[1]);
    } else if (key.starts_with("NOLIP")) {
      read_no_lip(key);
    } else if (key.starts_with("TRACK_")) {
      append_list(entry(map_.tracks, key), words_[1]);
    } else if (key.starts_with("AU")) {
      read_target(map_.units, key);
    } else if (key.starts_with("ACT")) {
      map_.actions.try_emplace(std::string(key), words_[1]);
    } else if (key.starts_with("EXBONE_")) {
      append_list(entry(map_.extra_bones, key), words_[1]);
    } else if (key.starts_with("EXMORPH_")) {
      read_target(map_.extra_morphs, key);
    } else if (key.starts_with("MORPH_TUNE")) {
      read_tune();
    } else {
      read_target(map_.shapes, key);
    }
  }

  template <typename Value>
  static Value& entry(ByName<Value>& map, std::string_view key) {
    return map.try_emplace(std::string(key)).first->second;
  }

  void read_eye_rotation() {
    if (const auto value = number_of(words_[1])) {
      map_.eye_rotation = *value;
    } else {
      warn_of_number(words_[1]);
    }
  }

  void read_no_lip(std::string_view key) {
    const std::string_view line = lines_.line();
    const auto after_key = static_cast<std::size_t>(key.data() - line.data()) + key.size();
    map_.no_lip_of_last.clear();
    append_list(map_.no_lip_of_last, line.substr(after_key));
    map_.no_lip.insert(map_.no_lip.end(), map_.no_lip_of_last.begin(), map_.no_lip_of_last.end());
  }

  void read_target(ByName<std::vector<ShapeTarget>>& map, std::string_view key) {
    ShapeTarget target{std::string(words_[1]), {}};
    if (words_.size() > 2 && !read_response(target.response, words_[2])) return;
    entry(map, key).push_back(std::move(target));
  }

  bool read_response(ShapeResponse& response, std::string_view word) {
    const bool is_threshold = word.starts_with('>');
    const auto value = number_of(is_threshold ? word.substr(1) : word);
    if (!value) {
      warn_of_number(word);
      return false;
    }
    if (is_threshold) {
      response.threshold = value;
    } else if (*value < 0.0F) {
      lines_.warn("coefficient " + quoted_word(word) + ", expected at least 0; ignored");
      return false;
    } else {
      response.coefficient = *value;
    }
    return true;
  }

  void read_tune() {
    if (map_.tunes.size() == limits::tune_sets) {
      lines_.warn("more than " + std::to_string(limits::tune_sets) + " MORPH_TUNE, ignored");
      return;
    }
    std::vector<std::string> set(words_.begin() + 1, words_.end());
    if (set.size() > limits::tune_morphs) {
      lines_.warn("more than " + std::to_string(limits::tune_morphs) +
                  " morphs in a MORPH_TUNE, the rest ignored");
      set.resize(limits::tune_morphs);
    }
    map_.tunes.push_back(std::move(set));
  }

  void warn_of_number(std::string_view word) {
    lines_.warn("expected a number, found " + quoted_word(word) + "; ignored");
  }

  TextLines lines_;
  std::vector<std::string_view> words_;
  ShapeMap map_;
};

}  // namespace

ShapeMap parse_shape_map(std::string_view text, std::string_view path) {
  return ShapeMapReader(text, path).read();
}

ShapeMap read_shape_map_file(const std::filesystem::path& path) {
  const auto bytes = read_file(path, limits::sidecar_file_bytes);
  return parse_shape_map(as_text(bytes), path.string());
}

}  // namespace mmd
