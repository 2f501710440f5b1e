// MOVE_*, TURN_*, ROTATE_* (messages-core.md section 9).
#include <string>

#include "MMDFiles/transform.h"
#include "message/argument_reader.h"
#include "scene/command_families.h"
#include "scene/models.h"
#include "scene/scene.h"

namespace mmdagent {
namespace {

Result not_found(std::string_view function, std::string_view model) {
  return Result::warning(std::string(function) + ": " + std::string(model) + " is not found.");
}

enum class Motion : std::uint8_t { move, turn, rotate };

mmd::RootEvents start(mmd::RootMotion& root, Motion motion, const glm::vec3& value, bool local,
                      float speed) {
  switch (motion) {
    case Motion::move:
      return root.start_move(value, local, speed);
    case Motion::turn:
      return root.start_turn(value, local, speed);
    case Motion::rotate:
      break;
  }
  return root.start_rotation(mmd::rotation_from_degrees(value), local, speed);
}

Result start_command(Scene& scene, const Arguments& arguments, Motion motion,
                     std::string_view function) {
  ArgumentReader reader(scene.command_type(), arguments);
  const glm::vec3 value = motion == Motion::rotate ? reader.rotation(1) : reader.position(1);
  const bool local = reader.choice(2, {"GLOBAL", "LOCAL"}, 0) == 1;
  const float speed = reader.number(3, -1.0F);
  if (!reader.ok()) return Result::error(reader.error());
  if (scene.defers()) return Result::done();
  SceneModel* model = scene.models().find(arguments[0]);
  if (model == nullptr) return not_found(function, arguments[0]);
  scene.models().post_root_events(*model, start(model->root, motion, value, local, speed));
  return Result::done();
}

Result stop_command(Scene& scene, const Arguments& arguments, Motion motion,
                    std::string_view function) {
  if (scene.defers()) return Result::done();
  SceneModel* model = scene.models().find(arguments[0]);
  if (model == nullptr) return not_found(function, arguments[0]);
  mmd::RootEvents events;
  std::string_view state;
  switch (motion) {
    case Motion::move:
      events = model->root.stop_move();
      state = "moving";
      break;
    case Motion::turn:
      events = model->root.stop_turn();
      state = "turning";
      break;
    case Motion::rotate:
      events = model->root.stop_rotation();
      state = "rotating";
      break;
  }
  if (events.list().empty()) {
    return Result::warning(std::string(function) + ": " + model->alias + " is not " +
                           std::string(state) + ".");
  }
  scene.models().post_root_events(*model, events);
  return Result::done();
}

Result start_move(Scene& scene, const Arguments& arguments) {
  return start_command(scene, arguments, Motion::move, "startMove");
}
Result stop_move(Scene& scene, const Arguments& arguments) {
  return stop_command(scene, arguments, Motion::move, "stopMove");
}
Result start_turn(Scene& scene, const Arguments& arguments) {
  return start_command(scene, arguments, Motion::turn, "startTurn");
}
Result stop_turn(Scene& scene, const Arguments& arguments) {
  return stop_command(scene, arguments, Motion::turn, "stopTurn");
}
Result start_rotation(Scene& scene, const Arguments& arguments) {
  return start_command(scene, arguments, Motion::rotate, "startRotation");
}
Result stop_rotation(Scene& scene, const Arguments& arguments) {
  return stop_command(scene, arguments, Motion::rotate, "stopRotation");
}

constexpr ModelArgument used_model{0, Access::uses};

constexpr CommandRow rows[] = {
    {.name = "MOVE_START",
     .arguments = "model|x,y,z[|GLOBAL or LOCAL[|speed]]",
     .defaults = "GLOBAL|-1",
     .events = {"MOVE_EVENT_START|model", "MOVE_EVENT_STOP|model"},
     .help = "Moves a model to a place, with a speed in units per second or smoothly.",
     .counts = ArgumentCounts::range(2, 4),
     .models = {used_model},
     .run = start_move},
    {.name = "MOVE_STOP",
     .arguments = "model",
     .events = {"MOVE_EVENT_STOP|model"},
     .help = "Stops a moving model where it is.",
     .counts = {1},
     .models = {used_model},
     .run = stop_move},
    {.name = "TURN_START",
     .arguments = "model|x,y,z[|GLOBAL or LOCAL[|speed]]",
     .defaults = "GLOBAL|-1",
     .events = {"TURN_EVENT_START|model", "TURN_EVENT_STOP|model"},
     .help = "Turns a model to face a place, with a speed in degrees per second or smoothly.",
     .counts = ArgumentCounts::range(2, 4),
     .models = {used_model},
     .run = start_turn},
    {.name = "TURN_STOP",
     .arguments = "model",
     .events = {"TURN_EVENT_STOP|model"},
     .help = "Stops a model that turns by TURN_START.",
     .counts = {1},
     .models = {used_model},
     .run = stop_turn},
    {.name = "ROTATE_START",
     .arguments = "model|rx,ry,rz[|GLOBAL or LOCAL[|speed]]",
     .defaults = "GLOBAL|-1",
     .events = {"ROTATE_EVENT_START|model", "ROTATE_EVENT_STOP|model"},
     .help =
         "Rotates a model to angles in degrees, with a speed in degrees per second or smoothly.",
     .counts = ArgumentCounts::range(2, 4),
     .models = {used_model},
     .run = start_rotation},
    {.name = "ROTATE_STOP",
     .arguments = "model",
     .events = {"ROTATE_EVENT_STOP|model"},
     .help = "Stops a model that rotates by ROTATE_START.",
     .counts = {1},
     .models = {used_model},
     .run = stop_rotation},
};

}  // namespace

std::span<const CommandRow> move_commands() { return rows; }

}  // namespace mmdagent
