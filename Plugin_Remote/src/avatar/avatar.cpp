#include "avatar/avatar.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "MMDFiles/shape_map.h"
#include "avatar/avatar_text.h"
#include "remote_options.h"

namespace mmdagent::remote {
namespace {

constexpr double fade_frames = 25.0;  // back to rest
constexpr double hold_frames = 30.0;  // without new data
constexpr double morph_share_per_frame = 0.4;
constexpr double bone_share_per_frame = 0.2;
constexpr long action_units = 46;

std::optional<bool> truth(std::string_view word) {
  if (word == "true" || word == "1") return true;
  if (word == "false" || word == "0") return false;
  return std::nullopt;
}

float share(double per_frame, double frames) {
  return static_cast<float>(std::clamp(per_frame * frames, 0.0, 1.0));
}

}  // namespace

Avatar::Avatar(Host& host) : host_(host), hold_(hold_frames) {
  head_.set_rates(TrackingRates::read(host));
}

// --- Commands ------------------------------------------------------------------------------------

const Avatar::Command* Avatar::find_command(std::string_view name) {
  static constexpr std::array commands = {
      Command{"__AV_ACTION", &Avatar::start_action},
      Command{"__AV_ARKIT", &Avatar::set_face_shapes},
      Command{"__AV_AU", &Avatar::set_action_units},
      Command{"__AV_AUTOCALIBRATE", &Avatar::set_calibration},
      Command{"__AV_AUTORETRACT", &Avatar::set_retraction},
      Command{"__AV_EXBONE", &Avatar::set_extra_bones},
      Command{"__AV_EXBONEQ", &Avatar::set_extra_bones_by_quaternion},
      Command{"__AV_EXMORPH", &Avatar::set_extra_morphs},
      Command{"__AV_RECALIBRATE", &Avatar::recalibrate},
      Command{"__AV_SETMODEL", &Avatar::set_model},
      Command{"__AV_TRACK", &Avatar::track_head},
      Command{"__AVCONF_ALLOWFARCLOSEMOVE", &Avatar::set_far_close_move},
      Command{"__AVCONF_DISABLEAUTOLIP", &Avatar::set_auto_lip},
  };
  const auto found = std::ranges::find(commands, name, &Command::name);
  return found == commands.end() ? nullptr : found;
}

void Avatar::command(std::string_view line) {
  AvatarParameters parameters(line);
  const std::string_view name = parameters.next();
  if (name == "__AV_START") {
    start();
  } else if (name == "__AV_END") {
    end();
  } else if (const Command* const found = find_command(name)) {
    (this->*found->handler)(parameters);
  }
}

void Avatar::start() {
  on_ = true;
  leaving_ = 0.0;
  disabled_is_due_ = false;
  host_.set_value("Avatar_mode", "1.000000");
  host_.post("AVATAR", "START");
}

void Avatar::end() {
  on_ = false;
  leaving_ = fade_frames;
  release_all();
  host_.set_value("Avatar_mode", "0.000000");
  host_.post("AVATAR", "END");
}

void Avatar::enable() {
  if (!on_) start();
  host_.post("AVATAR_EVENT_CONTROL", "ENABLED");
}

void Avatar::disable() {
  if (on_) end();
  disabled_is_due_ = true;
}

void Avatar::set_model(AvatarParameters parameters) {
  const std::string_view alias = parameters.next();
  if (!alias.empty() && parameters.done()) select_model(alias);
}

void Avatar::select_model(std::string_view alias) {
  alias_ = alias;
  model_ = host_.find_model(alias_);
  bind();
}

bool Avatar::has_model() { return attach(); }

void Avatar::set_extra_morphs(AvatarParameters parameters) {
  set_morphs(extra_morphs_, parameters);
}

void Avatar::set_face_shapes(AvatarParameters parameters) {
  has_face_shapes_ = has_face_shapes_ || on_;
  set_morphs(face_shapes_, parameters);
}

void Avatar::set_morphs(MorphController& controller, AvatarParameters parameters) {
  if (!on_) return;
  attach();
  while (!parameters.done()) {
    const NamedValue morph = named_value(parameters.next());
    controller.set(morph.name, morph.value);
  }
  refresh_tracking();
}

void Avatar::set_action_units(AvatarParameters parameters) {
  if (!on_) return;
  attach();
  has_action_units_ = true;
  while (!parameters.done()) {
    const NamedValue unit = named_value(parameters.next());
    const long number = leading_integer(unit.name);
    if (number < 1 || number > action_units) continue;
    action_units_.set(std::to_string(number), std::min(unit.value, 1.0F));
  }
  refresh_tracking();
}

void Avatar::set_extra_bones(AvatarParameters parameters) { set_bones(parameters, 6); }

void Avatar::set_extra_bones_by_quaternion(AvatarParameters parameters) {
  set_bones(parameters, 7);
}

// Each a name and so many numbers; an unfinished one at the end is left out.
void Avatar::set_bones(AvatarParameters parameters, std::size_t numbers) {
  if (!on_) return;
  attach();
  while (!parameters.done()) {
    const std::string_view name = parameters.next();
    std::array<float, 7> values{};
    for (std::size_t i = 0; i < numbers; ++i) {
      if (parameters.done()) return refresh_tracking();
      values[i] = leading_number(parameters.next());
    }
    const auto [x, y, z, rx, ry, rz, rw] = values;
    extra_bones_.set(name, {position_from_millimetres({x, y, z}),
                            numbers == 6 ? rotation_from_angles({rx, ry, rz})
                                         : rotation_from_quaternion(rx, ry, rz, rw)});
  }
  refresh_tracking();
}

void Avatar::track_head(AvatarParameters parameters) {
  if (!on_) return;
  HeadTracker::Sample sample{};
  for (float& value : sample) {
    if (parameters.done()) return;
    value = leading_number(parameters.next());
  }
  if (attach() && shapes_.binding) {
    head_.track(sample, shapes_.binding->eye_rotation, tracked_bones_);
  }
  refresh_tracking();
}

void Avatar::set_calibration(AvatarParameters parameters) {
  if (const auto on = truth(parameters.next())) head_.set_calibrates(*on);
}

void Avatar::recalibrate(AvatarParameters) { head_.recalibrate(); }

// `false` is never; a number, 0 too, is seconds.
void Avatar::set_retraction(AvatarParameters parameters) {
  const std::string_view word = parameters.next();
  if (word == "true") {
    hold_ = hold_frames;
  } else if (word == "false") {
    hold_ = std::numeric_limits<double>::infinity();
  } else if (!word.empty()) {
    hold_ = std::max(leading_number(word), 0.0F) * hold_frames;
  }
}

void Avatar::set_far_close_move(AvatarParameters parameters) {
  if (const auto on = truth(parameters.next())) head_.set_leans(*on);
}

void Avatar::start_action(AvatarParameters parameters) {
  const std::string_view number = parameters.next();
  if (number.empty() || !attach() || shapes_.map == nullptr) return;
  const auto action = shapes_.map->actions.find("ACT" + std::to_string(leading_integer(number)));
  if (action == shapes_.map->actions.end()) return;
  actions_.start(host_, alias_, model_, shapes_.folder + action->second);
}

void Avatar::set_auto_lip(AvatarParameters parameters) {
  const std::string_view mode = parameters.next();
  if (mode == "NO") {
    lip_rule_ = {};
  } else if (mode == "ALWAYS") {
    lip_rule_ = {.never = true};
  } else if (mode == "ARKIT") {
    lip_rule_ = {.not_with_face_shapes = true};
  } else if (mode == "AU") {
    lip_rule_ = {.not_with_action_units = true};
  } else if (mode == "ARKIT+AU" || mode == "AU+ARKIT") {
    lip_rule_ = {.not_with_face_shapes = true, .not_with_action_units = true};
  }
  if (lips_are_off()) mouth_queue_.clear();
}

bool Avatar::lips_are_off() const {
  return lip_rule_.never || (lip_rule_.not_with_face_shapes && has_face_shapes_) ||
         (lip_rule_.not_with_action_units && has_action_units_);
}

// --- The model -----------------------------------------------------------------------------------

// Looks whether the model has come, gone or been exchanged since.
bool Avatar::attach() {
  if (alias_.empty()) return false;
  const std::uint64_t model = host_.find_model(alias_);
  if (model != model_) {
    model_ = model;
    bind();
  }
  return model_ != 0;
}

void Avatar::bind() {
  shapes_ = model_ == 0 ? ModelShapes() : host_.model_shapes(model_);
  const mmd::ShapeBinding* const binding = shapes_.binding.get();
  lips_.bind(binding);
  action_units_.bind(binding == nullptr ? nullptr : &binding->units, "AU");
  face_shapes_.bind(binding == nullptr ? nullptr : &binding->shapes, "");
  extra_morphs_.bind(binding == nullptr ? nullptr : &binding->extra_morphs, "EXMORPH_");
  tracked_bones_.bind(binding == nullptr ? nullptr : &binding->tracks, "TRACK_");
  extra_bones_.bind(binding == nullptr ? nullptr : &binding->extra_bones, "EXBONE_");
  writes_.reset(1 + std::max({lips_.highest_morph(), action_units_.highest_morph(),
                              face_shapes_.highest_morph(), extra_morphs_.highest_morph()}));
}

void Avatar::refresh_tracking() {
  tracking_ = hold_ + fade_frames;
  if (hold_ <= 0.0) release_all();
}

void Avatar::release_all() {
  for (MorphController* morphs : {&action_units_, &face_shapes_, &extra_morphs_}) morphs->release();
  for (BoneController* bones : {&tracked_bones_, &extra_bones_}) bones->release();
}

void Avatar::forget_all() {
  for (MorphController* morphs : {&action_units_, &face_shapes_, &extra_morphs_}) morphs->forget();
  for (BoneController* bones : {&tracked_bones_, &extra_bones_}) bones->forget();
  has_face_shapes_ = has_action_units_ = false;
}

// --- Updates -------------------------------------------------------------------------------------

void Avatar::step_tracking(double frames) {
  if (tracking_ > fade_frames) {
    tracking_ -= frames;
    if (tracking_ > fade_frames) return;
    tracking_ = fade_frames;
    release_all();
  } else if (tracking_ > 0.0) {
    tracking_ = std::max(tracking_ - frames, 0.0);
    if (tracking_ == 0.0) forget_all();
  }
}

// False when nothing is to be moved any more.
bool Avatar::step_leaving(double frames) {
  if (on_) return true;
  leaving_ = std::max(leaving_ - frames, 0.0);
  if (leaving_ > 0.0) return true;
  tracking_ = 0.0;
  forget_all();
  if (std::exchange(disabled_is_due_, false)) host_.post("AVATAR_EVENT_CONTROL", "DISABLED");
  return false;
}

void Avatar::step_mouth(double frames) {
  if (lips_are_off()) {
    mouth_queue_.clear();
  } else {
    mouth_queue_.step(frames);
  }
  lips_.set(on_ ? mouth_queue_.shape() : MouthShape());
}

void Avatar::move_model(double frames) {
  if (tracking_ <= 0.0 && !mouth_queue_.is_active()) return;
  const float morph_share = share(morph_share_per_frame, frames);
  lips_.step(morph_share, writes_);
  if (tracking_ > 0.0) {
    for (MorphController* morphs : {&action_units_, &face_shapes_, &extra_morphs_})
      morphs->step(morph_share, writes_);
  }
  writes_.write(host_, model_);
  if (tracking_ <= 0.0) return;
  if (shapes_.binding) tune_morphs(host_, model_, shapes_.binding->tunes);
  for (BoneController* bones : {&tracked_bones_, &extra_bones_})
    bones->step(share(bone_share_per_frame, frames), host_, model_);
}

void Avatar::update(double frames) {
  step_tracking(frames);
  step_mouth(frames);
  if (!step_leaving(frames) || !attach()) return;
  move_model(frames);
}

}  // namespace mmdagent::remote
