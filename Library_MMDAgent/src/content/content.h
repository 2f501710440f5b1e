// What the content arguments of the command line stand for. Looks at the file system, changes
// nothing.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace mmdagent {

enum class ContentFileKind : std::uint8_t {
  model,   // .pmd .pmx: added to the scene
  motion,  // .vmd: started on the model added last, else on all
  stage,   // .xpmd: stage model
  image,   // .bmp .tga .png .jpg .jpeg: background
};

struct ContentFile {
  ContentFileKind kind = ContentFileKind::model;
  std::filesystem::path path;
};

// All paths are absolute, without symbolic links.
struct ContentSelection {
  // Every settings file named, in order; each is read, the last that can be read is the content.
  std::vector<std::filesystem::path> settings_files;
  // The first package (.mmda) named, empty if none; its content goes before any settings file.
  std::filesystem::path package;
  std::vector<ContentFile> files;  // in order, to be used once the content runs
  std::vector<std::string> warnings;
  // Why the run cannot start: a content argument that does not exist, is ambiguous or encrypted.
  std::vector<std::string> errors;
};

// Suffixes are compared without regard to case.
ContentSelection select_content(std::span<const std::string> arguments);

// Empty, or why the content of this settings file is refused (a key.bin lies beside it).
std::optional<std::string> refusal_of(const std::filesystem::path& settings_file);

// The file beside a settings file that has its base name: `a.fst` for `a.mdf` and ".fst".
std::filesystem::path side_file(const std::filesystem::path& settings_file,
                                std::string_view suffix);

}  // namespace mmdagent
