// What the scene loads: models with the files beside them, motions, and where files are found.
// Everything here is immutable after loading and may be read from any thread.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "render/image.h"
#include "scene/asset_cache.h"

namespace mmd {
class CameraMotion;
class Model;
class Motion;
struct CaptionScript;
struct LipTable;
struct ShapeBinding;
struct ShapeMap;
}  // namespace mmd

namespace mmdagent {

class Animation;

struct ModelFile {
  std::shared_ptr<const mmd::Model> model;
  std::filesystem::path folder;              // where its images lie
  std::vector<std::string> load_messages;    // `TYPE|args`, of .loadmessage
  std::vector<std::string> delete_messages;  // of .deletemessage
  std::vector<std::string> warnings;         // whole lines
  bool has_shape_map = false;                // one of its own
  // Its own table, else that of the program; null when neither can be read.
  std::shared_ptr<const mmd::LipTable> lip_table;
  // Its own, else that of the program; null when neither can be read.
  std::shared_ptr<const mmd::ShapeMap> shape_map;
  std::shared_ptr<const mmd::ShapeBinding> shape_binding;
  std::string shape_map_folder;  // of the program's: ends with '/'
  bool morphs_materials = false;
};

struct MotionFile {
  std::shared_ptr<const mmd::Motion> motion;
  std::shared_ptr<const mmd::CameraMotion> camera;
};

struct ImageFile {
  std::filesystem::path path;                  // normal
  std::shared_ptr<const Image> picture;        // the first
  std::shared_ptr<const Animation> animation;  // null where there is but one
};

struct FontFile {
  std::string path;
};

struct DocumentFile {
  std::string text;       // UTF-8 without byte order mark; empty when too long
  bool too_long = false;  // of more than limits::document_bytes
};

// `app_data_dir` holds what models without files of their own use: lip.txt and default.shapemap.
AssetReader<ModelFile> model_reader(const std::filesystem::path& app_data_dir);
AssetReader<MotionFile> motion_reader();
AssetReader<ImageFile> image_reader();
// The file is only looked at: whether it is a font.
AssetReader<FontFile> font_reader();
AssetReader<mmd::CaptionScript> caption_reader();
AssetReader<DocumentFile> document_reader();

// A file that a message names: absolute, or relative to the content folder; either separator, and
// letter case is forgiven. Touches the disk.
std::optional<std::filesystem::path> locate_content_file(const std::filesystem::path& content_dir,
                                                         std::string_view name);

// An image that a model names, relative to the model's folder; it may not leave the content folder.
// Touches the disk.
std::optional<std::filesystem::path> locate_model_image(const std::filesystem::path& content_dir,
                                                        const std::filesystem::path& model_folder,
                                                        std::string_view name);

}  // namespace mmdagent
