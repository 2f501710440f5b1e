#include "MMDFiles/motion_layers.h"

#include <algorithm>
#include <utility>

#include "MMDFiles/model.h"
#include "MMDFiles/pose.h"
#include "animation/bone_update.h"

namespace mmd {
namespace {

// A FULL motion lets undriven bones go to rest over this many frames.
constexpr double decay_frames = 10.0;
constexpr double frames_per_second = 30.0;

}  // namespace

MotionPlayer* MotionLayers::find_running_player(std::string_view alias) {
  for (const auto& player : players_)
    if (player->running() && player->alias() == alias) return player.get();
  return nullptr;
}

const MotionPlayer* MotionLayers::find_running(std::string_view alias) const {
  for (const auto& player : players_)
    if (player->running() && player->alias() == alias) return player.get();
  return nullptr;
}

MotionPlayer* MotionLayers::find(std::string_view alias) {
  for (const auto& player : players_)
    if (player->active() && player->alias() == alias) return player.get();
  return nullptr;
}

std::string MotionLayers::unused_alias() const {
  for (int number = 0;; ++number) {
    std::string alias = std::to_string(number);
    const bool used = std::ranges::any_of(
        players_, [&](const auto& player) { return player->active() && player->alias() == alias; });
    if (!used) return alias;
  }
}

MotionLayers::Started MotionLayers::add(std::string_view alias,
                                        std::shared_ptr<const Motion> motion,
                                        const MotionOptions& options, const Model& model,
                                        Pose& pose) {
  if (change(alias, motion, model, pose)) return Started::swapped;
  std::erase_if(players_, [&](const auto& player) { return player->alias() == alias; });
  auto player = std::make_unique<MotionPlayer>(std::string(alias), std::move(motion), options);
  start(*player, model, pose);
  insert(std::move(player));
  return Started::added;
}

void MotionLayers::insert(std::unique_ptr<MotionPlayer> player) {
  const auto above = std::ranges::find_if(players_, [&](const auto& other) {
    return other->options().priority > player->options().priority;
  });
  players_.insert(above, std::move(player));
}

bool MotionLayers::change(std::string_view alias, std::shared_ptr<const Motion> motion,
                          const Model& model, Pose& pose) {
  MotionPlayer* player = find_running_player(alias);
  if (player == nullptr) return false;
  player->swap_motion(std::move(motion));
  start(*player, model, pose);
  return true;
}

bool MotionLayers::reset(std::string_view alias, const Model& model, Pose& pose) {
  MotionPlayer* player = find_running_player(alias);
  if (player == nullptr) return false;
  start(*player, model, pose);
  return true;
}

bool MotionLayers::accelerate(std::string_view alias, double speed, double duration,
                              double target) {
  MotionPlayer* player = find_running_player(alias);
  if (player == nullptr || speed < 0.0 || duration < 0.0) return false;
  player->accelerate(speed, duration * frames_per_second, target * frames_per_second);
  return true;
}

bool MotionLayers::request_delete(std::string_view alias) {
  MotionPlayer* player = find(alias);
  if (player == nullptr) return false;
  player->request_delete();
  return true;
}

void MotionLayers::rebind(const Model& model) {
  for (const auto& player : players_) {
    player->bind(model);
    player->forget_start();
  }
}

void MotionLayers::start(MotionPlayer& player, const Model& model, Pose& pose) {
  player.bind(model);
  player.restart(pose);
  const MotionOptions& options = player.options();
  if (options.smooth && options.reposition) reposition(player, model, pose);
  if (!options.smooth) physics_skip_ = true;
  if (!options.part) decay_left_ = decay_frames;
}

void MotionLayers::reposition(MotionPlayer& player, const Model& model, Pose& pose) {
  const int center = model.rig().center_bone;
  if (center < 0 || !player.drives_center(model)) return;
  const glm::vec3 place = (inverse(pose.root_world) * pose.world(center)).position;
  glm::vec3 offset = place - model.rig().origins[static_cast<std::size_t>(center)];
  offset.y = 0.0F;
  player.shift_snapshot(model, offset);
  pose.root.offset += pose.root.rotation * offset;
  pose.root_world = pose.root.world();
  root_moved_ = true;
}

void MotionLayers::decay(double dt, const Model& model, Pose& pose) {
  if (decay_left_ <= 0.0) return;
  decay_left_ = std::max(0.0, decay_left_ - dt);
  const auto rest = static_cast<float>(decay_left_ / decay_frames);
  const Rig& rig = model.rig();
  for (int bone = 0; bone < model.bone_count(); ++bone) {
    const auto i = static_cast<std::size_t>(bone);
    if (pose.physics_on && (rig.flags[i] & bone_flag::simulated) != 0) continue;
    if (pose.positions[i] == glm::vec3(0.0F) && pose.rotations[i] == identity_rotation) continue;
    pose.write_bone(bone, pose.positions[i] * rest, scaled_rotation(pose.rotations[i], rest));
  }
  for (const int face : model.morphs().faces)
    pose.write_morph(face, pose.weights[static_cast<std::size_t>(face)] * rest);
}

void MotionLayers::update_speeds(double dt, std::vector<MotionEvent>& events) {
  for (const auto& player : players_)
    if (player->update_speed(dt))
      events.push_back({MotionEvent::Kind::accelerated, player->alias()});
}

void MotionLayers::update(double dt, const Model& model, Pose& pose,
                          std::vector<MotionEvent>& events) {
  std::erase_if(players_, [](const auto& player) { return !player->active(); });
  pose.restore_bases();
  decay(dt, model, pose);
  for (const auto& player : players_) {
    const MotionPlayer::Advance advance = player->update(pose, dt);
    if (advance.looped) events.push_back({MotionEvent::Kind::looped, player->alias()});
    if (advance.deleted) events.push_back({MotionEvent::Kind::deleted, player->alias()});
    if (advance.deactivated) events.push_back({MotionEvent::Kind::ended, player->alias()});
    const bool jumped = advance.looped || advance.deactivated;
    if (jumped && !player->options().smooth) physics_skip_ = true;
  }
}

bool MotionLayers::take_physics_skip() { return std::exchange(physics_skip_, false); }

bool MotionLayers::take_root_moved() { return std::exchange(root_moved_, false); }

}  // namespace mmd
