#include "scene/bindings.h"

#include <algorithm>
#include <utility>

#include "MMDFiles/model_instance.h"
#include "MMDFiles/transform.h"
#include "message/numbers.h"
#include "options/key_value_store.h"

namespace mmdagent {
namespace {

float between(float from, float to, float progress) { return from + (to - from) * progress; }

void apply_bone(mmd::ModelInstance& instance, int bone, const BoneBind& bind,
                const KeyValueStore& values) {
  BoneBindValue value = bind.from;
  if (bind.variable) {
    const float progress = bind.variable->progress(values);
    value.position += (bind.to.position - bind.from.position) * progress;
    value.rotation = mmd::slerp(bind.from.rotation, bind.to.rotation, progress);
  }
  instance.set_bone(bone, value.position, value.rotation);
}

void apply_morph(mmd::ModelInstance& instance, int morph, MorphBind& bind,
                 const KeyValueStore& values, double frames) {
  float progress = 1.0F;
  if (bind.variable) {
    progress = bind.variable->progress(values);
  } else if (bind.passed < bind.frames) {
    progress = static_cast<float>(bind.passed / bind.frames);
    bind.passed += frames;
  }
  instance.set_morph(morph, between(bind.from, bind.to, progress));
}

}  // namespace

float BindVariable::progress(const KeyValueStore& values) const {
  const float value = read_float(values.value(key));
  if (value < least) return 0.0F;
  if (value > most || most <= least) return 1.0F;
  return (value - least) / (most - least);
}

bool Bindings::Slot::is(Target target, std::string_view wanted) const {
  return name == wanted && std::holds_alternative<BoneBind>(bind) == (target == Target::bone);
}

void Bindings::Slot::find_in(const mmd::Model& model) {
  const bool bone = std::holds_alternative<BoneBind>(bind);
  index = (bone ? model.find_bone(name) : model.find_morph(name)).value_or(-1);
}

bool Bindings::insert(const mmd::Model& model, Slot slot) {
  slot.find_in(model);
  auto free = std::ranges::find(slots_, std::string(), &Slot::name);
  if (free == slots_.end()) {
    if (slots_.size() == limits::model_binds) return false;
    free = slots_.emplace(free);
  }
  *free = std::move(slot);
  return true;
}

bool Bindings::bind_bone(const mmd::Model& model, std::string_view bone, BoneBind bind) {
  unbind(Target::bone, bone);
  return insert(model, {std::string(bone), -1, std::move(bind)});
}

bool Bindings::bind_morph(const mmd::Model& model, std::string_view morph, MorphBind bind) {
  unbind(Target::morph, morph);
  return insert(model, {std::string(morph), -1, std::move(bind)});
}

bool Bindings::unbind(Target target, std::string_view name) {
  const auto bound =
      std::ranges::find_if(slots_, [&](const Slot& slot) { return slot.is(target, name); });
  if (bound == slots_.end()) return false;
  *bound = {};
  return true;
}

void Bindings::rebind(const mmd::Model& model) {
  for (Slot& slot : slots_)
    if (!slot.name.empty()) slot.find_in(model);
}

void Bindings::apply(mmd::ModelInstance& instance, const KeyValueStore& values, double frames) {
  for (Slot& slot : slots_) {
    if (slot.name.empty() || slot.index < 0) continue;
    if (const auto* bone = std::get_if<BoneBind>(&slot.bind))
      apply_bone(instance, slot.index, *bone, values);
    else
      apply_morph(instance, slot.index, std::get<MorphBind>(slot.bind), values, frames);
  }
}

}  // namespace mmdagent
