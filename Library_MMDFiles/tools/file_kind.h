// Kinds of files by their suffix, any case.
#pragma once

#include <cctype>
#include <filesystem>
#include <string>

namespace mmdtool {

enum class FileKind { model, motion, other };

inline FileKind kind_of(const std::filesystem::path& path) {
  std::string suffix = path.extension().string();
  for (char& c : suffix) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (suffix == ".pmd" || suffix == ".xpmd" || suffix == ".pmx") return FileKind::model;
  return suffix == ".vmd" ? FileKind::motion : FileKind::other;
}

}  // namespace mmdtool
