// Models and images on the GPU by their ids, and the instances of models. Render thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "render/gpu_model.h"
#include "render/model_instance.h"
#include "render/posing.h"
#include "render/resources.h"

namespace mmdagent {

class ResourceStore {
 public:
  explicit ResourceStore(PoseFiller& filler);  // outlives it

  // Each returns one line if it could not be done; the picture goes on without.
  std::optional<std::string> create(const CreateModel& request);
  std::optional<std::string> create(const CreateImage& request, bool mipmaps);
  void set(const SetModelTexture& request);
  void set(const SetModelToon& request);
  void free(const FreeResource& request);

  const ImageTexture* image(ResourceId id) const;
  // The instance of that number, made now if it is new; nullptr if its model is unknown.
  ModelInstance* instance(std::uint64_t number, ResourceId model);
  // Frees the instances that no picture asked for since the last call.
  void drop_unused_instances();

  std::size_t model_count() const { return models_.size(); }
  std::size_t image_count() const { return images_.size(); }
  std::size_t instance_count() const { return instances_.size(); }

 private:
  struct Entry {
    std::unique_ptr<ModelInstance> instance;
    ResourceId model = no_resource;
    bool used = false;
  };

  SharedImage shared_image(ResourceId id) const;

  PoseFiller& filler_;
  ToonImages system_toons_;
  std::unordered_map<ResourceId, SharedImage> images_;
  std::unordered_map<ResourceId, std::shared_ptr<GpuModel>> models_;
  std::unordered_map<std::uint64_t, Entry> instances_;
};

}  // namespace mmdagent
