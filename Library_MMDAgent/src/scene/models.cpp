#include "scene/models.h"

#include <algorithm>
#include <utility>

#include "message/message_text.h"
#include "options/options.h"
#include "scene/command_order.h"

namespace mmdagent {
namespace {

// Seconds; over a longer gap between two frames bodies are carried, with physics_reset_on_jump.
constexpr double longest_simulated_gap = 1.0;

std::string_view event_name(mmd::RootEvent event) {
  switch (event) {
    case mmd::RootEvent::move_start:
      return "MOVE_EVENT_START";
    case mmd::RootEvent::move_stop:
      return "MOVE_EVENT_STOP";
    case mmd::RootEvent::turn_start:
      return "TURN_EVENT_START";
    case mmd::RootEvent::turn_stop:
      return "TURN_EVENT_STOP";
    case mmd::RootEvent::rotate_start:
      return "ROTATE_EVENT_START";
    case mmd::RootEvent::rotate_stop:
      return "ROTATE_EVENT_STOP";
  }
  return {};
}

}  // namespace

float SceneModel::opacity() const {
  const double in = std::min(appeared / models_fade_frames, 1.0);
  const double out = disappears_in ? *disappears_in / models_fade_frames : 1.0;
  return static_cast<float>(std::min(in, out));
}

Models::Models(SceneServices& services, const CommandOrder& order, mmd::PhysicsWorld& world)
    : services_(services), order_(order), world_(world), events_(services) {}

SceneModel* Models::find(std::string_view alias) {
  for (const auto& model : slots_) {
    if (model && model->alias == alias) return model.get();
  }
  return nullptr;
}

const SceneModel* Models::find(std::string_view alias) const {
  return const_cast<Models*>(this)->find(alias);
}

SceneModel* Models::find(std::uint64_t id) {
  for (const auto& model : slots_) {
    if (model && model->id == id) return model.get();
  }
  return nullptr;
}

const SceneModel* Models::find(std::uint64_t id) const {
  return const_cast<Models*>(this)->find(id);
}

bool Models::reserve(std::string_view alias) {
  if (find(alias) != nullptr || std::ranges::find(reserved_, alias) != reserved_.end()) return true;
  const auto limit = static_cast<std::size_t>(services_.options().max_num_model);
  for (std::size_t slot = 0; slot < limit; ++slot) {
    if (slot == slots_.size()) {
      slots_.emplace_back();
      reserved_.emplace_back();
    }
    if (!slots_[slot] && reserved_[slot].empty()) {
      reserved_[slot] = alias;
      return true;
    }
  }
  return false;
}

bool Models::has_free_slot() const {
  const auto limit = static_cast<std::size_t>(services_.options().max_num_model);
  if (slots_.size() < limit) return true;
  for (std::size_t slot = 0; slot < slots_.size(); ++slot) {
    if (!slots_[slot] && reserved_[slot].empty()) return true;
  }
  return false;
}

void Models::release(std::string_view alias) {
  const auto reserved = std::ranges::find(reserved_, alias);
  if (reserved != reserved_.end()) reserved->clear();
}

void Models::attach(SceneModel& model) {
  model.instance->set_root(model.root.position(), model.root.rotation());
  follow_parent(model);
  if (services_.options().physics_world == PhysicsWorlds::own) {
    mmd::PhysicsOptions options = world_.options();
    options.touching_pairs = mmd::PhysicsOptions::touching_pairs_of_one_model;
    model.world = std::make_unique<mmd::PhysicsWorld>(options);
  }
  (model.world ? *model.world : world_).attach(*model.instance);
  model.instance->request_physics_skip();
  if (!physics_) model.instance->set_physics_enabled(false, false);
  model.appeared = 0.0;
  model.picture = ++last_picture_;
  model.moving_textures.clear();
}

SceneModel& Models::add(std::string_view alias, std::string_view file_name,
                        std::shared_ptr<ModelResource> resource, const ModelPlacement& placement) {
  const auto reserved = std::ranges::find(reserved_, alias);
  const auto slot = static_cast<std::size_t>(reserved - reserved_.begin());
  reserved->clear();

  slots_[slot] = std::make_unique<SceneModel>();
  SceneModel& model = *slots_[slot];
  const Options& options = services_.options();
  model.alias = alias;
  model.id = ++last_id_;
  model.file_name = file_name;
  model.resource = std::move(resource);
  model.instance = std::make_unique<mmd::ModelInstance>(
      model.file().model, mmd::AnimationOptions{options.compat_pmd_stale_ik});
  model.root = mmd::RootMotion(options.compat_turn_speed);
  model.root.place(placement.position, placement.rotation);
  model.mount = placement.mount;
  model.toon = placement.toon;
  attach(model);

  events_.post("MODEL_EVENT_ADD", {model.alias});
  post_all(model.file().load_messages);
  return model;
}

void Models::change(SceneModel& model, std::string_view file_name,
                    std::shared_ptr<ModelResource> resource, Accessories accessories) {
  post_all(model.file().delete_messages);
  if (accessories == Accessories::removed) remove_accessories(model.id);

  auto instance = std::make_unique<mmd::ModelInstance>(
      resource->file().model, mmd::AnimationOptions{services_.options().compat_pmd_stale_ik});
  instance->take_motions(*model.instance);
  model.instance = std::move(instance);
  model.bindings.rebind(model.instance->model());
  model.resource = std::move(resource);
  model.file_name = file_name;
  model.disappears_in.reset();
  model.root.forget_speeds();
  attach(model);
  mount_accessories_anew(model);

  events_.post("MODEL_EVENT_CHANGE", {model.alias});
  post_all(model.file().load_messages);
}

void Models::start_removal(SceneModel& model) {
  for (const auto& other : slots_) {
    if (other && other->mount && other->mount->parent == model.id) start_removal(*other);
  }
  model.disappears_in = models_fade_frames;
}

void Models::set_physics(bool on, bool keep) {
  physics_ = on;
  for (const auto& model : slots_) {
    if (model) model->instance->set_physics_enabled(on, keep);
  }
}

bool Models::parent_is_before(std::size_t slot) const {
  const SceneModel& model = *slots_[slot];
  if (!model.mount) return false;
  for (std::size_t other = 0; other < slot; ++other)
    if (slots_[other] && slots_[other]->id == model.mount->parent) return true;
  return false;
}

void Models::begin_frame(double seconds) {
  if (seconds <= longest_simulated_gap || !services_.options().physics_reset_on_jump) return;
  for (const auto& model : slots_) {
    if (model) model->instance->request_physics_skip();
  }
}

// In parallel, but with the results of one model after the other: an accessory whose parent has a
// lower slot begins when that is done; one whose parent has a higher slot follows the pose of the
// step before, which is still there when all begin.
void Models::begin_step(double frames) {
  for (std::size_t slot = 0; slot < slots_.size(); ++slot) {
    if (!slots_[slot]) continue;
    SceneModel& model = *slots_[slot];
    model.instance->set_root(model.root.position(), model.root.rotation());
    model.motion_events.clear();
    model.waits_for_parent = parent_is_before(slot);
    if (!model.waits_for_parent) follow_parent(model);
  }
  spread(services_, slots_.size(), [&](std::size_t slot) {
    const auto& model = slots_[slot];
    if (model && !model->waits_for_parent)
      model->instance->begin_step(frames, model->motion_events);
  });
  for (std::size_t slot = 0; slot < slots_.size(); ++slot) {
    if (!slots_[slot]) continue;
    SceneModel& model = *slots_[slot];
    if (model.waits_for_parent) {
      follow_parent(model);
      model.instance->begin_step(frames, model.motion_events);
    }
    model.bindings.apply(*model.instance, services_.values(), frames);
    post_motion_events(model);
    step_fade(model, frames);
    // A model whose change is under way stays: the change ends the fade.
    if (model.disappears_in && *model.disappears_in <= 0.0 && !order_.is_replaced(model.alias)) {
      remove(slot);
    }
  }
}

void Models::end_step(double physics_frames) {
  follow_late_moves();
  spread(services_, slots_.size(), [&](std::size_t slot) {
    const auto& model = slots_[slot];
    if (!model) return;
    model->instance->end_step();
    if (model->world) model->world->step(physics_frames);
  });
}

void Models::finish_frame() {
  spread(services_, slots_.size(), [&](std::size_t slot) {
    if (slots_[slot]) slots_[slot]->instance->finish_frame();
  });
}

void SceneModel::set_animation_rate(std::uint32_t texture, double rate) {
  auto moving = std::ranges::find(moving_textures, texture, &MovingTexture::texture);
  if (moving == moving_textures.end())
    moving = moving_textures.insert(moving, MovingTexture{.texture = texture});
  moving->clock.set_rate(rate);
}

void Models::advance_textures(double frames) {
  for (const auto& model : slots_) {
    if (!model) continue;
    for (MovingTexture& moving : model->moving_textures) {
      const Animation* const animation = model->resource->animation(moving.texture);
      if (animation != nullptr) moving.clock.advance(frames, *animation);
    }
  }
}

void Models::advance_roots(double seconds) {
  for (const auto& model : slots_) {
    if (model) post_root_events(*model, model->root.update(static_cast<float>(seconds)));
  }
  if (!services_.options().physics_reset_on_jump) return;
  for (const auto& model : slots_) {
    if (model && jumped(*model)) model->instance->request_physics_skip();
  }
}

// An accessory jumps with what carries it.
bool Models::jumped(const SceneModel& model) const {
  const SceneModel* at = &model;
  while (at != nullptr && !at->root.jumped()) at = at->mount ? find(at->mount->parent) : nullptr;
  return at != nullptr;
}

// The parent's pose is that of this step where its slot is lower, else that of the step before.
void Models::follow_parent(SceneModel& model) {
  if (!model.mount) return;
  const SceneModel* parent = find(model.mount->parent);
  if (parent == nullptr) return;
  model.instance->set_base(parent->instance->pose().world(model.mount->bone_index));
}

// What hangs on a bone that a plugin set goes along in the same step.
void Models::follow_late_moves() {
  for (const auto& model : slots_) {
    if (!model || !model->waits_for_parent) continue;
    const SceneModel* const parent = find(model->mount->parent);
    if (parent == nullptr || !parent->moved_late) continue;
    follow_parent(*model);
    model->instance->follow_root();
    model->moved_late = true;
  }
  for (const auto& model : slots_) {
    if (model) model->moved_late = false;
  }
}

void Models::post_motion_events(const SceneModel& model) {
  for (const mmd::MotionEvent& event : model.motion_events) {
    if (event.kind == mmd::MotionEvent::Kind::accelerated) {
      events_.post("MOTION_EVENT_ACCELERATE", {model.alias, event.alias});
    } else if (event.kind == mmd::MotionEvent::Kind::deleted) {
      if (event.alias == lip_motion_alias) {
        events_.post("LIPSYNC_EVENT_STOP", {model.alias});
      } else {
        events_.post("MOTION_EVENT_DELETE", {model.alias, event.alias});
      }
    }
  }
}

void Models::post_root_events(const SceneModel& model, const mmd::RootEvents& events) {
  for (const mmd::RootEvent event : events.list()) events_.post(event_name(event), {model.alias});
}

void Models::step_fade(SceneModel& model, double frames) {
  model.appeared = std::min(model.appeared + frames, models_fade_frames);
  if (model.disappears_in) *model.disappears_in = std::max(*model.disappears_in - frames, 0.0);
}

void Models::remove_accessories(std::uint64_t parent) {
  for (std::size_t slot = 0; slot < slots_.size(); ++slot) {
    if (slots_[slot] && slots_[slot]->mount && slots_[slot]->mount->parent == parent) remove(slot);
  }
}

// To the bones of the same name in the parent's new file.
void Models::mount_accessories_anew(const SceneModel& parent) {
  const mmd::Model& data = parent.instance->model();
  for (std::size_t slot = 0; slot < slots_.size(); ++slot) {
    if (!slots_[slot] || !slots_[slot]->mount || slots_[slot]->mount->parent != parent.id) continue;
    Mount& mount = *slots_[slot]->mount;
    const int bone =
        mount.bone.empty() ? data.data().center_bone : data.find_bone(mount.bone).value_or(-1);
    if (bone < 0) {
      remove(slot);
    } else {
      mount.bone_index = bone;
    }
  }
}

void Models::remove(std::size_t slot) {
  SceneModel& model = *slots_[slot];
  remove_accessories(model.id);
  // Motions whose end was reported already are fading out, and are not reported again.
  for (const auto& player : model.instance->motions().players()) {
    if (!player->running()) continue;
    if (player->alias() == lip_motion_alias) {
      events_.post("LIPSYNC_EVENT_STOP", {model.alias});
    } else {
      events_.post("MOTION_EVENT_DELETE", {model.alias, player->alias()});
    }
  }
  post_all(model.file().delete_messages);
  events_.post("MODEL_EVENT_DELETE", {model.alias});
  if (removal_) removal_(model);
  slots_[slot].reset();
}

void Models::post_all(const std::vector<std::string>& messages) {
  for (const std::string& message : messages) {
    const MessageLine line = split_line(message);
    services_.post(line.type, line.args);
  }
}

}  // namespace mmdagent
