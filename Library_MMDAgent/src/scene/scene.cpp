#include "scene/scene.h"

#include <array>
#include <filesystem>
#include <utility>

#include "MMDFiles/physics_world.h"
#include "message/message_text.h"
#include "options/options.h"
#include "overlay/curtain.h"
#include "overlay/overlay.h"
#include "render/snapshot.h"
#include "scene/assets.h"
#include "scene/camera.h"
#include "scene/captions.h"
#include "scene/captures.h"
#include "scene/log_session.h"
#include "scene/models.h"
#include "scene/motion_lead.h"
#include "scene/render_options.h"
#include "scene/stage.h"
#include "scene/user_input.h"
#include "scene/window_images.h"

namespace mmdagent {
namespace {

CameraView initial_view(const Options& options) {
  return {options.camera_transition, camera_rotation(options.camera_rotation),
          options.camera_distance, options.camera_fovy};
}

Light initial_light(const Options& options) {
  return {glm::vec3(options.light_direction), options.light_color, options.light_intensity};
}

mmd::PhysicsOptions physics_options(const Options& options) {
  return {static_cast<float>(options.bullet_fps), options.gravity_factor, options.bullet_floor,
          mmd::PhysicsOptions{}.touching_pairs};
}

// `{}` in a whole line of a row stands for `few` or `many`.
std::string count_error(const CommandRow& row, std::size_t count) {
  if (row.count_error.starts_with("Error: ")) {
    std::string line(row.count_error);
    bool few = true;
    for (std::size_t fewer = 0; fewer < count; ++fewer) few = few && !row.counts.accepts(fewer);
    const std::size_t place = line.find("{}");
    if (place != std::string::npos) line.replace(place, 2, few ? "few" : "many");
    return line;
  }
  const std::string text = row.count_error.empty()
                               ? "number of arguments should be " + row.counts.text() + "."
                               : std::string(row.count_error);
  return std::string(row.name) + ": " + text;
}

std::filesystem::path absolute_folder(const std::string& path) {
  return std::filesystem::absolute(path).lexically_normal();
}

}  // namespace

// What a command names, as keys of the order of commands. An accessory is there only as long as the
// models that carry it.
class Scene::Keys {
 public:
  Keys(const Current& current, const Models& models) {
    for (const ModelArgument& model : current.row->models) {
      if (!model.is_in(current.arguments->size())) continue;
      const std::string_view alias = (*current.arguments)[model.index];
      add({alias, model.access});
      const SceneModel* carried = models.find(alias);
      while (carried != nullptr && carried->mount) {
        carried = models.find(carried->mount->parent);
        if (carried != nullptr) add({carried->alias, Access::parent});
      }
    }
    if (!current.row->replaces.empty()) add({current.row->replaces, Access::replaces});
  }

  std::span<const OrderKey> list() const { return {keys_.data(), count_}; }

 private:
  // Accessories on accessories on accessories: what is deeper than this depends on the nearer ones.
  void add(const OrderKey& key) {
    if (count_ < keys_.size()) keys_[count_++] = key;
  }

