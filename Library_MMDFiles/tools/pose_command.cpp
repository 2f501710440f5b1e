#include <fmt/ostream.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>
#include <string_view>

#include "MMDFiles/load_error.h"
#include "MMDFiles/model_instance.h"
#include "MMDFiles/physics_world.h"
#include "MMDFiles/readers.h"
#include "tools/commands.h"

namespace mmdtool {
namespace {

constexpr double frames_per_second = 30.0;

struct Settings {
  mmd::AnimationOptions animation;
  mmd::PhysicsOptions physics;
};

std::optional<bool> parse_bool(std::string_view text) {
  if (text == "true") return true;
  if (text == "false") return false;
  return std::nullopt;
}

std::optional<float> parse_number(std::string_view text) {
  float value = 0.0F;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

template <typename Value>
bool assign(Value& target, const std::optional<Value>& value) {
  if (value) target = *value;
  return value.has_value();
}

bool apply_setting(Settings& settings, std::string_view key, std::string_view value) {
  if (key == "compat_pmd_stale_ik")
    return assign(settings.animation.pmd_stale_ik, parse_bool(value));
  if (key == "bullet_fps") return assign(settings.physics.rate, parse_number(value));
  if (key == "bullet_floor") return assign(settings.physics.floor, parse_bool(value));
  if (key == "gravity_factor") return assign(settings.physics.gravity_factor, parse_number(value));
  return false;
}

std::optional<Settings> read_settings(const std::vector<std::string>& lines, std::ostream& err) {
  Settings settings;
  for (const std::string& line : lines) {
    const std::size_t equals = line.find('=');
    const std::string_view text(line);
    if (equals != std::string::npos &&
        apply_setting(settings, text.substr(0, equals), text.substr(equals + 1)))
      continue;
    fmt::print(err,
               "mmdtool: --set {}: expected compat_pmd_stale_ik or bullet_floor =true/false, "
               "bullet_fps or gravity_factor =number\n",
               line);
    return std::nullopt;
  }
  return settings;
}

void print_json_frame(std::ostream& out, int frame, const mmd::ModelInstance& instance) {
  const mmd::ModelData& data = instance.model().data();
  const mmd::Pose& pose = instance.pose();
  fmt::print(out, "{{\"frame\":{},\"bones\":[", frame);
  for (std::size_t i = 0; i < data.bones.size(); ++i) {
    const glm::vec3& p = pose.world_positions[i];
    const glm::quat& q = pose.world_rotations[i];
    fmt::print(out, "{}\n {{\"name\":{},\"pos\":[{:.7g},{:.7g},{:.7g}],", i == 0 ? "" : ",",
               nlohmann::json(data.bones[i].name).dump(), p.x, p.y, p.z);
    fmt::print(out, "\"quat\":[{:.7g},{:.7g},{:.7g},{:.7g}]}}", q.x, q.y, q.z, q.w);
  }
  out << "],\n\"morphs\":[";
  for (std::size_t i = 0; i < data.morphs.size(); ++i)
    fmt::print(out, "{}\n {{\"name\":{},\"w\":{:.7g}}}", i == 0 ? "" : ",",
               nlohmann::json(data.morphs[i].name).dump(), pose.weights[i]);
  out << "]}";
}

void print_text_frame(std::ostream& out, int frame, const mmd::ModelInstance& instance) {
  const mmd::ModelData& data = instance.model().data();
  const mmd::Pose& pose = instance.pose();
  fmt::print(out, "frame {}\n", frame);
  for (std::size_t i = 0; i < data.bones.size(); ++i) {
    const glm::vec3& p = pose.world_positions[i];
    const glm::quat& q = pose.world_rotations[i];
    fmt::print(out, "  bone {}: {:.4f} {:.4f} {:.4f}  {:.4f} {:.4f} {:.4f} {:.4f}\n",
               data.bones[i].name, p.x, p.y, p.z, q.x, q.y, q.z, q.w);
  }
  for (std::size_t i = 0; i < data.morphs.size(); ++i)
    if (pose.weights[i] != 0.0F)
      fmt::print(out, "  morph {}: {:.4f}\n", data.morphs[i].name, pose.weights[i]);
}

constexpr std::string_view motion_alias = "motion";

// Shows one motion frame exactly, past the end the last one.
void show_frame(mmd::ModelInstance& instance, double frame, std::vector<mmd::MotionEvent>& events) {
  if (mmd::MotionPlayer* player = instance.motions().find(motion_alias)) player->seek(frame);
  events.clear();
  instance.begin_step(0.0, events);
  instance.end_step();
}

class PosePrinter {
 public:
  PosePrinter(const PoseArguments& arguments, std::ostream& out)
      : json_(arguments.json), out_(out) {}

  void begin() const {
    if (json_) out_ << "{\"frames\":[";
  }
  void print(int frame, const mmd::ModelInstance& instance) {
    if (!json_) {
      print_text_frame(out_, frame, instance);
      return;
    }
    out_ << (first_ ? "\n" : ",\n");
    first_ = false;
    print_json_frame(out_, frame, instance);
  }
  void end() const {
    if (json_) out_ << "\n]}\n";
  }

 private:
  bool json_;
  bool first_ = true;
  std::ostream& out_;
};

void pose_without_physics(mmd::ModelInstance& instance, const std::vector<int>& frames,
                          PosePrinter& printer) {
  std::vector<mmd::MotionEvent> events;
  for (const int frame : frames) {
    show_frame(instance, frame, events);
    instance.finish_frame();
    printer.print(frame, instance);
  }
}

// Bodies start at rest on frame 0 and are read back once a frame, after its last step.
void pose_with_physics(mmd::ModelInstance& instance, const mmd::PhysicsOptions& options,
                       const std::vector<int>& frames, PosePrinter& printer) {
  mmd::PhysicsWorld world(options);
  world.attach(instance);
  const double step = frames_per_second / static_cast<double>(world.options().rate);
  std::vector<mmd::MotionEvent> events;
  std::size_t next = 0;
  long long done = 0;
  for (long long count = 0; next < frames.size(); ++count) {
    const double frame = static_cast<double>(count) * step;
    show_frame(instance, frame, events);
    world.step(step);
    if (frame + 1e-9 < static_cast<double>(done)) continue;
    instance.finish_frame();
    for (; next < frames.size() && frames[next] == done; ++next)
      printer.print(frames[next], instance);
    ++done;
  }
  instance.detach_physics();
}

}  // namespace

int run_pose(const PoseArguments& arguments, const Streams& streams) {
  const std::optional<Settings> settings = read_settings(arguments.settings, streams.err);
  if (!settings) return 2;
  std::vector<int> frames = arguments.frames;
  if (frames.empty()) frames.push_back(0);
  std::ranges::sort(frames);
  const auto surplus = std::ranges::unique(frames);
  frames.erase(surplus.begin(), surplus.end());
  try {
    const auto model = std::make_shared<const mmd::Model>(mmd::read_model_file(arguments.model));
    mmd::ModelInstance instance(model, settings->animation);
    if (!arguments.motion.empty()) {
      const auto motion =
          std::make_shared<const mmd::Motion>(mmd::read_motion_file(arguments.motion));
      mmd::MotionOptions options;
      options.smooth = false;
      instance.add_motion(motion_alias, motion, options);
    }
    PosePrinter printer(arguments, streams.out);
    printer.begin();
    if (arguments.physics)
      pose_with_physics(instance, settings->physics, frames, printer);
    else
      pose_without_physics(instance, frames, printer);
    printer.end();
  } catch (const mmd::LoadError& error) {
    fmt::print(streams.err, "{}\n", error.what());
    return 1;
  }
  return 0;
}

}  // namespace mmdtool
