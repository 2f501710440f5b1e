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
  ResourceHandle(ResourceQueue* queue, ResourceId id) : queue_(queue), id_(id) {}
  ResourceHandle(ResourceQueue* queue, ResourceId id, const ImageFile& image)
      : queue_(queue), id_(id), file_(image.path), animation_(image.animation) {}
  ~ResourceHandle();
  ResourceHandle(const ResourceHandle&) = delete;
  ResourceHandle& operator=(const ResourceHandle&) = delete;

  ResourceId id() const { return id_; }
  // Of an image; null where nothing moves.
  const Animation* animation() const { return animation_.get(); }
  // Of an image: where it was read.
  const std::filesystem::path& file() const { return file_; }
  // The image is another one from now on.
  void take_animation_of(const ImageFile& image) { animation_ = image.animation; }

 private:
  ResourceQueue* queue_;
  ResourceId id_;
  std::filesystem::path file_;
  std::shared_ptr<const Animation> animation_;
};

// How a model uses an image: as the texture or the toon of that index.
struct ModelImage {
  enum class Kind : std::uint8_t { texture, toon };
  Kind kind = Kind::texture;
  std::uint32_t index = 0;
  std::string name;  // relative to the model's folder
};

// What is drawn of one model file, shared by all its instances. Its images come later, one by one.
class ModelResource {
 public:
  ModelResource(std::shared_ptr<const ModelFile> file, ResourceQueue* queue, ResourceId id)
      : file_(std::move(file)), geometry_(queue, id) {}

  const ModelFile& file() const { return *file_; }
  ResourceId id() const { return geometry_.id(); }

  // All images that its materials show.
  std::vector<ModelImage> images() const;

  // Images live as long as the model.
  void keep_toon(std::uint32_t slot, std::shared_ptr<const ResourceHandle> image) {
    toons_[slot] = std::move(image);
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
  // Null when it has not arrived or cannot be had.
  const ResourceHandle* image(const ModelImage& use) const;

 private:
  std::shared_ptr<const ModelFile> file_;
  std::unordered_map<std::uint32_t, std::shared_ptr<const ResourceHandle>> toons_;
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

  // Reads `file` (a normal path) anew for all that shows it, and for models that lack it. Where it
  // cannot be read all stays as it is, with an Error line. False when nothing shows it.
  bool reload_image(const std::filesystem::path& file);

 private:
  void load_images(const std::shared_ptr<ModelResource>& model);
  void load_image(const std::shared_ptr<ModelResource>& model, const ModelImage& use);
  void show(const ModelResource& model, const ModelImage& use, ResourceId image);
  void replace_image(const std::shared_ptr<const ImageFile>& image);

  SceneServices& services_;
  ResourceQueue* queue_;
  std::filesystem::path content_dir_;
  AssetCache<ImageFile> images_;
  ResourceId last_id_ = no_resource;
  std::unordered_map<const ModelFile*, std::weak_ptr<ModelResource>> models_;
  struct KnownImage {
    std::weak_ptr<const ImageFile> image;
    std::weak_ptr<ResourceHandle> handle;
  };
  std::vector<KnownImage> image_handles_;
  std::unordered_map<std::string, ResourceId> fonts_;
};

}  // namespace mmdagent
