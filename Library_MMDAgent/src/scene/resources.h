// Handles to what lies on the graphics card: a thing lives as long as its handle is held.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "render/image.h"
#include "render/snapshot.h"
#include "scene/asset_files.h"

namespace mmdagent {

class ResourceQueue;

class ResourceHandle {
 public:
  // Without a queue nothing is drawn and nothing needs to be freed.
  ResourceHandle(ResourceQueue* queue, ResourceId id,
                 std::shared_ptr<const Animation> animation = {})
      : queue_(queue), id_(id), animation_(std::move(animation)) {}
  ~ResourceHandle();
  ResourceHandle(const ResourceHandle&) = delete;
  ResourceHandle& operator=(const ResourceHandle&) = delete;

  ResourceId id() const { return id_; }
  // Of an image; null where nothing moves.
  const Animation* animation() const { return animation_.get(); }

 private:
  ResourceQueue* queue_;
  ResourceId id_;
  std::shared_ptr<const Animation> animation_;
};

// What is drawn of one model file, shared by all its instances. Its images come later, one by one.
class ModelResource {
 public:
  ModelResource(std::shared_ptr<const ModelFile> file, ResourceQueue* queue, ResourceId id)
      : file_(std::move(file)), geometry_(queue, id) {}

  const ModelFile& file() const { return *file_; }
  ResourceId id() const { return geometry_.id(); }

  // Images live as long as the model.
  void keep_toon(std::shared_ptr<const ResourceHandle> image) {
    toons_.push_back(std::move(image));
  }
  void expect_texture(std::uint32_t texture) { textures_[texture]; }
  void keep_texture(std::uint32_t texture, std::shared_ptr<const ResourceHandle> image) {
    textures_[texture] = std::move(image);
  }
  void lose_texture(std::uint32_t texture) { textures_.erase(texture); }
  // A material shows it, and its file can be read or has not been tried yet.
  bool shows(std::uint32_t texture) const { return textures_.contains(texture); }
  // Null where nothing moves or has arrived yet.
  const Animation* animation(std::uint32_t texture) const;

 private:
  std::shared_ptr<const ModelFile> file_;
  std::vector<std::shared_ptr<const ResourceHandle>> toons_;
  std::unordered_map<std::uint32_t, std::shared_ptr<const ResourceHandle>> textures_;
  ResourceHandle geometry_;
};

// Agent thread only.
class Resources {
 public:
  // `queue` may be null: then no image of a model is read.
  Resources(SceneServices& services, ResourceQueue* queue, std::filesystem::path content_dir);

  // The geometry at once in plain colours; images are read one job each and set as they come.
  std::shared_ptr<ModelResource> model(const std::shared_ptr<const ModelFile>& file);
  std::shared_ptr<const ResourceHandle> image(const std::shared_ptr<const ImageFile>& image);

  // A font for captions; it stays. Nothing: there are as many as there may be.
  std::optional<ResourceId> font(const std::string& path);

  AssetCache<ImageFile>& images() { return images_; }

 private:
  enum class Use : std::uint8_t { texture, toon };
  void load_images(const std::shared_ptr<ModelResource>& model);
  void load_image(const std::shared_ptr<ModelResource>& model, const std::string& name, Use use,
                  std::uint32_t index);

  SceneServices& services_;
  ResourceQueue* queue_;
  std::filesystem::path content_dir_;
  AssetCache<ImageFile> images_;
  ResourceId last_id_ = no_resource;
  std::unordered_map<const ModelFile*, std::weak_ptr<ModelResource>> models_;
  struct KnownImage {
    std::weak_ptr<const ImageFile> image;  // tells whether the address still means this image
    std::weak_ptr<const ResourceHandle> handle;
  };
  std::unordered_map<const ImageFile*, KnownImage> image_handles_;
  std::unordered_map<std::string, ResourceId> fonts_;
};

}  // namespace mmdagent
