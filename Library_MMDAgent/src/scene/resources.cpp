#include "scene/resources.h"

#include <algorithm>
#include <set>
#include <utility>

#include "MMDFiles/model.h"
#include "host_limits.h"
#include "render/resource_queue.h"

namespace mmdagent {

ResourceHandle::~ResourceHandle() {
  if (queue_ != nullptr) queue_->push(FreeResource{id_});
}

const Animation* ModelResource::animation(std::uint32_t texture) const {
  const auto found = textures_.find(texture);
  return found == textures_.end() || !found->second ? nullptr : found->second->animation();
}

Resources::Resources(SceneServices& services, ResourceQueue* queue,
                     std::filesystem::path content_dir)
    : services_(services),
      queue_(queue),
      content_dir_(std::move(content_dir)),
      images_(services, image_reader(), 0) {}

std::shared_ptr<ModelResource> Resources::model(const std::shared_ptr<const ModelFile>& file) {
  if (const auto found = models_.find(file.get()); found != models_.end()) {
    if (std::shared_ptr<ModelResource> known = found->second.lock()) return known;
  }
  std::erase_if(models_, [](const auto& item) { return item.second.expired(); });
  auto made = std::make_shared<ModelResource>(file, queue_, ++last_id_);
  models_[file.get()] = made;
  if (queue_ != nullptr) queue_->push(CreateModel{made->id(), {file, &file->model->data()}});
  load_images(made);
  return made;
}

std::shared_ptr<const ResourceHandle> Resources::image(
    const std::shared_ptr<const ImageFile>& image) {
  if (const auto found = image_handles_.find(image.get()); found != image_handles_.end()) {
    std::shared_ptr<const ResourceHandle> known = found->second.handle.lock();
    if (known && found->second.image.lock() == image) return known;
  }
  std::erase_if(image_handles_, [](const auto& item) { return item.second.handle.expired(); });
  auto made = std::make_shared<const ResourceHandle>(queue_, ++last_id_, image->animation);
  image_handles_[image.get()] = {image, made};
  if (queue_ != nullptr) queue_->push(CreateImage{made->id(), image->picture, image->animation});
  return made;
}

std::optional<ResourceId> Resources::font(const std::string& path) {
  if (const auto known = fonts_.find(path); known != fonts_.end()) return known->second;
  if (fonts_.size() >= limits::caption_fonts) return std::nullopt;
  const ResourceId id = ++last_id_;
  fonts_.emplace(path, id);
  if (queue_ != nullptr) queue_->push(AddFont{path, id});
  return id;
}

void Resources::load_images(const std::shared_ptr<ModelResource>& model) {
  const mmd::ModelData& data = model->file().model->data();
  // A file may list images that no material shows.
  std::set<int> shown;
  for (const mmd::MaterialData& material : data.materials) {
    shown.insert({material.texture, material.sphere_texture, material.toon_texture});
  }
  for (const int texture : shown) {
    if (texture < 0) continue;
    const auto index = static_cast<std::uint32_t>(texture);
    model->expect_texture(index);
    if (queue_ != nullptr) load_image(model, data.textures[index], Use::texture, index);
  }
  if (queue_ == nullptr) return;
  for (std::size_t slot = 0; slot < data.toon_files.size(); ++slot) {
    const bool used = std::ranges::any_of(data.materials, [&](const mmd::MaterialData& material) {
      return material.toon_texture < 0 && material.toon_slot == static_cast<int>(slot);
    });
    if (!used || data.toon_files[slot].empty()) continue;
    load_image(model, data.toon_files[slot], Use::toon, static_cast<std::uint32_t>(slot));
  }
}

void Resources::load_image(const std::shared_ptr<ModelResource>& model, const std::string& name,
                           Use use, std::uint32_t index) {
  const std::filesystem::path& folder = model->file().folder;
  const auto locate = [root = content_dir_, folder, name] {
    return locate_model_image(root, folder, name);
  };
  const auto finish = [this, weak = std::weak_ptr(model), name, use,
                       index](const Loaded<ImageFile>& loaded) {
    const std::shared_ptr<ModelResource> owner = weak.lock();
    if (!owner) return;
    if (loaded.status != LoadStatus::done) {
      // A model without a toon of its own takes the system's.
      if (use == Use::toon && loaded.status == LoadStatus::missing) return;
      if (use == Use::texture) owner->lose_texture(index);
      const std::string where = (owner->file().folder / name).string();
      services_.log(Level::warning, loaded.status == LoadStatus::missing
                                        ? "texture not found: " + where
                                        : "texture cannot be loaded: " + loaded.problem);
      return;
    }
    const std::shared_ptr<const ResourceHandle> handle = image(loaded.asset);
    if (use == Use::texture) {
      owner->keep_texture(index, handle);
      queue_->push(SetModelTexture{owner->id(), index, handle->id()});
    } else {
      owner->keep_toon(handle);
      queue_->push(SetModelToon{owner->id(), index, handle->id()});
    }
  };
  images_.load((folder / name).string(), locate, finish);
}

}  // namespace mmdagent
