// Handles to what lies on the graphics card: a thing lives as long as its handle is held.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
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
  ~ResourceHandle();
  ResourceHandle(const ResourceHandle&) = delete;
  ResourceHandle& operator=(const ResourceHandle&) = delete;

  ResourceId id() const { return id_; }

 private:
  ResourceQueue* queue_;
  ResourceId id_;
};

// What is drawn of one model file, shared by all its instances. Its images come later, one by one.
class ModelResource {
 public:
  ModelResource(std::shared_ptr<const ModelFile> file, ResourceQueue* queue, ResourceId id)
      : file_(std::move(file)), geometry_(queue, id) {}

  const ModelFile& file() const { return *file_; }
  ResourceId id() const { return geometry_.id(); }

  // The image lives as long as the model.
  void keep(std::shared_ptr<const ResourceHandle> image) { images_.push_back(std::move(image)); }

 private:
  std::shared_ptr<const ModelFile> file_;
  std::vector<std::shared_ptr<const ResourceHandle>> images_;
  ResourceHandle geometry_;
};

// Agent thread only.
class Resources {
 public:
  // `queue` may be null: then no image of a model is read.
  Resources(SceneServices& services, ResourceQueue* queue, std::filesystem::path content_dir);

  // The geometry at once in plain colours; images are read one job each and set as they come.
  std::shared_ptr<ModelResource> model(const std::shared_ptr<const ModelFile>& file);
  std::shared_ptr<const ResourceHandle> image(const std::shared_ptr<const Image>& image);

  AssetCache<Image>& images() { return images_; }

 private:
  enum class Use : std::uint8_t { texture, toon };
  void load_images(const std::shared_ptr<ModelResource>& model);
  void load_image(const std::shared_ptr<ModelResource>& model, const std::string& name, Use use,
                  std::uint32_t index);

  SceneServices& services_;
  ResourceQueue* queue_;
  std::filesystem::path content_dir_;
  AssetCache<Image> images_;
  ResourceId last_id_ = no_resource;
  std::unordered_map<const ModelFile*, std::weak_ptr<ModelResource>> models_;
  struct KnownImage {
    std::weak_ptr<const Image> image;  // tells whether the address still means this image
    std::weak_ptr<const ResourceHandle> handle;
  };
  std::unordered_map<const Image*, KnownImage> image_handles_;
};

}  // namespace mmdagent
