// Small models and motions for tests, in runtime space.
#pragma once

#include <glm/gtc/quaternion.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "MMDFiles/model_instance.h"
#include "MMDFiles/transform.h"

namespace test_support {

class ModelBuilder {
 public:
  explicit ModelBuilder(mmd::ModelKind kind = mmd::ModelKind::pmd) { data_.kind = kind; }

  // The returned reference is good until the next bone.
  mmd::BoneData& bone(std::string name, glm::vec3 origin, int parent = -1) {
    mmd::BoneData& bone = data_.bones.emplace_back();
    bone.name = std::move(name);
    bone.origin = origin;
    bone.parent = parent;
    if (data_.center_bone < 0 || bone.name == "センター")
      data_.center_bone = static_cast<int>(data_.bones.size()) - 1;
    return bone;
  }
  mmd::MorphData& morph(std::string name, mmd::MorphKind kind) {
    mmd::MorphData& morph = data_.morphs.emplace_back();
    morph.name = std::move(name);
    morph.kind = kind;
    return morph;
  }
  mmd::RigidBodyData& body(int bone, mmd::BodyMode mode, glm::vec3 offset = glm::vec3(0.0F)) {
    mmd::RigidBodyData& body = data_.rigid_bodies.emplace_back();
    body.bone = bone;
    body.mode = mode;
    body.offset = offset;
    body.size = glm::vec3(1.0F);
    body.mass = mode == mmd::BodyMode::follow_bone ? 0.0F : 1.0F;
    body.friction = 0.5F;
    body.mask = 0xFFFF;
    return body;
  }
  mmd::ModelData& data() { return data_; }
  std::shared_ptr<const mmd::Model> build() const {
    return std::make_shared<const mmd::Model>(data_);
  }

 private:
  mmd::ModelData data_;
};

struct BoneKey {
  std::uint32_t frame = 0;
  glm::vec3 position{0.0F};
  glm::quat rotation = mmd::identity_rotation;
};

struct MorphKey {
  std::uint32_t frame = 0;
  float weight = 0.0F;
};

class MotionBuilder {
 public:
  MotionBuilder& bone(std::string name, const std::vector<BoneKey>& keys) {
    mmd::BoneTrack& track = data_.bone_tracks.emplace_back();
    track.name = std::move(name);
    for (const BoneKey& key : keys) {
      track.frames.push_back(key.frame);
      track.translations.push_back(key.position);
      track.rotations.push_back(key.rotation);
      track.curves.emplace_back();
      data_.length = std::max(data_.length, key.frame);
    }
    return *this;
  }
  MotionBuilder& morph(std::string name, const std::vector<MorphKey>& keys) {
    mmd::MorphTrack& track = data_.morph_tracks.emplace_back();
    track.name = std::move(name);
    for (const MorphKey& key : keys) {
      track.frames.push_back(key.frame);
      track.weights.push_back(key.weight);
      data_.length = std::max(data_.length, key.frame);
    }
    return *this;
  }
  MotionBuilder& switches(std::uint32_t frame, bool visible, std::vector<mmd::IkSwitch> ik) {
    data_.switches.push_back({frame, visible, std::move(ik)});
    data_.length = std::max(data_.length, frame);
    return *this;
  }
  mmd::MotionData& data() { return data_; }
  std::shared_ptr<const mmd::Motion> build() const {
    return std::make_shared<const mmd::Motion>(data_);
  }

 private:
  mmd::MotionData data_;
};

inline glm::quat about_x(float degrees) {
  return mmd::rotation_about({1.0F, 0.0F, 0.0F}, glm::radians(degrees));
}
inline glm::quat about_y(float degrees) {
  return mmd::rotation_about({0.0F, 1.0F, 0.0F}, glm::radians(degrees));
}
inline glm::quat about_z(float degrees) {
  return mmd::rotation_about({0.0F, 0.0F, 1.0F}, glm::radians(degrees));
}

// One whole step without binds.
inline std::vector<mmd::MotionEvent> step(mmd::ModelInstance& instance, double dt) {
  std::vector<mmd::MotionEvent> events;
  instance.begin_step(dt, events);
  instance.end_step();
  return events;
}

}  // namespace test_support
