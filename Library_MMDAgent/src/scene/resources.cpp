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

const ResourceHandle* ModelResource::image(const ModelImage& use) const {
  const auto& images = use.kind == ModelImage::Kind::toon ? toons_ : textures_;
  const auto found = images.find(use.index);
  return found == images.end() ? nullptr : found->second.get();
}

std::vector<ModelImage> ModelResource::images() const {
  const mmd::ModelData& data = file_->model->data();
  // A file may list images that no material shows.
  std::set<int> shown;
  for (const mmd::MaterialData& material : data.materials) {
    shown.insert({material.texture, material.sphere_texture, material.toon_texture});
  }
  std::vector<ModelImage> uses;
  for (const int texture : shown) {
    if (texture < 0) continue;
    const auto index = static_cast<std::uint32_t>(texture);
    uses.push_back({ModelImage::Kind::texture, index, data.textures[index]});
  }
  for (std::size_t slot = 0; slot < data.toon_files.size(); ++slot) {
    const bool used = std::ranges::any_of(data.materials, [&](const mmd::MaterialData& material) {
      return material.toon_texture < 0 && material.toon_slot == static_cast<int>(slot);
    });
    if (!used || data.toon_files[slot].empty()) continue;
    uses.push_back(
        {ModelImage::Kind::toon, static_cast<std::uint32_t>(slot), data.toon_files[slot]});
  }
  return uses;
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
  for (const KnownImage& known : image_handles_) {
    const bool same = !known.image.owner_before(image) && !image.owner_before(known.image);
    if (!same) continue;
    if (std::shared_ptr<const ResourceHandle> handle = known.handle.lock()) return handle;
  }
  std::erase_if(image_handles_, [](const KnownImage& known) { return known.handle.expired(); });
  auto made = std::make_shared<ResourceHandle>(queue_, ++last_id_, *image);
  image_handles_.push_back({image, made});
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
  for (const ModelImage& use : model->images()) {
    if (use.kind == ModelImage::Kind::texture) model->expect_texture(use.index);
    if (queue_ != nullptr) load_image(model, use);
  }
}

void Resources::load_image(const std::shared_ptr<ModelResource>& model, const ModelImage& use) {
  const std::filesystem::path& folder = model->file().folder;
  const auto locate = [root = content_dir_, folder, name = use.name] {
    return locate_model_image(root, folder, name);
  };
  const auto finish = [this, weak = std::weak_ptr(model), use](const Loaded<ImageFile>& loaded) {
    const std::shared_ptr<ModelResource> owner = weak.lock();
    if (!owner) return;
    const bool is_toon = use.kind == ModelImage::Kind::toon;
    if (loaded.status != LoadStatus::done) {
      // A model without a toon of its own takes the system's.
      if (is_toon && loaded.status == LoadStatus::missing) return;
      if (!is_toon) owner->lose_texture(use.index);
      const std::string where = (owner->file().folder / use.name).string();
      services_.log(Level::warning, loaded.status == LoadStatus::missing
                                        ? "texture not found: " + where
                                        : "texture cannot be loaded: " + loaded.problem);
      return;
    }
    const std::shared_ptr<const ResourceHandle> handle = image(loaded.asset);
    if (is_toon) {
      owner->keep_toon(use.index, handle);
    } else {
      owner->keep_texture(use.index, handle);
    }
    show(*owner, use, handle->id());
  };
  images_.load((folder / use.name).string(), locate, finish);
}

void Resources::show(const ModelResource& model, const ModelImage& use, ResourceId image) {
  if (use.kind == ModelImage::Kind::toon) {
    queue_->push(SetModelToon{model.id(), use.index, image});
  } else {
    queue_->push(SetModelTexture{model.id(), use.index, image});
  }
}

bool Resources::reload_image(const std::filesystem::path& file) {
  if (queue_ == nullptr) return false;
  bool used = std::ranges::any_of(image_handles_, [&](const KnownImage& known) {
    const std::shared_ptr<ResourceHandle> handle = known.handle.lock();
    return handle && handle->file() == file;
  });
  if (used) {
    const auto locate = [file]() -> std::optional<std::filesystem::path> {
      std::error_code error;
      return std::filesystem::is_regular_file(file, error) ? std::optional(file) : std::nullopt;
    };
    images_.load(file.string(), locate, [this, file](const Loaded<ImageFile>& loaded) {
      if (loaded.status == LoadStatus::done) {
        replace_image(loaded.asset);
      } else {
        services_.log(Level::error, "image stays as it was: " + (loaded.problem.empty()
                                                                     ? file.string() + ": not found"
                                                                     : loaded.problem));
      }
    });
  }
  for (const auto& [key, weak] : models_) {
    const std::shared_ptr<ModelResource> model = weak.lock();
    if (!model) continue;
    for (const ModelImage& use : model->images()) {
      if (model->image(use) != nullptr) continue;
      if ((model->file().folder / use.name).lexically_normal() != file) continue;
      load_image(model, use);
      used = true;
    }
  }
  return used;
}

// In the place of what was read from the same file before; models bind it anew.
void Resources::replace_image(const std::shared_ptr<const ImageFile>& image) {
  for (KnownImage& known : image_handles_) {
    const std::shared_ptr<ResourceHandle> handle = known.handle.lock();
    if (!handle || handle->file() != image->path) continue;
    known.image = image;
    handle->take_animation_of(*image);
    queue_->push(CreateImage{handle->id(), image->picture, image->animation});
    for (const auto& [key, weak] : models_) {
      const std::shared_ptr<ModelResource> model = weak.lock();
      if (!model) continue;
      for (const ModelImage& use : model->images()) {
        if (model->image(use) == handle.get()) show(*model, use, handle->id());
      }
    }
  }
}

}  // namespace mmdagent
