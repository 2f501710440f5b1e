#include "MMDFiles/file.h"

#include <fstream>
#include <string>

#include "MMDFiles/limits.h"
#include "MMDFiles/load_error.h"
#include "MMDFiles/paths.h"
#include "MMDFiles/readers.h"

namespace mmd {

std::vector<std::byte> read_file(const std::filesystem::path& path, std::uint64_t limit) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) throw LoadError(path.string(), "no such file");
  if (!std::filesystem::is_regular_file(status)) throw LoadError(path.string(), "not a file");
  const std::uint64_t size = std::filesystem::file_size(path, error);
  if (error) throw LoadError(path.string(), "cannot be read");
  if (size > limit) {
    throw LoadError(path.string(), "file of " + std::to_string(size) + " bytes, expected at most " +
                                       std::to_string(limit));
  }
  std::ifstream stream(path, std::ios::binary);
  std::vector<std::byte> bytes(size);
  stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
  if (!stream) throw LoadError(path.string(), "cannot be read");
  return bytes;
}

ModelData read_model_file(const std::filesystem::path& path) {
  const std::string name = path.string();
  const bool is_pmd = has_suffix(name, ".pmd") || has_suffix(name, ".xpmd");
  if (!is_pmd && !has_suffix(name, ".pmx")) {
    throw LoadError(name, "unsupported model format, expected .pmd, .xpmd or .pmx");
  }
  const auto bytes = read_file(path, limits::model_file_bytes);
  return is_pmd ? read_pmd(bytes, name) : read_pmx(bytes, name);
}

MotionData read_motion_file(const std::filesystem::path& path) {
  const std::string name = path.string();
  if (!has_suffix(name, ".vmd")) throw LoadError(name, "unsupported motion format, expected .vmd");
  const auto bytes = read_file(path, limits::motion_file_bytes);
  return read_vmd(bytes, name);
}

}  // namespace mmd
