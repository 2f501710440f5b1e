// Everything that can be seen and the commands that act on it: models, stage, camera, light.
// It knows no window, no GL and no socket: it asks the runtime through SceneServices and hands over
// snapshots. Agent thread only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "MMDAgent/Host.h"
#include "MMDAgent/Message.h"
#include "scene/command_order.h"
#include "scene/command_table.h"
#include "scene/event_poster.h"
#include "scene/services.h"

namespace mmd {
class PhysicsWorld;
}

namespace mmdagent {

class Arguments;
struct Assets;
class Camera;
class Captions;
class Captures;
class LogSession;
class Models;
class ResourceQueue;
class SceneStage;
class MotionLead;
class Overlay;
class UserInput;
class WindowImages;
struct Light;
struct RenderOptions;
struct Snapshot;

// Absolute paths, UTF-8.
struct ScenePlaces {
  std::string content_dir;
  std::string app_data_dir;
};

class Scene {
 public:
  // Reads its options once, here. `resources` is null when nothing is drawn: then models' images
  // are not read. All three outlive the scene, and so does every LoadJob's run().
  Scene(SceneServices& services, const ScenePlaces& places, ResourceQueue* resources);
  ~Scene();
  Scene(const Scene&) = delete;
  Scene& operator=(const Scene&) = delete;

  // --- What the runtime calls --------------------------------------------------------------------

  // Logs the command as captured, checks it and runs it, now or when the files it depends on are
  // loaded. `command` is an index into command_table(); rows without handler do nothing.
  void dispatch(std::size_t command, const Message& message, const Arguments& arguments);

  // Before the steps of a displayed frame that takes so long.
  void begin_frame(double seconds);
  // One simulation step is begin_step(), the plugins' update, end_step(). Lengths in 1/30 s:
  // `frames` with the audio adjustment, `physics_frames` without.
  void begin_step(double frames);
  void end_step(double frames, double physics_frames);
  // After the last step of a displayed frame: what physics did reaches bones and morphs.
  void finish_steps();
  // Then: moves and turns of models, camera; seconds since the previous frame.
  void advance(double seconds);
  // Fills all but `frame`, `resources` and `statistics`. The snapshot's arrays are empty before.
  void fill(Snapshot& snapshot) const;

  // Asked before each frame once other content is ready to take this one's place: true ends this
  // scene. In a window the curtain closes first.
  bool leaves();

  // What plugins ask (Host.h).
  bool has_model(std::string_view model) const;
  bool bone_pose(std::string_view model, std::string_view bone, BonePose& pose) const;
  bool morph_weight(std::string_view model, std::string_view morph, float& weight) const;

  // A hash over the world transforms of all bones of all models, bit for bit.
  std::uint64_t pose_hash() const;

  // --- What the handlers of commands use ---------------------------------------------------------

  SceneServices& services() { return services_; }
  EventPoster& events() { return events_; }
  Assets& assets() { return *assets_; }
  Models& models() { return *models_; }
  Camera& camera() { return *camera_; }
  SceneStage& stage() { return *stage_; }
  Light& light() { return *light_; }
  // How the picture is drawn from now on.
  RenderOptions& look() { return *look_; }
  Captures& captures() { return *captures_; }
  MotionLead& motion_lead() { return *motion_lead_; }
  UserInput& input() { return *input_; }
  Captions& captions() { return *captions_; }
  LogSession& log_session() { return *log_session_; }
  Overlay& overlay() { return *overlay_; }
  WindowImages& window_images() { return *window_images_; }

  // What CONFIG_PARALLELSKINNING_THREADS said last.
  int& skinning_threads() { return skinning_threads_; }

  // While held, nothing moves but what messages move and the camera by hand.
  bool held() const { return held_; }
  void set_held(bool held) { held_ = held; }

  // The type of the command that runs, and its arguments as they came.
  std::string_view command_type() const { return current_.row->name; }
  std::string_view command_args() const { return current_.args; }

  // Called by a handler once its arguments are found good, before it looks at the scene: true when
  // what the command names is not ready yet. The handler then returns and is called again later.
  bool defers();

  // Called before a handler asks for a file: what the command names is pending until done().
  CommandOrder::Ticket hold();
  // Logs the line of a result, if it has one.
  void report(const Result& result);
  // Reports the result, then runs what waited.
  void done(CommandOrder::Ticket ticket, const Result& result);

 private:
  struct Current {
    const CommandRow* row = nullptr;
    std::string_view args;
    const Arguments* arguments = nullptr;
  };

  void run(const CommandRow& row, std::string_view args, const Arguments& arguments);
  class Keys;

  SceneServices& services_;
  EventPoster events_;
  CommandOrder order_;
  Current current_;
  std::string line_;  // scratch of the captured line
  std::unique_ptr<Assets> assets_;
  std::unique_ptr<Light> light_;
  std::unique_ptr<mmd::PhysicsWorld> world_;
  std::unique_ptr<Models> models_;
  std::unique_ptr<SceneStage> stage_;
  std::unique_ptr<Camera> camera_;
  std::unique_ptr<RenderOptions> look_;
  std::unique_ptr<MotionLead> motion_lead_;
  std::unique_ptr<UserInput> input_;
  std::unique_ptr<Captures> captures_;
  std::unique_ptr<WindowImages> window_images_;
  std::unique_ptr<Captions> captions_;
  std::unique_ptr<LogSession> log_session_;
  std::unique_ptr<Overlay> overlay_;
  double frames_ = 0.0;  // stepped since finish_steps()
  bool held_ = false;
  int skinning_threads_ = 1;
};

}  // namespace mmdagent
