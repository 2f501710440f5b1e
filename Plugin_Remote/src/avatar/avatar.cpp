#include "avatar/avatar.h"

#include <algorithm>
#include <array>
#include <utility>

#include "MMDFiles/shape_map.h"
#include "avatar/avatar_text.h"
#include "remote_options.h"

namespace mmdagent::remote {
namespace {

constexpr double fade_frames = 25.0;  // back to rest
constexpr double hold_frames = 30.0;  // without new data
constexpr double morph_share_per_frame = 0.4;

}  // namespace

// --- Commands ------------------------------------------------------------------------------------

const Avatar::Command* Avatar::find_command(std::string_view name) {
  static constexpr std::array commands = {
      Command{"__AV_ACTION", &Avatar::start_action},
      Command{"__AV_EXMORPH", &Avatar::set_extra_morphs},
      Command{"__AV_SETMODEL", &Avatar::set_model},
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
  if (!on_) return;
  attach();
  while (!parameters.done()) {
    const NamedValue morph = named_value(parameters.next());
    extra_morphs_.set(morph.name, morph.value);
  }
  refresh_tracking();
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
  if (mode == "NO" || mode == "ARKIT" || mode == "AU" || mode == "ARKIT+AU" || mode == "AU+ARKIT") {
    lips_off_ = false;
  } else if (mode == "ALWAYS") {
    lips_off_ = true;
    mouth_queue_.clear();
  }
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
  extra_morphs_.bind(binding == nullptr ? nullptr : &binding->extra_morphs, "EXMORPH_");
  writes_.reset(1 + std::max(lips_.highest_morph(), extra_morphs_.highest_morph()));
}

void Avatar::refresh_tracking() { tracking_ = hold_frames + fade_frames; }

void Avatar::release_all() { extra_morphs_.release(); }

void Avatar::forget_all() { extra_morphs_.forget(); }

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
  if (lips_off_) {
    mouth_queue_.clear();
  } else {
    mouth_queue_.step(frames);
  }
  lips_.set(on_ ? mouth_queue_.shape() : MouthShape());
}

void Avatar::move_model(double frames) {
  const auto share = static_cast<float>(std::clamp(morph_share_per_frame * frames, 0.0, 1.0));
  if (tracking_ <= 0.0 && !mouth_queue_.is_active()) return;
  lips_.step(share, writes_);
  if (tracking_ > 0.0) extra_morphs_.step(share, writes_);
  writes_.write(host_, model_);
  if (tracking_ > 0.0 && shapes_.binding) tune_morphs(host_, model_, shapes_.binding->tunes);
}

void Avatar::update(double frames) {
  step_tracking(frames);
  step_mouth(frames);
  if (!step_leaving(frames) || !attach()) return;
  move_model(frames);
}

}  // namespace mmdagent::remote
