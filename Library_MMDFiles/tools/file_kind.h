// Kinds of files by their name, any case.
#pragma once

#include <filesystem>

#include "MMDFiles/paths.h"

namespace mmdtool {

enum class FileKind { model, motion, shape_map, lip_table, other };

inline constexpr const char* known_kinds = ".pmd .xpmd .pmx .vmd .vpd .shapemap .lip lip.txt";

inline FileKind kind_of(const std::filesystem::path& path) {
  const std::string name = path.filename().string();
  const auto has = [&](const char* suffix) { return mmd::has_suffix(name, suffix); };
  if (has(".pmd") || has(".xpmd") || has(".pmx")) return FileKind::model;
  if (has(".vmd") || has(".vpd")) return FileKind::motion;
  if (has(".shapemap")) return FileKind::shape_map;
  if (has(".lip") || name == "lip.txt") return FileKind::lip_table;
  return FileKind::other;
}

}  // namespace mmdtool
