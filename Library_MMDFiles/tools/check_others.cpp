// Motions, shape maps, lip tables, and files whose model is not there.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

#include "MMDFiles/lip_table.h"
#include "MMDFiles/load_error.h"
#include "MMDFiles/paths.h"
#include "MMDFiles/readers.h"
#include "MMDFiles/shape_map.h"
#include "tools/checks.h"
#include "tools/file_kind.h"

namespace mmdtool {
namespace {

namespace fs = std::filesystem;

using Finds = std::function<bool(const mmd::Model&, const std::string&)>;

// Names that none of the models has.
std::vector<std::string> unknown_names(const std::vector<std::string>& names,
                                       std::span<const CheckedModel> models, const Finds& finds) {
  std::vector<std::string> unknown;
  for (const std::string& name : names) {
    const bool known = std::ranges::any_of(
        models, [&](const CheckedModel& checked) { return finds(*checked.model, name); });
    if (!known) unknown.push_back(name);
  }
  return unknown;
}

bool finds_bone(const mmd::Model& model, const std::string& name) {
  return model.find_motion_bone(name).has_value();
}
bool finds_morph(const mmd::Model& model, const std::string& name) {
  return model.find_motion_morph(name).has_value();
}

template <typename Track>
std::vector<std::string> names_of(const std::vector<Track>& tracks) {
  std::vector<std::string> names;
  for (const Track& track : tracks) names.push_back(track.name);
  return names;
}

void check_track_names(Report& report, const std::string& file, const mmd::MotionData& motion,
                       std::span<const CheckedModel> models) {
  const std::vector<std::string> bones = names_of(motion.bone_tracks);
  const std::vector<std::string> morphs = names_of(motion.morph_tracks);
  const auto unknown_bones = unknown_names(bones, models, finds_bone);
  const auto unknown_morphs = unknown_names(morphs, models, finds_morph);
  const std::size_t tracks = bones.size() + morphs.size();
  if (tracks > 0 && unknown_bones.size() + unknown_morphs.size() == tracks) {
    report.error("motion-moves-nothing", file,
                 fmt::format("no model here has any of its bones and morphs ({}), it moves nothing",
                             listed(bones.empty() ? morphs : bones)));
    return;
  }
  if (!unknown_bones.empty()) {
    report.warning("unknown-bones", file,
                   fmt::format("no model here has the bones {}", listed(unknown_bones)));
  }
  if (!unknown_morphs.empty()) {
    report.warning("unknown-morphs", file,
                   fmt::format("no model here has the morphs {}", listed(unknown_morphs)));
  }
}

// The models that a side file of this name belongs to, with and without the last suffix.
std::vector<CheckedModel> owners(std::span<const CheckedModel> models, const fs::path& stem) {
  std::vector<CheckedModel> found;
  for (const CheckedModel& checked : models) {
    // A .pmx takes the file of the .pmd of the same name.
    fs::path other = checked.path;
    if (mmd::has_suffix(other.string(), ".pmx")) other.replace_extension(".pmd");
    const bool owns =
        checked.path == stem || other == stem || fs::path(checked.path).replace_extension() == stem;
    if (owns) found.push_back(checked);
  }
  return found;
}

void add_targets(std::vector<std::string>& names,
                 const mmd::ByName<std::vector<mmd::ShapeTarget>>& map) {
  for (const auto& [key, targets] : map) {
    for (const mmd::ShapeTarget& target : targets) names.push_back(target.morph);
  }
}

void check_shape_names(Report& report, const std::string& file, const mmd::ShapeMap& map,
                       std::span<const CheckedModel> models) {
  std::vector<std::string> morphs;
  add_targets(morphs, map.units);
  add_targets(morphs, map.shapes);
  add_targets(morphs, map.extra_morphs);
  for (const auto& set : map.tunes) morphs.insert(morphs.end(), set.begin(), set.end());
  std::ranges::sort(morphs);
  morphs.erase(std::ranges::unique(morphs).begin(), morphs.end());
  const auto unknown = unknown_names(morphs, models, [](const auto& model, const auto& name) {
    return model.find_morph(name).has_value();
  });
  if (!unknown.empty()) {
    report.warning("unknown-morphs", file,
                   fmt::format("the model has no morphs {}", listed(unknown)));
  }
  const auto check_bones = [&](const mmd::ByName<std::vector<std::string>>& candidates) {
    for (const auto& [key, names] : candidates) {
      const auto missing = unknown_names(names, models, [](const auto& model, const auto& name) {
        return model.find_bone(name).has_value();
      });
      if (missing.size() == names.size()) {
        report.warning("unknown-bones", file,
                       fmt::format("{}: the model has none of the bones {}", key, listed(names)));
      }
    }
  };
  check_bones(map.tracks);
  check_bones(map.extra_bones);
}

}  // namespace

void check_motion(Report& report, const fs::path& file, std::span<const CheckedModel> models) {
  const std::string name = file.string();
  try {
    const mmd::MotionData motion = mmd::read_motion_file(file);
    report.warning_lines(name, motion.warnings);
    const bool is_empty = motion.bone_tracks.empty() && motion.morph_tracks.empty() &&
                          motion.camera.frames.empty() && motion.switches.empty() &&
                          motion.lights.empty() && motion.self_shadows.empty();
    if (is_empty) report.warning("empty-motion", name, "holds no keys");
    if (!models.empty()) check_track_names(report, name, motion, models);
  } catch (const mmd::LoadError& error) {
    report.error_line(name, error.what());
  }
}

void check_shape_map(Report& report, const fs::path& file, std::span<const CheckedModel> models) {
  const std::string name = file.string();
  try {
    const mmd::ShapeMap map = mmd::read_shape_map_file(file);
    report.warning_lines(name, map.warnings);
    for (const auto& [key, motion] : map.actions) {
      if (!mmd::find_content_path(file.parent_path(), motion)) {
        report.error("missing-motion", name,
                     fmt::format("{}: motion {} is missing, looked for {} in any case of its "
                                 "letters",
                                 key, motion, (file.parent_path() / motion).string()));
      }
    }
    const auto owned = owners(models, fs::path(file).replace_extension());
    if (!owned.empty()) check_shape_names(report, name, map, owned);
  } catch (const mmd::LoadError& error) {
    report.error_line(name, error.what());
  }
}

void check_lip_table(Report& report, const fs::path& file, std::span<const CheckedModel> models) {
  const std::string name = file.string();
  try {
    const mmd::LipTable table = mmd::read_lip_table_file(file);
    std::set<std::string> seen;
    for (const mmd::LipPhone& phone : table.phones) {
      if (!seen.insert(phone.name).second) {
        report.warning(
            "duplicate-name", name,
            fmt::format("phoneme {}: a second one of this name, never used", phone.name));
      }
    }
    const auto owned = owners(models, fs::path(file).replace_extension());
    if (owned.empty()) return;
    const auto unknown = unknown_names(table.morphs, owned, finds_morph);
    if (!unknown.empty()) {
      report.warning("unknown-morphs", name,
                     fmt::format("the model has no morphs {}", listed(unknown)));
    }
  } catch (const mmd::LoadError& error) {
    report.error_line(name, error.what());
  }
}

void check_orphan(Report& report, const fs::path& file) {
  const std::string name = file.string();
  const bool is_side_file =
      mmd::has_suffix(name, ".shapemap") || mmd::has_suffix(name, ".loadmessage") ||
      mmd::has_suffix(name, ".deletemessage") || mmd::has_suffix(name, ".csv");
  const fs::path model = fs::path(file).replace_extension();
  if (!is_side_file || kind_of(model) != FileKind::model) return;
  const bool is_csv = mmd::has_suffix(name, ".csv");
  fs::path other = model;
  if (!is_csv && mmd::has_suffix(model.string(), ".pmd")) other.replace_extension(".pmx");
  if (fs::exists(model) || fs::exists(other)) return;
  report.warning("unused-file", name,
                 fmt::format("belongs to {}, which does not exist", model.filename().string()));
}

}  // namespace mmdtool
