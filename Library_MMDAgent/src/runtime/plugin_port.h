// The runtime as one plugin sees it: posting, logging, settings, scene, drawing.
#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "MMDAgent/SenderHost.h"
#include "message/inbound_ring.h"
#include "plugin/plugin_host.h"
#include "runtime/run_places.h"

namespace mmdagent {

class AnsweringThreads;
class Boards;
class Clock;
class KeyValueStore;
class ModuleTable;
class OutboundLog;
class PictureSink;
class Router;
class Scene;
class ScreenTexts;

// What all ports share; outlives them.
struct PluginPortParts {
  InboundRing& ring;
  OutboundLog& outbound;
  ModuleTable& modules;
  Router& router;
  Clock& clock;
  KeyValueStore& values;
  Scene& scene;
  Boards& boards;
  ScreenTexts& texts;
  const RunPlaces& places;
  AnsweringThreads& answering;
  const PictureSink* pictures;  // null: nothing is drawn
  std::thread::id agent;        // the thread that dispatches
  std::stop_token stop;         // ends what waits for space in the ring
};

class PluginPort final : public PluginHost, public SenderHost {
 public:
  PluginPort(std::string_view name, const PluginPortParts& parts);
  ~PluginPort() override;

  bool post(std::string_view type, std::string_view args) noexcept override;
  bool try_post(std::string_view type, std::string_view args) noexcept override;
  bool try_run(std::unique_ptr<AgentTask>& task) noexcept override;
  void set_space_wake(Wake wake) noexcept override;
  void log(Level level, std::string_view text) noexcept override;
  std::unique_ptr<Feed> open_feed(FeedKind kind, Wake wake) override;

  std::string value(std::string_view key, std::string_view fallback) const override;
  bool has_value(std::string_view key) const noexcept override;
  bool set_value(std::string_view key, std::string_view value) noexcept override;

  std::string_view content_file() const noexcept override { return parts_.places.content_file; }
  std::string_view content_dir() const noexcept override { return parts_.places.content_dir; }
  std::string_view system_dir() const noexcept override { return parts_.places.system_dir; }
  std::string_view app_data_dir() const noexcept override { return parts_.places.app_data_dir; }

  double now() const noexcept override;
  bool is_fixed_step() const noexcept override;

  bool has_model(std::string_view model) const noexcept override;
  bool bone_pose(std::string_view model, std::string_view bone,
                 BonePose& pose) const noexcept override;
  bool morph_weight(std::string_view model, std::string_view morph,
                    float& weight) const noexcept override;

  void show_text(std::string_view id, const ScreenText& text) override;
  void hide_text(std::string_view id) noexcept override;
  void set_status_icon(std::string_view text) override;
  void screen_size(float& width, float& height) const noexcept override;
  std::shared_ptr<void> answer_from_this_thread() override;

  std::uint64_t find_model(std::string_view alias) const noexcept override;
  int find_bone(std::uint64_t model, std::string_view name) const noexcept override;
  int find_morph(std::uint64_t model, std::string_view name) const noexcept override;
  bool motion_runs(std::uint64_t model, std::string_view motion) const noexcept override;
  ModelShapes model_shapes(std::uint64_t model) const override;
  bool bone_value(std::uint64_t model, int bone, BoneValue& value) const noexcept override;
  bool morph_value(std::uint64_t model, int morph, float& weight) const noexcept override;
  bool set_bone_value(std::uint64_t model, int bone, const BoneValue& value) noexcept override;
  bool set_morph_value(std::uint64_t model, int morph, float weight) noexcept override;
  void view_matrix(float (&columns)[16]) const noexcept override;
  bool pointer(float& x, float& y, float& width, float& height) const noexcept override;
  std::vector<std::string> free_models() const override;
  void restart_motion_lead() noexcept override;
  bool bone_place(std::uint64_t model, int bone, BonePose& pose) const noexcept override;

  bool show_board(std::string_view id, const BoardPlace& place,
                  std::span<const BoardItem> items) override;
  void hide_board(std::string_view id) noexcept override;
  bool text_room(std::string_view text, float pitch, TextRoom& room) const override;
  std::uint64_t load_image(std::string_view file) override;
  ImageState image_state(std::uint64_t image, int& width, int& height) const noexcept override;
  void drop_image(std::uint64_t image) noexcept override;

  std::shared_ptr<const std::uint8_t> add_sender() override;
  bool try_post_from(std::uint8_t sender, std::string_view type,
                     std::string_view args) noexcept override;
  std::unique_ptr<Feed> open_feed_without(std::uint8_t sender, Wake wake) override;

 private:
  bool is_agent() const { return std::this_thread::get_id() == parts_.agent; }
  void report_too_long(std::size_t bytes, std::string_view type) noexcept;

  const PluginPortParts& parts_;
  std::uint16_t module_;
  std::optional<InboundRing::SpaceSignal> space_;
};

}  // namespace mmdagent
