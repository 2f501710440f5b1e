#include "scene/asset_files.h"

#include <algorithm>
#include <fstream>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

#include "MMDFiles/camera_motion.h"
#include "MMDFiles/caption_script.h"
#include "MMDFiles/image.h"
#include "MMDFiles/lip_table.h"
#include "MMDFiles/load_error.h"
#include "MMDFiles/model.h"
#include "MMDFiles/model_messages.h"
#include "MMDFiles/motion.h"
#include "MMDFiles/paths.h"
#include "MMDFiles/readers.h"
#include "MMDFiles/shape_map.h"
#include "MMDFiles/side_files.h"
#include "host_limits.h"
#include "overlay/font_set.h"
#include "render/animation.h"

namespace mmdagent {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view load_suffix = ".loadmessage";
constexpr std::string_view delete_suffix = ".deletemessage";
constexpr std::string_view shape_map_suffix = ".shapemap";
constexpr std::string_view lip_suffix = ".lip";

bool is_file(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

std::vector<std::string> read_messages(const fs::path& model, mmd::ModelMessageKind kind,
                                       std::vector<std::string>& warnings) {
  mmd::ModelMessages messages = mmd::read_model_messages(model, kind);
  warnings.insert(warnings.end(), messages.warnings.begin(), messages.warnings.end());
  return std::move(messages.lines);
}

void read_shape_map(const fs::path& path, ModelFile& file) {
  auto map = std::make_shared<const mmd::ShapeMap>(mmd::read_shape_map_file(path));
  file.shape_binding = std::make_shared<const mmd::ShapeBinding>(*map, *file.model);
  file.shape_map_folder = path.parent_path().string() + '/';
  file.shape_map = std::move(map);
}

// What lip sync and avatar control need. A file that cannot be read is as good as none, with a
// warning.
void read_lip_files(const fs::path& model, const fs::path& app_data_dir, ModelFile& file) {
  const std::optional<fs::path> own_table = mmd::find_lip_table(model);
  const fs::path table = own_table.value_or(app_data_dir / "lip.txt");
  const std::optional<fs::path> own_map = mmd::find_side_file(model, shape_map_suffix);
  file.has_shape_map = own_map.has_value();
  const fs::path map = own_map.value_or(app_data_dir / ("default" + std::string(shape_map_suffix)));
  try {
    if (is_file(table))
      file.lip_table = std::make_shared<const mmd::LipTable>(mmd::read_lip_table_file(table));
    if (is_file(map)) read_shape_map(map, file);
  } catch (const mmd::LoadError& error) {
    file.warnings.emplace_back(error.what());
  }
}

std::shared_ptr<const ModelFile> read_model(const fs::path& path, const fs::path& app_data_dir) {
  auto file = std::make_shared<ModelFile>();
  mmd::ModelData data = mmd::read_model_file(path);
  file->warnings = data.warnings;
  file->model = std::make_shared<const mmd::Model>(std::move(data));
  file->folder = path.parent_path();
  file->load_messages = read_messages(path, mmd::ModelMessageKind::load, file->warnings);
  file->delete_messages = read_messages(path, mmd::ModelMessageKind::remove, file->warnings);
  read_lip_files(path, app_data_dir, *file);
  file->morphs_materials = !file->model->morphs().material_morphs.empty();
  return file;
}

std::shared_ptr<const MotionFile> read_motion(const fs::path& path) {
  mmd::MotionData data = mmd::read_motion_file(path);
  auto file = std::make_shared<MotionFile>();
  file->camera = std::make_shared<const mmd::CameraMotion>(data.camera);
  file->motion = std::make_shared<const mmd::Motion>(std::move(data));
  return file;
}

std::shared_ptr<const ImageFile> read_image(const fs::path& path) {
  auto file = std::make_shared<ImageFile>();
  file->path = path.lexically_normal();
  std::vector<mmd::AnimationFrame> frames = mmd::read_animation_file(path);
  if (frames.size() == 1) {
    file->picture = std::make_shared<const Image>(std::move(frames.front().image));
    return file;
  }
  file->animation = std::make_shared<const Animation>(std::move(frames));
  file->picture = {file->animation, &file->animation->picture(0)};
  return file;
}

std::shared_ptr<const FontFile> read_font(const fs::path& path) {
  if (const std::optional<std::string> problem = FontSet::problem_of(path.string())) {
    throw std::runtime_error(*problem);
  }
  return std::make_shared<const FontFile>(FontFile{path.string()});
}

std::shared_ptr<const mmd::CaptionScript> read_caption(const fs::path& path) {
  return std::make_shared<const mmd::CaptionScript>(mmd::read_caption_script_file(path));
}

std::shared_ptr<const DocumentFile> read_document(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  auto document = std::make_shared<DocumentFile>();
  std::string& text = document->text;
  text.resize(limits::document_bytes + 1);
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.is_open() || file.bad()) throw std::runtime_error("cannot be read");
  text.resize(static_cast<std::size_t>(file.gcount()));
  document->too_long = text.size() > limits::document_bytes;
  if (document->too_long) text.clear();
  if (text.starts_with(byte_order_mark)) text.erase(0, byte_order_mark.size());
  return document;
}

std::string to_slashes(std::string_view name) {
  std::string text(name);
  std::ranges::replace(text, '\\', '/');
  return text;
}

}  // namespace

fs::path companion(const fs::path& path, std::string_view suffix) {
  fs::path other = path;
  if (suffix == lip_suffix) return other.replace_extension(suffix);
  return other += suffix;
}

FileStamp stamp_of(const fs::path& path, std::span<const std::string_view> suffixes) {
  FileStamp stamp;
  const auto add = [&stamp](const fs::path& file) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(file, error);
    const fs::file_time_type time = error ? fs::file_time_type{} : fs::last_write_time(file, error);
    if (error) {
      stamp.files.emplace_back(0, 0);
    } else {
      stamp.files.emplace_back(size, time.time_since_epoch().count());
    }
  };
  add(path);
  for (const std::string_view suffix : suffixes) add(companion(path, suffix));
  return stamp;
}

AssetReader<ModelFile> model_reader(const fs::path& app_data_dir) {
  return {{".csv", load_suffix, delete_suffix, shape_map_suffix, lip_suffix},
          [app_data_dir](const fs::path& path) { return read_model(path, app_data_dir); }};
}

AssetReader<MotionFile> motion_reader() { return {{}, read_motion}; }

AssetReader<ImageFile> image_reader() { return {{}, read_image}; }

AssetReader<FontFile> font_reader() { return {{}, read_font}; }

AssetReader<mmd::CaptionScript> caption_reader() { return {{}, read_caption}; }

AssetReader<DocumentFile> document_reader() { return {{}, read_document}; }

std::optional<fs::path> locate_content_file(const fs::path& content_dir, std::string_view name) {
  if (name.find('\0') != std::string_view::npos) return std::nullopt;
  const fs::path path = content_dir / to_slashes(name);  // an absolute name stands for itself
  if (is_file(path)) return path;
  std::optional<fs::path> found = mmd::find_content_path(content_dir, name);
  return found && is_file(*found) ? found : std::nullopt;
}

std::optional<fs::path> locate_model_image(const fs::path& content_dir,
                                           const fs::path& model_folder, std::string_view name) {
  const fs::path relative = model_folder.lexically_relative(content_dir);
  const bool inside = !relative.empty() && *relative.begin() != "..";
  const std::optional<fs::path> found =
      mmd::find_content_path(inside ? content_dir : model_folder, model_folder, name);
  return found && is_file(*found) ? found : std::nullopt;
}

}  // namespace mmdagent
