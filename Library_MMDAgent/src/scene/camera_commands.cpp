// CAMERA (messages-core.md section 13).
#include <string>

#include "message/argument_reader.h"
#include "message/numbers.h"
#include "scene/assets.h"
#include "scene/camera.h"
#include "scene/command_families.h"
#include "scene/models.h"
#include "scene/scene.h"

namespace mmdagent {
namespace {

Result attach(Scene& scene, const Arguments& arguments,
              std::optional<CameraAttachment>& attachment) {
  const std::string alias(arguments[5]);
  const std::string bone(arguments.size() > 6 ? arguments[6] : std::string_view());
  const SceneModel* model = scene.models().find(alias);
  if (model == nullptr) {
    return Result::warning("changeCamera: model alias \"" + alias + "\" not found");
  }
  const mmd::Model& data = model->instance->model();
  int index = data.data().center_bone;
  if (!bone.empty()) {
    const std::optional<int> found = data.find_bone(bone);
    if (!found) {
      return Result::error("changeCamera: bone \"" + bone + "\" not exist on model alias \"" +
                           alias + "\"");
    }
    index = *found;
  } else if (index < 0) {
    return Result::error("changeCamera: no center bone on model alias \"" + alias + "\"");
  }
  attachment = CameraAttachment{model->id, bone, index};
  return Result::done();
}

Result play_motion(Scene& scene, const Arguments& arguments) {
  const CommandOrder::Ticket ticket = scene.hold();
  const std::string file(arguments[0]);
  scene.assets().load_motion(file, [&scene, ticket, file](const Loaded<MotionFile>& loaded) {
    if (loaded.status == LoadStatus::missing) {
      scene.done(ticket, Result::error("changeCamera: not found: " + file));
    } else if (loaded.status == LoadStatus::unusable) {
      scene.done(ticket, Result::error("changeCamera: failed to load " + file + " (" +
                                       loaded.problem + ")"));
    } else if (loaded.asset->camera->empty()) {
      scene.done(ticket, Result::error("changeCamera: failed to load " + file +
                                       " (no camera key, expected at least one)"));
    } else {
      scene.camera().play({loaded.asset, loaded.asset->camera.get()});
      scene.done(ticket, Result::done());
    }
  });
  return Result::done();
}

Result change_camera(Scene& scene, const Arguments& arguments) {
  glm::vec3 target(0.0F);
  glm::vec3 angles(0.0F);
  const bool numeric = arguments.size() >= 4 && read_vector(arguments[0], {&target.x, 3}) &&
                       read_vector(arguments[1], {&angles.x, 3});
  if (scene.defers()) return Result::done();
  if (!numeric) return play_motion(scene, arguments);

  const ArgumentReader reader(scene.command_type(), arguments);
  const CameraView view{target, camera_rotation(angles), reader.number(2), reader.number(3)};
  std::optional<CameraAttachment> attachment;
  if (reader.has(5)) {
    Result result = attach(scene, arguments, attachment);
    if (result.level != Level::none) return result;
  }
  scene.camera().move_to(view, reader.number(4, -1.0F), std::move(attachment));
  return Result::done();
}

constexpr CommandRow rows[] = {
    {.name = "CAMERA",
     .arguments = "x,y,z|rx,ry,rz|distance|fovy[|seconds[|model[|bone]]] or file.vmd",
     .defaults = "-1 (smoothly)|none|none",
     .help = "Sets the view, at once (0), within a time or smoothly (negative), following a model "
             "sideways or mounted on a bone; or plays a camera motion.",
     .counts = ArgumentCounts{1} | ArgumentCounts::range(4, 7),
     .models = {ModelArgument{5, Access::uses}},
     .replaces = "|camera",
     .run = change_camera},
};

}  // namespace

std::span<const CommandRow> camera_commands() { return rows; }

}  // namespace mmdagent
