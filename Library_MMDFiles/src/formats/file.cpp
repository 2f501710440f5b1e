#include "MMDFiles/file.h"

#include <fstream>
#include <memory>
#include <string>

#include "MMDFiles/limits.h"
#include "MMDFiles/load_error.h"
#include "MMDFiles/paths.h"
#include "MMDFiles/readers.h"
#include "MMDFiles/writers.h"
#include "formats/csv_reader.h"

namespace mmd {

namespace {

// A file to be read as a whole.
class OpenFile {
 public:
  OpenFile(const std::filesystem::path& path, std::uint64_t limit) : path_(path) {
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status)) throw LoadError(path.string(), "no such file");
    if (!std::filesystem::is_regular_file(status)) throw LoadError(path.string(), "not a file");
    size_ = std::filesystem::file_size(path, error);
    if (error) throw LoadError(path.string(), "cannot be read");
    if (size_ > limit) {
      throw LoadError(path.string(), "file of " + std::to_string(size_) +
                                         " bytes, expected at most " + std::to_string(limit));
    }
  }

  std::size_t size() const { return size_; }
  // Of size() bytes.
  void read(std::byte* bytes) const {
    std::ifstream stream(path_, std::ios::binary);
    stream.read(reinterpret_cast<char*>(bytes), static_cast<std::streamsize>(size_));
    if (!stream) throw LoadError(path_.string(), "cannot be read");
  }

 private:
  const std::filesystem::path& path_;
  std::uint64_t size_ = 0;
};

// As read_file(), but without clearing the memory first.
class FileBytes {
 public:
  FileBytes(const std::filesystem::path& path, std::uint64_t limit)
      : FileBytes(OpenFile(path, limit)) {}

  operator std::span<const std::byte>() const { return {bytes_.get(), size_}; }

 private:
  explicit FileBytes(const OpenFile& file)
      : size_(file.size()), bytes_(std::make_unique_for_overwrite<std::byte[]>(size_)) {
    file.read(bytes_.get());
  }

  std::size_t size_;
  std::unique_ptr<std::byte[]> bytes_;
};

}  // namespace

std::vector<std::byte> read_file(const std::filesystem::path& path, std::uint64_t limit) {
  const OpenFile file(path, limit);
  std::vector<std::byte> bytes(file.size());
  file.read(bytes.data());
  return bytes;
}

void write_file(const std::filesystem::path& path, std::span<const std::byte> bytes) {
  std::ofstream stream(path, std::ios::binary | std::ios::trunc);
  stream.write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
  stream.close();
  if (!stream) throw LoadError(path.string(), "cannot be written");
}

namespace {

struct OwnImages {  // of a PMD, before its .csv is applied
  std::vector<std::string> textures;
  std::vector<MaterialData> materials;
};

// The images of the PMD's own texture fields, for materials whose record names one that is missing.
void restore_missing_textures(ModelData& model, const OwnImages& pmd,
                              const std::filesystem::path& folder, const std::string& csv_name) {
  const auto is_missing = [&](int texture) {
    return texture != -1 && !find_content_path(folder, model.textures[texture]);
  };
  const auto add_texture = [&](int texture) {
    if (texture == -1) return -1;
    model.textures.push_back(pmd.textures[texture]);
    return static_cast<int>(model.textures.size()) - 1;
  };
  for (std::size_t i = 0; i < model.materials.size(); ++i) {
    MaterialData& material = model.materials[i];
    const bool texture_missing = is_missing(material.texture);
    if (!texture_missing && !is_missing(material.sphere_texture)) continue;
    const int missing = texture_missing ? material.texture : material.sphere_texture;
    model.warnings.push_back(csv_name + ": material[" + std::to_string(i) + "]: " +
                             model.textures[missing] + " is missing, images of the PMD are taken");
    material.texture = add_texture(pmd.materials[i].texture);
    material.sphere_texture = add_texture(pmd.materials[i].sphere_texture);
    material.sphere_mode = pmd.materials[i].sphere_mode;
  }
}

ModelData read_pmd_file(std::span<const std::byte> bytes, const std::filesystem::path& path) {
  ModelData model = read_pmd(bytes, path.string());
  const std::filesystem::path csv_path = path.string() + ".csv";
  std::error_code error;
  if (!std::filesystem::exists(csv_path, error)) return model;
  const OwnImages pmd{model.textures, model.materials};
  const std::string csv_name = csv_path.string();
  const FileBytes csv(csv_path, limits::csv_file_bytes);
  // On the model itself, not as apply_pmd_csv() on a copy: nobody sees it when this throws.
  CsvReader(model, csv, csv_name).read();
  restore_missing_textures(model, pmd, path.parent_path(), csv_name);
  return model;
}

}  // namespace

ModelData read_model_file(const std::filesystem::path& path) {
  const std::string name = path.string();
  const bool is_pmd = has_suffix(name, ".pmd") || has_suffix(name, ".xpmd");
  if (!is_pmd && !has_suffix(name, ".pmx")) {
    throw LoadError(name, "unsupported model format, expected .pmd, .xpmd or .pmx");
  }
  const FileBytes bytes(path, limits::model_file_bytes);
  return is_pmd ? read_pmd_file(bytes, path) : read_pmx(bytes, name);
}

MotionData read_motion_file(const std::filesystem::path& path) {
  const std::string name = path.string();
  const bool is_pose = has_suffix(name, ".vpd");
  if (!is_pose && !has_suffix(name, ".vmd")) {
    throw LoadError(name, "unsupported motion format, expected .vmd or .vpd");
  }
  const auto bytes =
      read_file(path, is_pose ? limits::sidecar_file_bytes : limits::motion_file_bytes);
  return is_pose ? read_vpd(bytes, name) : read_vmd(bytes, name);
}

void write_motion_file(const MotionData& motion, const std::filesystem::path& path) {
  const std::string name = path.string();
  if (has_suffix(name, ".vpd")) {
    write_file(path, write_vpd(motion));
  } else if (has_suffix(name, ".vmd")) {
    write_file(path, write_vmd(motion));
  } else {
    throw LoadError(name, "unsupported motion format, expected .vmd or .vpd");
  }
}

}  // namespace mmd
