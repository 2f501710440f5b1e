// One rigid-body world that all models and the stage share.
#pragma once

#include <cstddef>
#include <memory>

namespace mmd {

class ModelInstance;
class PhysicsBodies;

struct PhysicsOptions {
  float rate = 120.0F;           // substeps per second, 1..120 (key bullet_fps)
  float gravity_factor = 10.0F;  // times 9.8 downward, 0..1024 (key gravity_factor)
  bool floor = true;             // plane y = 0 for bodies whose mask has bit 15 (key bullet_floor)
  // Pairs of bodies that may touch, by their bounding boxes, that memory is kept ready for; more
  // take it from the heap.
  int touching_pairs = 4096;

  // For a world with one model; an avatar of 87 bodies has up to 300.
  static constexpr int touching_pairs_of_one_model = 384;
};

class PhysicsWorld {
 public:
  explicit PhysicsWorld(const PhysicsOptions& options = {});
  ~PhysicsWorld();
  PhysicsWorld(const PhysicsWorld&) = delete;
  PhysicsWorld& operator=(const PhysicsWorld&) = delete;

  const PhysicsOptions& options() const { return options_; }

  // Makes the bodies and joints of the instance's model at its current place. They leave the world
  // with the instance or by its detach_physics(), also between two steps.
  void attach(ModelInstance& instance);

  // dt in motion frames of 1/30 s; more than one second is taken in one step.
  void step(double dt);

  // Points where bodies touch after the last step.
  std::size_t contact_count() const;

 private:
  friend class PhysicsBodies;
  struct Impl;
  PhysicsOptions options_;
  std::shared_ptr<Impl> impl_;  // bodies of instances that outlive the world keep it
};

}  // namespace mmd
