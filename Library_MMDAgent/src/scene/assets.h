// Everything the scene reads from files.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>

#include "scene/asset_files.h"
#include "scene/resources.h"

namespace mmdagent {

// Agent thread only. All names are as messages give them; results come on the agent thread.
struct Assets {
  Assets(SceneServices& services, ResourceQueue* queue, const std::filesystem::path& content,
         const std::filesystem::path& app_data)
      : content_dir(content),
        models(services, model_reader(app_data), 0),
        motions(services, motion_reader(), kept_motions),
        fonts(services, font_reader(), 0),
        captions(services, caption_reader(), 0),
        documents(services, document_reader(), 0),
        resources(services, queue, content) {}

  void load_model(std::string_view name, AssetCache<ModelFile>::Finish finish) {
    models.load(name, locator(name), std::move(finish));
  }
  void load_motion(std::string_view name, AssetCache<MotionFile>::Finish finish) {
    motions.load(name, locator(name), std::move(finish));
  }
  void load_image(std::string_view name, AssetCache<ImageFile>::Finish finish) {
    resources.images().load(name, locator(name), std::move(finish));
  }
  void load_font(std::string_view name, AssetCache<FontFile>::Finish finish) {
    fonts.load(name, locator(name), std::move(finish));
  }
  void load_caption(std::string_view name, AssetCache<mmd::CaptionScript>::Finish finish) {
    captions.load(name, locator(name), std::move(finish));
  }
  void load_document(std::string_view name, AssetCache<DocumentFile>::Finish finish) {
    documents.load(name, locator(name), std::move(finish));
  }

  // Motions that stay in memory although nothing plays them (messages-core.md section 5).
  static constexpr std::size_t kept_motions = 10;

  std::filesystem::path content_dir;
  AssetCache<ModelFile> models;
  AssetCache<MotionFile> motions;
  AssetCache<FontFile> fonts;
  AssetCache<mmd::CaptionScript> captions;
  AssetCache<DocumentFile> documents;
  Resources resources;

 private:
  std::function<std::optional<std::filesystem::path>()> locator(std::string_view name) const {
    return
        [root = content_dir, text = std::string(name)] { return locate_content_file(root, text); };
  }
};

}  // namespace mmdagent
