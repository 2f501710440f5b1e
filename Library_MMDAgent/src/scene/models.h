// The models of the scene: slots and aliases, fades, accessories, motions and moves, and the events
// that tell of them.
#pragma once

#include <cstdint>
#include <functional>
#include <glm/gtc/quaternion.hpp>
#include <glm/vec3.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "MMDFiles/model_instance.h"
#include "MMDFiles/physics_world.h"
#include "MMDFiles/root_motion.h"
#include "render/animation.h"
#include "scene/bindings.h"
#include "scene/event_poster.h"
#include "scene/resources.h"

namespace mmdagent {

class CommandOrder;

// Where an accessory hangs.
struct Mount {
  std::uint64_t parent = 0;  // SceneModel::id
  std::string bone;          // as the command names it; empty: the centre bone
  int bone_index = 0;        // of the parent
};

// An animated texture whose rate was set.
struct MovingTexture {
  std::uint32_t texture = 0;  // index into ModelData::textures
  AnimationClock clock{0.0};
};

struct SceneModel {
  std::string alias;
  std::uint64_t id = 0;       // the same over MODEL_CHANGE; never used again
  std::uint64_t picture = 0;  // DrawnModel::instance, another one after MODEL_CHANGE
  std::string file_name;      // as the command named it
  std::shared_ptr<ModelResource> resource;
  std::unique_ptr<mmd::PhysicsWorld> world;  // null: the shared one
  std::unique_ptr<mmd::ModelInstance> instance;
  mmd::RootMotion root;
  Bindings bindings;
  std::optional<Mount> mount;
  std::vector<mmd::MotionEvent> motion_events;  // of this step
  bool waits_for_parent = false;                // in this step
  bool moved_late = false;                      // a plugin set a bone in this step
  std::vector<MovingTexture> moving_textures;
  bool toon = true;
  double appeared = 0.0;                // frames since it was added, up to models_fade_frames
  std::optional<double> disappears_in;  // frames until it is removed

  const ModelFile& file() const { return resource->file(); }
  float opacity() const;
  void set_animation_rate(std::uint32_t texture, double rate);
};

inline constexpr double models_fade_frames = 15.0;

// The motion of lip sync; its end is told by LIPSYNC_EVENT_STOP.
inline constexpr std::string_view lip_motion_alias = "LipSync";

struct ModelPlacement {
  glm::vec3 position{0.0F};
  glm::quat rotation{1.0F, 0.0F, 0.0F, 0.0F};
  bool toon = true;
  std::optional<Mount> mount;
};

// Agent thread only.
class Models {
 public:
  // `order` tells which models are about to be changed: those do not vanish meanwhile.
  Models(SceneServices& services, const CommandOrder& order, mmd::PhysicsWorld& world);

  // The first slot in use with this alias, also while it fades out.
  SceneModel* find(std::string_view alias);
  const SceneModel* find(std::string_view alias) const;
  SceneModel* find(std::uint64_t id);
  const SceneModel* find(std::uint64_t id) const;
  // In slot order; empty slots are null.
  const std::vector<std::unique_ptr<SceneModel>>& slots() const { return slots_; }

  // Takes the lowest free slot for an alias whose file is not there yet. False when all are in use;
  // true without effect when the alias is in use or has one already.
  bool reserve(std::string_view alias);
  void release(std::string_view alias);
  bool has_free_slot() const;

  // Into the reserved slot. Posts MODEL_EVENT_ADD and the load messages.
  SceneModel& add(std::string_view alias, std::string_view file_name,
                  std::shared_ptr<ModelResource> resource, const ModelPlacement& placement);
  enum class Accessories : std::uint8_t { removed, kept };
  // Posts delete messages, removals of accessories (where they are kept: of those whose bone is
  // gone), MODEL_EVENT_CHANGE and load messages.
  void change(SceneModel& model, std::string_view file_name,
              std::shared_ptr<ModelResource> resource,
              Accessories accessories = Accessories::removed);
  // Starts the fade of the model and of all that hangs on it.
  void start_removal(SceneModel& model);

  // Simulation of all models, of later ones too. `keep`: when it is switched on again, bodies go on
  // with the velocities they had; without, they start at their bones.
  void set_physics(bool on, bool keep);
  bool physics() const { return physics_; }

  // Before the steps of a displayed frame that takes so long.
  void begin_frame(double seconds);
  // Steps of one simulation step, see Scene.
  void begin_step(double frames);
  void end_step(double physics_frames);
  void finish_frame();
  void advance_roots(double seconds);
  // Animated textures, by frames of 1/30 s.
  void advance_textures(double frames);

  // Called before a model goes, with its last pose still there.
  void on_removal(std::function<void(const SceneModel&)> call) { removal_ = std::move(call); }

  void post_root_events(const SceneModel& model, const mmd::RootEvents& events);

 private:
  void attach(SceneModel& model);
  void follow_parent(SceneModel& model);
  void follow_late_moves();
  bool jumped(const SceneModel& model) const;
  bool parent_is_before(std::size_t slot) const;
  void post_motion_events(const SceneModel& model);
  void step_fade(SceneModel& model, double frames);
  void remove(std::size_t slot);
  void remove_accessories(std::uint64_t parent);
  void mount_accessories_anew(const SceneModel& parent);
  void post_all(const std::vector<std::string>& messages);

  SceneServices& services_;
  const CommandOrder& order_;
  mmd::PhysicsWorld& world_;
  EventPoster events_;
  std::vector<std::unique_ptr<SceneModel>> slots_;
  std::vector<std::string> reserved_;  // by slot, empty when it is not reserved
  bool physics_ = true;
  std::uint64_t last_id_ = 0;  // of models
  std::uint64_t last_picture_ = 0;
  std::function<void(const SceneModel&)> removal_;
};

}  // namespace mmdagent
