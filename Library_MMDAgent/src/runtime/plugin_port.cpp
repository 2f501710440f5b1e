#include "runtime/plugin_port.h"

#include <fmt/format.h>

#include <algorithm>

#include "message/module_table.h"
#include "message/outbound.h"
#include "message/outbound_feed.h"
#include "options/key_value_store.h"
#include "overlay/overlay.h"
#include "runtime/answering_threads.h"
#include "runtime/clock.h"
#include "runtime/picture_sink.h"
#include "runtime/router.h"
#include "runtime/screen_texts.h"
#include "scene/boards.h"
#include "scene/camera.h"
#include "scene/model_values.h"
#include "scene/motion_lead.h"
#include "scene/scene.h"
#include "scene/user_input.h"

namespace mmdagent {
namespace {

constexpr double nanoseconds_per_second = 1e9;
constexpr float layer_units = 30.0F;  // of the 2-D layer's shorter side

Record message_record(std::uint16_t module, std::string_view type, std::string_view args,
                      std::uint8_t sender = 0) {
  return {RecordKind::message, Level::sent, module, type, args, sender};
}

std::size_t message_bytes(std::string_view type, std::string_view args) {
  return type.size() + (args.empty() ? 0 : 1 + args.size());
}

}  // namespace

PluginPort::PluginPort(std::string_view name, const PluginPortParts& parts)
    : PluginHost(name), parts_(parts), module_(parts.modules.add(name).value_or(0)) {}

PluginPort::~PluginPort() = default;

bool PluginPort::post(std::string_view type, std::string_view args) noexcept {
  if (is_agent()) return parts_.router.post(module_, type, args);
  if (type.empty()) return true;
  const std::size_t bytes = message_bytes(type, args);
  if (bytes > max_message_bytes) {
    report_too_long(bytes, type);
    return false;
  }
  return parts_.ring.push_or_stop(message_record(module_, type, args), parts_.stop) ==
         PushResult::pushed;
}

bool PluginPort::try_post(std::string_view type, std::string_view args) noexcept {
  return try_post_from(0, type, args);
}

bool PluginPort::try_post_from(std::uint8_t sender, std::string_view type,
                               std::string_view args) noexcept {
  if (type.empty()) return true;
  const std::size_t bytes = message_bytes(type, args);
  if (bytes > max_message_bytes) {
    report_too_long(bytes, type);
    return true;
  }
  const Record record = message_record(module_, type, args, sender);
  const PushResult result =
      space_ ? parts_.ring.try_push_or_signal(record, *space_) : parts_.ring.try_push(record);
  return result == PushResult::pushed;
}

bool PluginPort::try_run(std::unique_ptr<AgentTask>& task) noexcept {
  const PushResult result = space_ ? parts_.ring.try_push_or_signal(task, module_, *space_)
                                   : parts_.ring.try_push(task, module_);
  return result == PushResult::pushed;
}

void PluginPort::set_space_wake(Wake wake) noexcept { space_ = parts_.ring.add_space_signal(wake); }

void PluginPort::log(Level level, std::string_view text) noexcept {
  if (text.empty()) return;
  if (is_agent()) {
    parts_.router.log(module_, level, text);
    return;
  }
  const Record record{RecordKind::log, level, module_, text.substr(0, max_message_bytes), {}};
  // Refused only when the run stops with a full ring.
  (void)parts_.ring.push_or_stop(record, parts_.stop);
}

void PluginPort::report_too_long(std::size_t bytes, std::string_view type) noexcept {
  log(Level::error, fmt::format("message of {} bytes refused, at most {} are possible: {}", bytes,
                                max_message_bytes, type.substr(0, 64)));
}

std::unique_ptr<Feed> PluginPort::open_feed(FeedKind kind, Wake wake) {
  return make_feed(parts_.outbound, parts_.modules, kind, wake);
}

std::shared_ptr<const std::uint8_t> PluginPort::add_sender() {
  return parts_.outbound.add_sender();
}

std::unique_ptr<Feed> PluginPort::open_feed_without(std::uint8_t sender, Wake wake) {
  return make_feed(parts_.outbound, parts_.modules, FeedKind::messages, wake, LogClock::local,
                   sender);
}

std::string PluginPort::value(std::string_view key, std::string_view fallback) const {
  return parts_.values.value(key, fallback);
}

bool PluginPort::has_value(std::string_view key) const noexcept {
  return parts_.values.contains(key);
}

bool PluginPort::set_value(std::string_view key, std::string_view value) noexcept {
  const StoreResult result = parts_.values.set(key, value);
  if (result == StoreResult::done) return true;
  log(Level::error, store_error(result, key));
  return false;
}

double PluginPort::now() const noexcept {
  return static_cast<double>(parts_.clock.unix_nanoseconds()) / nanoseconds_per_second;
}

bool PluginPort::is_fixed_step() const noexcept { return parts_.clock.is_simulated(); }

bool PluginPort::has_model(std::string_view model) const noexcept {
  return parts_.scene.has_model(model);
}

bool PluginPort::bone_pose(std::string_view model, std::string_view bone,
                           BonePose& pose) const noexcept {
  return parts_.scene.bone_pose(model, bone, pose);
}

bool PluginPort::morph_weight(std::string_view model, std::string_view morph,
                              float& weight) const noexcept {
  return parts_.scene.morph_weight(model, morph, weight);
}

void PluginPort::show_text(std::string_view id, const ScreenText& text) {
  parts_.texts.show(name(), id, text);
}

void PluginPort::hide_text(std::string_view id) noexcept { parts_.texts.hide(name(), id); }

void PluginPort::set_status_icon(std::string_view text) { parts_.texts.set_icon(name(), text); }

void PluginPort::screen_size(float& width, float& height) const noexcept {
  width = height = layer_units;
  if (parts_.pictures == nullptr) return;
  const glm::ivec2 pixels = parts_.pictures->size();
  const int shorter = std::min(pixels.x, pixels.y);
  if (shorter <= 0) return;
  const float units_per_pixel = layer_units / static_cast<float>(shorter);
  width = static_cast<float>(pixels.x) * units_per_pixel;
  height = static_cast<float>(pixels.y) * units_per_pixel;
}

std::shared_ptr<void> PluginPort::answer_from_this_thread() {
  return parts_.answering.add_this_thread();
}

std::uint64_t PluginPort::find_model(std::string_view alias) const noexcept {
  return ModelValues(parts_.scene.models()).find(alias);
}

int PluginPort::find_bone(std::uint64_t model, std::string_view name) const noexcept {
  return ModelValues(parts_.scene.models()).find_bone(model, name);
}

int PluginPort::find_morph(std::uint64_t model, std::string_view name) const noexcept {
  return ModelValues(parts_.scene.models()).find_morph(model, name);
}

bool PluginPort::motion_runs(std::uint64_t model, std::string_view motion) const noexcept {
  return ModelValues(parts_.scene.models()).motion_runs(model, motion);
}

ModelShapes PluginPort::model_shapes(std::uint64_t model) const {
  return ModelValues(parts_.scene.models()).shapes(model);
}

bool PluginPort::bone_value(std::uint64_t model, int bone, BoneValue& value) const noexcept {
  return ModelValues(parts_.scene.models()).bone(model, bone, value);
}

bool PluginPort::morph_value(std::uint64_t model, int morph, float& weight) const noexcept {
  return ModelValues(parts_.scene.models()).morph(model, morph, weight);
}

bool PluginPort::set_bone_value(std::uint64_t model, int bone, const BoneValue& value) noexcept {
  return ModelValues(parts_.scene.models()).set_bone(model, bone, value);
}

bool PluginPort::set_morph_value(std::uint64_t model, int morph, float weight) noexcept {
  return ModelValues(parts_.scene.models()).set_morph(model, morph, weight);
}

void PluginPort::view_matrix(float (&columns)[16]) const noexcept {
  const glm::mat4 view = mmdagent::view_matrix(parts_.scene.camera().pose());
  std::copy_n(&view[0][0], 16, columns);
}

bool PluginPort::pointer(float& x, float& y, float& width, float& height) const noexcept {
  const UserInput& input = parts_.scene.input();
  if (!input.has_pointer()) return false;
  x = input.pointer().x;
  y = input.pointer().y;
  width = static_cast<float>(input.window_size().x);
  height = static_cast<float>(input.window_size().y);
  return width > 0.0F && height > 0.0F;
}

std::vector<std::string> PluginPort::free_models() const {
  return ModelValues(parts_.scene.models()).free();
}

void PluginPort::restart_motion_lead() noexcept { parts_.scene.motion_lead().restart(); }

bool PluginPort::bone_place(std::uint64_t model, int bone, BonePose& pose) const noexcept {
  return ModelValues(parts_.scene.models()).place(model, bone, pose);
}

bool PluginPort::show_board(std::string_view id, const BoardPlace& place,
                            std::span<const BoardItem> items) {
  return parts_.boards.show(name(), id, place, items);
}

void PluginPort::hide_board(std::string_view id) noexcept { parts_.boards.hide(name(), id); }

bool PluginPort::text_room(std::string_view text, float pitch, TextRoom& room) const {
  const TextMeasure& measure = parts_.scene.overlay().measure();
  const TextExtent extent = measure.whole_extent(text, pitch);
  if (!measure.ready()) return false;
  room = {extent.width, extent.above, extent.height};
  return true;
}

std::uint64_t PluginPort::load_image(std::string_view file) {
  return parts_.boards.load_image(file);
}

ImageState PluginPort::image_state(std::uint64_t image, int& width, int& height) const noexcept {
  return parts_.boards.image_state(image, width, height);
}

void PluginPort::drop_image(std::uint64_t image) noexcept { parts_.boards.drop_image(image); }

}  // namespace mmdagent
