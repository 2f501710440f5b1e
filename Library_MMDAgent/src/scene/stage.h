// The stage: a floor and a background image, or a model that stands still.
#pragma once

#include <cstdint>
#include <glm/vec3.hpp>
#include <memory>

#include "MMDFiles/model_instance.h"
#include "MMDFiles/physics_world.h"
#include "render/animation.h"
#include "render/snapshot.h"
#include "scene/resources.h"

namespace mmdagent {

// Agent thread only.
class SceneStage {
 public:
  // `size`: half width, half depth, height.
  SceneStage(const glm::vec3& size, mmd::PhysicsWorld& world) : size_(size), world_(world) {}

  // An image removes the model.
  void set_floor(std::shared_ptr<const ResourceHandle> image);
  void set_background(std::shared_ptr<const ResourceHandle> image);
  // The model removes both images. Its bodies join the world; its bones never move.
  void set_model(std::shared_ptr<ModelResource> resource, bool toon);

  // Moves animated images on by frames of 1/30 s.
  void advance(double frames);

  // What is drawn as Snapshot::stage.
  Stage images() const;
  const mmd::ModelInstance* model() const { return instance_.get(); }
  const ModelResource* resource() const { return resource_.get(); }
  bool toon() const { return toon_; }
  std::uint64_t picture() const { return stage_pictures + count_; }  // DrawnModel::instance

 private:
  void remove_model();

  static constexpr std::uint64_t stage_pictures = std::uint64_t{1} << 63;  // beyond all models

  glm::vec3 size_;
  mmd::PhysicsWorld& world_;
  std::shared_ptr<const ResourceHandle> floor_;
  AnimationClock floor_clock_{1.0};
  std::shared_ptr<const ResourceHandle> background_;
  AnimationClock background_clock_{1.0};
  std::shared_ptr<ModelResource> resource_;
  std::unique_ptr<mmd::ModelInstance> instance_;
  bool toon_ = true;
  std::uint64_t count_ = 0;  // of stage models so far
};

}  // namespace mmdagent
