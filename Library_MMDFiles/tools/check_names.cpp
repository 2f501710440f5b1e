// Names of bones and morphs as motions see them.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "MMDFiles/name_index.h"
#include "MMDFiles/text.h"
#include "tools/checks.h"

namespace mmdtool {
namespace {

constexpr std::size_t pmd_name_bytes = 20;

// What nearly every motion for a whole figure moves.
constexpr std::array<std::string_view, 23> standard_bones = {
    "センター", "上半身", "下半身", "首",       "頭",       "左肩",         "右肩",        "左腕",
    "右腕",     "左ひじ", "右ひじ", "左手首",   "右手首",   "左足",         "右足",        "左ひざ",
    "右ひざ",   "左足首", "右足首", "左足ＩＫ", "右足ＩＫ", "左つま先ＩＫ", "右つま先ＩＫ"};

// Wide Latin letters and digits to plain ones, blanks left out: what looks alike becomes alike.
std::string folded(std::string_view name) {
  std::string text;
  for (std::size_t i = 0; i < name.size();) {
    const std::string_view rest = name.substr(i);
    const bool wide =
        rest.size() >= 3 && rest[0] == '\xEF' && (rest[1] == '\xBC' || rest[1] == '\xBD');
    if (wide) {
      // U+FF01..FF5E are ASCII 21..7E.
      const unsigned code = ((static_cast<unsigned char>(rest[1]) & 0x3FU) << 6) |
                            (static_cast<unsigned char>(rest[2]) & 0x3FU);
      const unsigned narrow = code - 0xF01 + 0x21;
      if (narrow >= 0x21 && narrow <= 0x7E) {
        text += static_cast<char>(narrow);
        i += 3;
        continue;
      }
    }
    if (rest.starts_with("\u3000")) {
      i += 3;
    } else if (rest[0] == ' ' || rest[0] == '\t') {
      i += 1;
    } else {
      text += rest[0];
      i += 1;
    }
  }
  return text;
}

template <typename Element>
void check_lengths(Report& report, const std::string& file, const char* what,
                   const std::vector<const Element*>& elements) {
  std::set<std::string> seen;
  std::map<std::string_view, std::string_view> cut;
  std::vector<std::string> long_names;
  for (const Element* element : elements) {
    const std::string& name = element->name;
    if (name.empty()) {
      report.warning("empty-name", file, fmt::format("a {} has no name", what));
      continue;
    }
    if (!seen.insert(name).second) {
      report.warning("duplicate-name", file,
                     fmt::format("a second {} of the name {}: no motion finds it", what, name));
      continue;
    }
    const std::string_view kept = mmd::cp932_prefix(name, mmd::vmd_key_name_bytes);
    const auto [entry, added] = cut.try_emplace(kept, name);
    if (!added) {
      report.warning("ambiguous-name", file,
                     fmt::format("{}s {} and {} begin with the same 15 bytes, more than which a "
                                 "motion does not keep: no motion finds a longer one",
                                 what, entry->second, name));
    } else if (kept.size() < name.size()) {
      long_names.push_back(name);
    }
    if (mmd::encode_cp932(name).damaged) {
      report.warning("unwritable-name", file,
                     fmt::format("{} {}: has characters that no motion can hold", what, name));
    }
  }
  if (!long_names.empty()) {
    report.warning("long-name", file,
                   fmt::format("names of {}s longer than the 15 bytes that a motion keeps, other "
                               "programs may not find them: {}",
                               what, listed(long_names)));
  }
}

void check_pmd_fields(Report& report, const std::string& file, const mmd::ModelData& data) {
  if (data.kind != mmd::ModelKind::pmd) return;
  for (const mmd::BoneData& bone : data.bones) {
    // A last character of two bytes may have been cut off with one byte left.
    if (mmd::cp932_size(bone.name) >= pmd_name_bytes - 1) {
      report.warning(
          "cut-name", file,
          fmt::format("bone {}: fills its field of 20 bytes and may have been cut", bone.name));
    }
  }
}

// Figures only: an accessory needs no arms.
void check_standard_bones(Report& report, const std::string& file, const mmd::Model& model) {
  constexpr int bones_of_a_figure = 20;
  std::vector<std::string> missing;
  int present = 0;
  for (const std::string_view name : standard_bones) {
    if (model.find_motion_bone(name)) {
      ++present;
      continue;
    }
    const auto& bones = model.data().bones;
    const auto alike = std::ranges::find_if(
        bones, [&](const mmd::BoneData& bone) { return folded(bone.name) == folded(name); });
    if (alike == bones.end()) {
      missing.emplace_back(name);
    } else {
      report.warning(
          "misspelt-bone", file,
          fmt::format("bone {}: motions call it {}, they will not find it", alike->name, name));
    }
  }
  if (model.bone_count() < bones_of_a_figure || missing.empty()) return;
  if (present < 3) {
    report.warning("no-standard-bones", file,
                   fmt::format("hardly any bone has a standard name (missing: {}): motions made "
                               "for other models move nothing",
                               listed(missing)));
  } else {
    report.warning("missing-bones", file,
                   fmt::format("has no bones {}: motions made for other models will not move them",
                               listed(missing)));
  }
}

}  // namespace

void check_model_names(Report& report, const std::string& file, const mmd::Model& model) {
  const mmd::ModelData& data = model.data();
  std::vector<const mmd::BoneData*> bones;
  for (const mmd::BoneData& bone : data.bones) bones.push_back(&bone);
  std::vector<const mmd::MorphData*> morphs;
  for (const mmd::MorphData& morph : data.morphs) {
    const bool replaced = morph.pmd_face && data.kind == mmd::ModelKind::pmd_extended;
    if (!morph.pmd_base && !replaced) morphs.push_back(&morph);
  }
  check_lengths(report, file, "bone", bones);
  check_lengths(report, file, "morph", morphs);
  check_pmd_fields(report, file, data);
  check_standard_bones(report, file, model);
}

}  // namespace mmdtool
