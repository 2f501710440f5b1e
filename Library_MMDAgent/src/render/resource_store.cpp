#include "render/resource_store.h"

#include <fmt/format.h>

#include <utility>

#include "render/animation.h"
#include "render/toon_ramps.h"

namespace mmdagent {

ResourceStore::ResourceStore(PoseFiller& filler) : filler_(filler) {
  for (std::size_t slot = 0; slot < system_toons_.size(); ++slot) {
    auto texture = upload_image(toon_ramp(static_cast<int>(slot)), false);
    system_toons_[slot] =
        std::make_shared<const ImageTexture>(texture ? std::move(*texture) : ImageTexture{});
  }
}

std::optional<std::string> ResourceStore::create(const CreateModel& request) {
  if (request.data == nullptr) return "a model without data was to be drawn";
  auto model = std::make_shared<GpuModel>(request.data, system_toons_);
  filler_.prepare(*model);
  models_[request.id] = std::move(model);
  return std::nullopt;
}

std::optional<std::string> ResourceStore::create(const CreateImage& request, bool mipmaps) {
  if (request.image == nullptr || request.image->rgba.empty())
    return "an empty image was to be drawn";
  auto texture = upload_image(*request.image, mipmaps);
  if (!texture) {
    return fmt::format("the graphics driver has no room for an image of {} x {} pixels",
                       request.image->width, request.image->height);
  }
  texture->animation = request.animation;
  if (request.animation != nullptr) texture->has_alpha = request.animation->transparent();
  images_[request.id] = std::make_shared<const ImageTexture>(std::move(*texture));
  return std::nullopt;
}

void ResourceStore::set(const SetModelTexture& request) {
  const auto model = models_.find(request.model);
  if (model != models_.end()) {
    model->second->set_texture(request.texture, shared_image(request.image));
  }
}

void ResourceStore::set(const SetModelToon& request) {
  const auto model = models_.find(request.model);
  if (model != models_.end()) model->second->set_toon(request.slot, shared_image(request.image));
}

void ResourceStore::free(const FreeResource& request) {
  images_.erase(request.id);
  models_.erase(request.id);
  std::erase_if(instances_,
                [&request](const auto& item) { return item.second.model == request.id; });
}

SharedImage ResourceStore::shared_image(ResourceId id) const {
  const auto found = images_.find(id);
  return found == images_.end() ? nullptr : found->second;
}

const ImageTexture* ResourceStore::image(ResourceId id) const { return shared_image(id).get(); }

ModelInstance* ResourceStore::instance(std::uint64_t number, ResourceId model) {
  Entry& entry = instances_[number];
  if (entry.model != model) entry.instance.reset();
  if (entry.instance == nullptr) {
    const auto found = models_.find(model);
    if (found == models_.end()) return nullptr;
    entry.instance = std::make_unique<ModelInstance>(found->second);
    entry.model = model;
  }
  entry.used = true;
  return entry.instance.get();
}

void ResourceStore::drop_unused_instances() {
  std::erase_if(instances_, [](const auto& item) { return !item.second.used; });
  for (auto& [number, entry] : instances_) entry.used = false;
}

}  // namespace mmdagent
