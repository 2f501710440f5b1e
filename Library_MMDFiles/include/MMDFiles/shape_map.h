// <model>.shapemap: what the names of face trackers, action units and control programs mean for the
// bones and morphs of a model. ShapeMap is the file; ShapeBinding is the file for one model.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mmd {

class Model;

// How a value of 0..1 becomes a weight.
struct ShapeResponse {
  float coefficient = 1.0F;  // not negative; without meaning where there is a threshold
  std::optional<float> threshold;

  // 0..1: the value times the coefficient; with a threshold a steep step of 200 stairs around it.
  float weight(float value) const;
  bool operator==(const ShapeResponse&) const = default;
};

struct ShapeTarget {
  std::string morph;
  ShapeResponse response;
};

template <typename Value>
using ByName = std::map<std::string, Value, std::less<>>;

// Everything as the file names it, whether the model has it or not. Keys are whole first words, as
// in "AU6", "TRACK_HEAD", "EXMORPH_smile", "jawOpen".
struct ShapeMap {
  float eye_rotation = 1.0F;
  ByName<std::vector<std::string>> lips;         // candidates, the first that exists is meant
  std::vector<std::string> no_lip;               // of all definitions together
  std::vector<std::string> no_lip_of_last;       // what LIPSYNC_START holds at 0
  ByName<std::vector<std::string>> tracks;       // candidates, as above
  ByName<std::vector<std::string>> extra_bones;  // candidates, as above
  ByName<std::vector<ShapeTarget>> units;        // AU...
  ByName<std::vector<ShapeTarget>> extra_morphs;
  ByName<std::vector<ShapeTarget>> shapes;  // all other words: names of face trackers
  ByName<std::string> actions;              // motion files, relative to the model's folder
  std::vector<std::vector<std::string>> tunes;
  std::vector<std::string> warnings;  // what was ignored, whole lines
};

// Never fails: a line that makes no sense is skipped with a warning.
ShapeMap parse_shape_map(std::string_view text, std::string_view path);
// Throws LoadError when the file cannot be read.
ShapeMap read_shape_map_file(const std::filesystem::path& path);

// One morph that a key drives.
struct ShapeDrive {
  int morph = 0;
  ShapeResponse response;
};

// The map for one model, by index. Names that the model lacks are left out. Immutable.
struct ShapeBinding {
  ShapeBinding(const ShapeMap& map, const Model& model);

  static constexpr std::array<std::string_view, 4> lip_keys = {"LIP_A", "LIP_I", "LIP_U", "LIP_O"};

  float eye_rotation = 1.0F;
  std::array<int, 4> lips = {-1, -1, -1, -1};  // A, I, U, O; -1 = none
  std::vector<int> no_lip;                     // each once
  ByName<int> tracks;                          // bones
  ByName<int> extra_bones;
  ByName<std::vector<ShapeDrive>> units;
  ByName<std::vector<ShapeDrive>> extra_morphs;
  ByName<std::vector<ShapeDrive>> shapes;
  std::vector<std::vector<int>> tunes;
};

// For plugins: header only.
inline float ShapeResponse::weight(float value) const {
  if (!threshold) return std::clamp(value * coefficient, 0.0F, 1.0F);
  constexpr float stairs = 200.0F;
  const float x = value - *threshold + 0.5F;
  if (!(x >= 0.0F)) return 0.0F;
  if (x > 1.0F) return 1.0F;
  const double stair = std::min(std::floor(x * stairs), stairs - 1.0F) / stairs;
  const double weight = 1.0 / (1.0 + std::exp(-30.0 * (stair - 0.5)));
  constexpr double snap = 1e-5;
  if (weight <= snap) return 0.0F;
  return weight >= 1.0 - snap ? 1.0F : static_cast<float>(weight);
}

// The morphs of each set share a rest of 1, in order: each keeps its weight of what is left and
// leaves the remainder. `weights` has an entry per morph of the model.
void tune_weights(std::span<const std::vector<int>> sets, std::span<float> weights);

}  // namespace mmd
