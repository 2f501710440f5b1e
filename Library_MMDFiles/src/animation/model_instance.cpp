#include "MMDFiles/model_instance.h"

#include <algorithm>
#include <utility>

#include "animation/bone_update.h"
#include "animation/morph_parts.h"
#include "physics/physics_bodies.h"

namespace mmd {

ModelInstance::ModelInstance(std::shared_ptr<const Model> model, AnimationOptions options)
    : model_(std::move(model)), options_(options), pose_(*model_), morph_state_(*model_) {
  const auto bones = static_cast<std::size_t>(model_->bone_count());
  refresh_queue_.reserve(bones);
  refresh_marks_.assign(bones, 0);
  bone_morphs_before_.resize(model_->morphs().morphed_bones.size());
}

ModelInstance::~ModelInstance() = default;

MotionLayers::Started ModelInstance::add_motion(std::string_view alias,
                                                std::shared_ptr<const Motion> motion,
                                                const MotionOptions& options) {
  return layers_.add(alias, std::move(motion), options, *model_, pose_);
}

bool ModelInstance::change_motion(std::string_view alias, std::shared_ptr<const Motion> motion) {
  return layers_.change(alias, std::move(motion), *model_, pose_);
}

bool ModelInstance::reset_motion(std::string_view alias) {
  return layers_.reset(alias, *model_, pose_);
}

void ModelInstance::take_motions(ModelInstance& from) {
  layers_ = std::move(from.layers_);
  layers_.rebind(*model_);
  request_physics_skip();
}

void ModelInstance::set_root(const glm::vec3& offset, const glm::quat& rotation) {
  pose_.root.offset = offset;
  pose_.root.rotation = rotation;
}

std::optional<glm::vec3> ModelInstance::take_repositioned() {
  if (!layers_.take_root_moved()) return std::nullopt;
  return pose_.root.offset;
}

bool ModelInstance::physics_runs() const {
  return physics_ != nullptr && physics_enabled_ && !physics_->held();
}

void ModelInstance::hold_physics() {
  if (!physics_runs()) return;
  // Bodies remember where their bones stand by animation alone.
  pose_.physics_on = false;
  update_bones();
  physics_->hold();
}

void ModelInstance::begin_step(double dt, std::vector<MotionEvent>& events) {
  layers_.update_speeds(dt, events);
  if (layers_.take_physics_skip()) physics_skip_ = true;
  if (physics_skip_ && physics_runs()) {
    hold_physics();
    keep_on_release_ = true;
  }
  physics_skip_ = false;
  pose_.physics_on = physics_runs();
  pose_.root_world = pose_.root.world();

  const Rig& rig = model_->rig();
  for (int bone = 0; bone < model_->bone_count(); ++bone)
    if ((rig.flags[static_cast<std::size_t>(bone)] & bone_flag::reset_each_step) != 0)
      pose_.write_bone(bone, glm::vec3(0.0F), identity_rotation);
  layers_.update(dt, *model_, pose_, events);
  apply_bone_morphs();
  update_bones();
}

void ModelInstance::end_step() {
  refresh_moved_bones();
  push_impulses();
}

void ModelInstance::finish_frame() {
  const Rig& rig = model_->rig();
  if (physics_ != nullptr && physics_enabled_) {
    if (physics_->held()) physics_->release(std::exchange(keep_on_release_, false));
    physics_->write_back(pose_);
    run_steps(rig, pose_, rig.below_simulated, true);
  }
  run_steps(rig, pose_, rig.after_physics, true);
  morph_state_.update(*model_, pose_.weights);
}

void ModelInstance::update_bones() {
  const Rig& rig = model_->rig();
  if (rig.rules == RigRules::pmx)
    for (const int link : rig.links)
      pose_.ik_rotations[static_cast<std::size_t>(link)] = identity_rotation;
  std::ranges::fill(pose_.driven_by_physics, std::uint8_t{0});
  run_steps(rig, pose_, options_.pmd_stale_ik ? rig.before_physics_stale : rig.before_physics,
            false);
}

void ModelInstance::set_bone(int bone, const glm::vec3& position, const glm::quat& rotation) {
  pose_.write_bone(bone, position, rotation);
  refresh_dependents(bone);
}

void ModelInstance::follow_root() {
  pose_.root_world = pose_.root.world();
  update_bones();
}

void ModelInstance::set_morph(int morph, float weight) {
  pose_.write_morph(morph, weight);
  const MorphKind kind = model_->morphs().kinds[static_cast<std::size_t>(morph)];
  if (kind == MorphKind::bone || kind == MorphKind::group || kind == MorphKind::flip)
    bone_morphs_late_ = true;
}

// The bone itself, then breadth first all that hang on it or take their motion from it.
void ModelInstance::refresh_dependents(int bone) {
  const Rig& rig = model_->rig();
  ++refresh_stamp_;
  refresh_queue_.clear();
  refresh_queue_.push_back(bone);
  refresh_marks_[static_cast<std::size_t>(bone)] = refresh_stamp_;
  for (std::size_t next = 0; next < refresh_queue_.size(); ++next) {
    update_bone(rig, pose_, refresh_queue_[next]);
    for (const int dependent : rig.dependents_of(refresh_queue_[next])) {
      std::uint32_t& mark = refresh_marks_[static_cast<std::size_t>(dependent)];
      if (mark == refresh_stamp_) continue;
      mark = refresh_stamp_;
      refresh_queue_.push_back(dependent);
    }
  }
}

void ModelInstance::apply_bone_morphs() {
  bone_morphs_late_ = false;
  const MorphPlan& plan = model_->morphs();
  if (plan.morphed_bones.empty()) return;
  for (const int bone : plan.morphed_bones) {
    pose_.morph_positions[static_cast<std::size_t>(bone)] = glm::vec3(0.0F);
    pose_.morph_rotations[static_cast<std::size_t>(bone)] = identity_rotation;
  }
  const auto apply = [&](int morph, float weight) {
    if (weight == 0.0F) return;
    for (const BoneMorphElement& e : model_->data().morphs[static_cast<std::size_t>(morph)].bones) {
      const auto i = static_cast<std::size_t>(e.bone);
      pose_.morph_positions[i] += e.translation * weight;
      pose_.morph_rotations[i] = scaled_rotation(e.rotation, weight) * pose_.morph_rotations[i];
    }
  };
  for (const int morph : plan.bone_morphs)
    apply(morph, pose_.weights[static_cast<std::size_t>(morph)]);
  for_each_part(plan, pose_.weights, apply);
}

void ModelInstance::refresh_moved_bones() {
  const std::span<const int> bones = model_->morphs().morphed_bones;
  if (!bone_morphs_late_ || bones.empty()) return;
  for (std::size_t i = 0; i < bones.size(); ++i) {
    const auto bone = static_cast<std::size_t>(bones[i]);
    bone_morphs_before_[i] = {pose_.morph_positions[bone], pose_.morph_rotations[bone]};
  }
  apply_bone_morphs();
  for (std::size_t i = 0; i < bones.size(); ++i) {
    const auto bone = static_cast<std::size_t>(bones[i]);
    const Transform& before = bone_morphs_before_[i];
    if (before.position != pose_.morph_positions[bone] ||
        before.rotation != pose_.morph_rotations[bone])
      refresh_dependents(bones[i]);
  }
}

void ModelInstance::push_impulses() {
  if (!physics_runs() || model_->morphs().impulse_morphs.empty()) return;
  const auto apply = [&](int morph, float weight) {
    if (weight <= 0.0F) return;
    for (const ImpulseMorphElement& e :
         model_->data().morphs[static_cast<std::size_t>(morph)].impulses)
      physics_->push(e.body, e.velocity * weight, e.torque * weight, e.local);
  };
  for (const int morph : model_->morphs().impulse_morphs)
    apply(morph, pose_.weights[static_cast<std::size_t>(morph)]);
  for_each_part(model_->morphs(), pose_.weights, apply);
}

void ModelInstance::attach_physics(std::unique_ptr<PhysicsBodies> bodies) {
  physics_ = std::move(bodies);
  keep_on_release_ = false;
}

void ModelInstance::detach_physics() {
  physics_.reset();
  pose_.physics_on = false;
}

void ModelInstance::set_physics_enabled(bool enabled, bool keep) {
  if (enabled == physics_enabled_) return;
  if (!enabled) {
    hold_physics();
    keep_on_release_ = keep;
  }
  physics_enabled_ = enabled;
}

}  // namespace mmd