  std::array<OrderKey, 12> keys_;
  std::size_t count_ = 0;
};

Scene::Scene(SceneServices& services, const ScenePlaces& places, ResourceQueue* resources)
    : services_(services),
      events_(services),
      assets_(std::make_unique<Assets>(services, resources, absolute_folder(places.content_dir),
                                       places.app_data_dir)),
      light_(std::make_unique<Light>(initial_light(services.options()))),
      world_(std::make_unique<mmd::PhysicsWorld>(physics_options(services.options()))),
      models_(std::make_unique<Models>(services, order_, *world_)),
      stage_(std::make_unique<SceneStage>(services.options().stage_size, *world_)),
      camera_(std::make_unique<Camera>(initial_view(services.options()))),
      look_(std::make_unique<RenderOptions>(render_options(services.options()))),
      motion_lead_(std::make_unique<MotionLead>(services.options().motion_adjust_time)),
      input_(std::make_unique<UserInput>(*this)),
      captures_(std::make_unique<Captures>(services)),
      window_images_(std::make_unique<WindowImages>()),
      captions_(std::make_unique<Captions>()),
      log_session_(std::make_unique<LogSession>(services)),
      overlay_(std::make_unique<Overlay>(*this, places.app_data_dir)) {
  skinning_threads_ = services.options().parallel_skinning_numthreads;
  models_->on_removal([this](const SceneModel& model) {
    camera_->model_removed(model);
    captures_->model_removed(model);
  });
}

Scene::~Scene() = default;

void Scene::dispatch(std::size_t command, const Message& message, const Arguments& arguments) {
  const CommandRow& row = command_table()[command];
  if (row.run == nullptr) return;
  line_.assign(message.type);
  if (!row.logs_type_alone) line_.append(1, '|').append(message.args);
  if (!row.logs_nothing) services_.log(Level::captured, line_);
  if (!row.counts.accepts(arguments.size())) {
    report(Result::error(count_error(row, arguments.size())));
    return;
  }
  run(row, message.args, arguments);
}

void Scene::run(const CommandRow& row, std::string_view args, const Arguments& arguments) {
  const Current outer = current_;
  current_ = {&row, args, &arguments};
  report(row.run(*this, arguments));
  current_ = outer;
}

void Scene::report(const Result& result) {
  if (result.level != Level::none) services_.log(result.level, result.text);
}

bool Scene::defers() {
  if (order_.idle()) return false;
  const Keys keys(current_, *models_);
  if (!order_.must_wait(keys.list())) return false;
  order_.wait(keys.list(), [this, row = current_.row, args = std::string(current_.args)] {
    run(*row, args, Arguments(args));
  });
  return true;
}

CommandOrder::Ticket Scene::hold() { return order_.hold(Keys(current_, *models_).list()); }

void Scene::done(CommandOrder::Ticket ticket, const Result& result) {
  report(result);
  order_.finish(ticket);
}

void Scene::begin_frame(double seconds) {
  models_->begin_frame(seconds);
  log_session_->step();
}

void Scene::begin_step(double frames) {
  models_->begin_step(frames);
  captions_->step(frames, events_);
}

void Scene::end_step(double frames, double physics_frames) {
  models_->end_step(physics_frames);
  world_->step(physics_frames);
  camera_->step(frames);
  frames_ += physics_frames;
}

void Scene::finish_steps() {
  models_->finish_frame();
  captures_->step(*models_, std::exchange(frames_, 0.0));
}

void Scene::advance(double seconds) {
  constexpr double frames_per_second = 30.0;
  models_->advance_roots(seconds);
  models_->advance_textures(seconds * frames_per_second);
  stage_->advance(seconds * frames_per_second);
  window_images_->advance(seconds * frames_per_second);
  camera_->advance(seconds, *models_);
  overlay_->step(seconds * frames_per_second);
}

bool Scene::leaves() { return overlay_->curtain().close(); }

bool Scene::has_model(std::string_view model) const { return models_->find(model) != nullptr; }

bool Scene::bone_pose(std::string_view model, std::string_view bone, BonePose& pose) const {
  const SceneModel* found = models_->find(model);
  if (found == nullptr) return false;
  const std::optional<int> index = found->instance->model().find_bone(bone);
  if (!index) return false;
  const mmd::Transform world = found->instance->pose().world(*index);
  for (int axis = 0; axis < 3; ++axis) pose.position[axis] = world.position[axis];
  pose.rotation[0] = world.rotation.x;
  pose.rotation[1] = world.rotation.y;
  pose.rotation[2] = world.rotation.z;
  pose.rotation[3] = world.rotation.w;
  return true;
}

bool Scene::morph_weight(std::string_view model, std::string_view morph, float& weight) const {
  const SceneModel* found = models_->find(model);
  if (found == nullptr) return false;
  const std::optional<int> index = found->instance->model().find_morph(morph);
  if (!index) return false;
  weight = found->instance->pose().weights[static_cast<std::size_t>(*index)];
  return true;
}

}  // namespace mmdagent
