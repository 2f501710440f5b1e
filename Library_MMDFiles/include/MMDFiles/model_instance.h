// One model in the scene: a shared Model and its own pose, motions and physics bodies.
//
// One step (dt in motion frames of 1/30 s), later writes win:
//   instance.begin_step(dt, events);       motions, bones, IK of this instance
//   instance.set_bone(...), set_morph(...)  binds, then plugins in their order
//   instance.end_step();                    bone morphs that were written late
//   world.step(dt);                         physics, once for all instances
// Once per displayed frame, after the last step:
//   instance.finish_frame();                physics to bones, after-physics bones, morphs
//
// Neither allocates. Not thread-safe: one thread at a time per instance; instances without a common
// PhysicsWorld may be stepped in parallel.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "MMDFiles/model.h"
#include "MMDFiles/morph_state.h"
#include "MMDFiles/motion_layers.h"
#include "MMDFiles/pose.h"

namespace mmd {

class PhysicsBodies;

struct AnimationOptions {
  bool pmd_stale_ik =
      false;  // key compat_pmd_stale_ik: bones below IK links lag as in the reference
};

class ModelInstance {
 public:
  explicit ModelInstance(std::shared_ptr<const Model> model, AnimationOptions options = {});
  ~ModelInstance();
  ModelInstance(const ModelInstance&) = delete;
  ModelInstance& operator=(const ModelInstance&) = delete;

  const Model& model() const { return *model_; }
  const std::shared_ptr<const Model>& shared_model() const { return model_; }

  // Motions. Names are aliases; see MotionLayers for what each does.
  MotionLayers::Started add_motion(std::string_view alias, std::shared_ptr<const Motion> motion,
                                   const MotionOptions& options);
  bool change_motion(std::string_view alias, std::shared_ptr<const Motion> motion);
  bool reset_motion(std::string_view alias);
  MotionLayers& motions() { return layers_; }
  const MotionLayers& motions() const { return layers_; }
  // Takes over the running motions of the instance that this one replaces.
  void take_motions(ModelInstance& from);

  // Place in the scene. `base` is the world transform of the bone that an accessory hangs on, given
  // before each step. Takes effect in the next begin_step().
  void set_root(const glm::vec3& offset, const glm::quat& rotation);
  void set_base(const std::optional<Transform>& base) { pose_.root.base = base; }
  // The offset was changed by a repositioning motion since the last call: where to.
  std::optional<glm::vec3> take_repositioned();

  void begin_step(double dt, std::vector<MotionEvent>& events);
  void end_step();
  void finish_frame();

  // Writes on top of motions, between begin_step() and end_step(). set_bone() refreshes the bone
  // and all that depend on it; IK is not solved again. Values are relative to rest.
  void set_bone(int bone, const glm::vec3& position, const glm::quat& rotation);
  void set_morph(int morph, float weight);

  // Between begin_step() and end_step(): the root or base was given anew since begin_step(), and
  // all bones go along. IK is solved again.
  void follow_root();

  // What a renderer reads after finish_frame(): world_positions and world_rotations of the pose (a
  // rest point p of bone b goes to world(b) * (p - origin of b)), effective weights of vertex and
  // UV morphs and the materials.
  const Pose& pose() const { return pose_; }
  const MorphState& morph_state() const { return morph_state_; }

  // Physics. Bodies belong to one PhysicsWorld; PhysicsWorld::attach() makes them.
  void attach_physics(std::unique_ptr<PhysicsBodies> bodies);
  void detach_physics();
  PhysicsBodies* physics() { return physics_.get(); }
  // Off: bodies follow their bones. `keep` restores velocities when it is switched on again.
  void set_physics_enabled(bool enabled, bool keep);
  // Bodies are carried along rigidly in this frame instead of being dragged (jumps, model load).
  void request_physics_skip() { physics_skip_ = true; }

 private:
  bool physics_runs() const;
  void hold_physics();
  void update_bones();
  void apply_bone_morphs();
  void refresh_moved_bones();
  void refresh_dependents(int bone);
  void push_impulses();

  std::shared_ptr<const Model> model_;
  AnimationOptions options_;
  Pose pose_;
  MotionLayers layers_;
  MorphState morph_state_;

  // Scratch, sized once.
  std::vector<int> refresh_queue_;
  std::vector<std::uint32_t> refresh_marks_;  // per bone: stamp of the last visit
  std::uint32_t refresh_stamp_ = 0;
  std::vector<Transform> bone_morphs_before_;  // per morphed bone

  std::unique_ptr<PhysicsBodies> physics_;
  bool physics_enabled_ = true;
  bool physics_skip_ = false;
  bool keep_on_release_ = false;  // held bodies go on where they were instead of at their bones
  bool bone_morphs_late_ = false;
};

}  // namespace mmd
