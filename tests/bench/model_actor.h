// What bench_model moves: a model with its motion, its bodies and its posed vertices.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "MMDFiles/model_instance.h"
#include "MMDFiles/motion.h"
#include "MMDFiles/physics_world.h"
#include "MMDFiles/skinning.h"

// The avatar of the shared material beside the repository, else the sample.
struct BenchContent {
  std::string name;
  std::filesystem::path pmx;
  std::filesystem::path pmd;
  std::filesystem::path motion;
  std::vector<std::filesystem::path> images;
};
BenchContent find_bench_content(const std::filesystem::path& source_folder);

// Shared by all actors of one model.
struct BenchModel {
  explicit BenchModel(mmd::ModelData data);

  std::shared_ptr<const mmd::Model> model;
  mmd::SkinGeometry geometry;
};

// One displayed frame of 1/60 s is two steps of 1/120 s and a finish.
class Actor {
 public:
  static constexpr double step_frames = 0.25;  // motion frames: 1/120 s
  static constexpr int steps_per_frame = 2;

  // In no world: without physics.
  Actor(const BenchModel& model, std::shared_ptr<const mmd::Motion> motion,
        std::shared_ptr<mmd::PhysicsWorld> world);

  void step_motion();
  void step_physics() { world_->step(step_frames); }
  // Bones after physics, morph weights, morphed vertices.
  void finish();
  // Bones to the posed vertices.
  void skin();

  mmd::ModelInstance& instance() { return instance_; }

 private:
  const BenchModel& model_;
  std::shared_ptr<mmd::PhysicsWorld> world_;
  mmd::ModelInstance instance_;
  std::vector<mmd::MotionEvent> events_;
  std::vector<mmd::SkinTransform> transforms_;
  std::vector<mmd::SkinMatrix> matrices_;
  mmd::MorphDeltas deltas_;
  // As mapped memory is: at a cache line.
  struct alignas(64) PosedPair {
    mmd::PosedVertex vertices[2];
  };
  std::vector<PosedPair> posed_;
  std::uint64_t morph_revision_ = 0;
};
