// Loading is not enough: what was loaded is moved for ten frames with physics, and posed.
#pragma once

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "MMDFiles/model_instance.h"
#include "MMDFiles/motion.h"
#include "MMDFiles/physics_world.h"
#include "MMDFiles/skinning.h"
#include "fuzz/data_promises.h"

namespace fuzz {

inline constexpr std::size_t moved_items = 200;  // of bones and of morphs, to keep runs short

// Turns and shifts each bone and raises each morph within ten frames; switches half of the IK off.
inline mmd::MotionData motion_for(const mmd::ModelData& model) {
  mmd::MotionData motion;
  const mmd::BoneCurves curves{{{0, 127, 127, 0}, {64, 0, 64, 127}, {}, {20, 20, 20, 20}}};
  const std::size_t bones = std::min(model.bones.size(), moved_items);
  for (std::size_t i = 0; i < bones; ++i) {
    mmd::BoneTrack& track = motion.bone_tracks.emplace_back();
    track.name = model.bones[i].name;
    track.frames = {0, 10};
    track.translations = {{0, 0, 0}, {1, 2, 3}};
    track.rotations = {{1, 0, 0, 0}, {.5F, .5F, -.5F, .5F}};
    track.curves = {curves, curves};
  }
  const std::size_t morphs = std::min(model.morphs.size(), moved_items);
  for (std::size_t i = 0; i < morphs; ++i) {
    motion.morph_tracks.push_back({model.morphs[i].name, {0, 10}, {0, 1}});
  }
  mmd::SwitchKey& off = motion.switches.emplace_back();
  off.frame = 5;
  for (std::size_t i = 0; i < std::min(model.ik_chains.size(), moved_items); i += 2) {
    off.ik.push_back({model.bones[static_cast<std::size_t>(model.ik_chains[i].bone)].name, false});
  }
  motion.length = 10;
  return motion;
}

// Poses the vertices of an instance after finish_frame(), on the processor.
class Poser {
 public:
  explicit Poser(const mmd::Model& model)
      : geometry_(mmd::prepare_skin_geometry(std::make_shared<mmd::ModelData>(model.data()))),
        deltas_(geometry_),
        transforms_(std::max<std::size_t>(model.data().bones.size(), 1)),
        matrices_(transforms_.size()),
        posed_(model.data().vertices.size()) {}

  void pose(const mmd::ModelInstance& instance) {
    mmd::fill_skin_transforms(instance.model().rig(), instance.pose(), transforms_);
    mmd::expand_bones(transforms_, matrices_);
    const mmd::MorphJob morphs{&geometry_, instance.morph_state().effective_weights(), &deltas_};
    promise(morphs.validate(), "morphs can be summed");
    morphs.run();
    const mmd::SkinningJob skinning{&geometry_, transforms_, matrices_, &deltas_, posed_};
    promise(skinning.validate(), "vertices can be posed");
    skinning.run();
    skinning.run_portably();
  }

 private:
  mmd::SkinGeometry geometry_;
  mmd::MorphDeltas deltas_;
  std::vector<mmd::SkinTransform> transforms_;
  std::vector<mmd::SkinMatrix> matrices_;
  std::vector<mmd::PosedVertex> posed_;
};

inline void animate(mmd::ModelData data, mmd::MotionData motion_data) {
  const auto model = std::make_shared<const mmd::Model>(std::move(data));
  const auto motion = std::make_shared<const mmd::Motion>(std::move(motion_data));
  // One world for all inputs, which come and go: making one clears megabytes, ten times the work of
  // a small model.
  static mmd::PhysicsWorld world;
  mmd::ModelInstance instance(model);
  world.attach(instance);
  instance.add_motion("m", motion, {});
  Poser poser(*model);
  std::vector<mmd::MotionEvent> events;
  for (int frame = 0; frame < 10; ++frame) {
    events.clear();
    instance.begin_step(1.0, events);
    instance.end_step();
    world.step(1.0);
    instance.finish_frame();
    poser.pose(instance);
  }
  instance.detach_physics();
}

inline void animate(mmd::ModelData data) {
  mmd::MotionData motion = motion_for(data);
  animate(std::move(data), std::move(motion));
}

}  // namespace fuzz
