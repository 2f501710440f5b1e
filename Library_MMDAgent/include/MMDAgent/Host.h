// What the runtime offers to a plugin. Each plugin has a Host of its own, which knows the plugin's
// name. Part of the plugin interface: header only, nothing to link. New functions are appended,
// never inserted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "MMDAgent/Feed.h"
#include "MMDAgent/Message.h"

namespace mmd {
struct ShapeBinding;
struct ShapeMap;
}  // namespace mmd

namespace mmdagent {

// World space, right-handed, +Y up, +Z towards the default viewer; 1 unit is about 8 cm.
struct BonePose {
  float position[3] = {0.0F, 0.0F, 0.0F};
  float rotation[4] = {0.0F, 0.0F, 0.0F, 1.0F};  // quaternion x y z w
};

// Where a bone stands relative to its rest, as motions give it. Right-handed model space.
struct BoneValue {
  float position[3] = {0.0F, 0.0F, 0.0F};
  float rotation[4] = {0.0F, 0.0F, 0.0F, 1.0F};  // quaternion x y z w
};

// What the .shapemap of a model says, or that of the program where the model has none. (The types
// are those of MMDFiles/shape_map.h.)
struct ModelShapes {
  std::shared_ptr<const mmd::ShapeMap> map;          // as it is written; null: there is none
  std::shared_ptr<const mmd::ShapeBinding> binding;  // by index, for this model
  std::string folder;  // of the files that it names, as messages name files; ends with '/'
};

// A text on the screen. The 2-D layer is `short side = 30` units with the origin at the bottom
// left.
struct ScreenText {
  std::string_view text;  // UTF-8, line breaks allowed
  float x = 0.0F;         // left end of the baseline (right end when right_aligned), units
  float y = 0.0F;
  float size = 1.0F;  // line height, units
  float color[4] = {1.0F, 1.0F, 1.0F, 1.0F};
  float outline_color[4] = {0.0F, 0.0F, 0.0F, 1.0F};
  float outline_width = 0.0F;  // units; 0 draws none
  bool right_aligned = false;
};

// Part of a board. Lengths are units of the world, x to the right, y up; later parts cover earlier
// ones.
struct BoardItem {
  enum class Kind : std::uint8_t { box, image, text };

  Kind kind = Kind::box;
  std::string_view text;    // of a text: UTF-8, line breaks allowed
  std::uint64_t image = 0;  // of an image: what load_image() returned; nothing until it is there
  // Lower left corner, width and height. Of a text: left end of the first baseline, height of an em
  // and pitch of the lines.
  float corner[2] = {0.0F, 0.0F};
  float extent[2] = {0.0F, 0.0F};
  float depth = 0.0F;                         // towards the viewer
  float color[4] = {1.0F, 1.0F, 1.0F, 1.0F};  // an image is multiplied by it
  float edge_color[4] = {0.0F, 0.0F, 0.0F, 1.0F};
  float edge = 0.0F;  // of a text: how far its glyphs are grown behind it, in ems; 0: no edge
};

// Where a board is: in the world, or on a bone, with which it moves.
struct BoardPlace {
  std::uint64_t model = 0;  // a number of find_model(); 0: in the world
  int bone = 0;             // of that model
  float position[3] = {0.0F, 0.0F, 0.0F};
  float rotation[4] = {0.0F, 0.0F, 0.0F, 1.0F};  // quaternion x y z w
};

// How much room a text takes, in ems.
struct TextRoom {
  float width = 0.0F;   // of the widest line
  float above = 0.0F;   // from the first baseline to the highest edge of a glyph
  float height = 0.0F;  // from the highest edge of a glyph to the lowest
};

enum class ImageState : std::uint8_t { loading, ready, missing, unusable };

// A piece of work to run once on the agent thread, in order with the messages of the same producer.
class AgentTask {
 public:
  virtual ~AgentTask() = default;
  virtual void run() = 0;
};

class Host {
 public:
  // --- Messages. Any thread. ---------------------------------------------------------------------

  // Queues a message behind everything the caller posted before. Returns false, with an Error line
  // in the log, when it is longer than max_message_bytes; an empty type is ignored (true). From the
  // agent thread it never waits; from another thread it may wait for space and returns false once
  // the runtime stops.
  virtual bool post(std::string_view type, std::string_view args) noexcept = 0;

  // Like post(), but never waits: false means there was no space and nothing was queued. The
  // `on_space` given to set_space_wake() is then called once when there is space again. Too long
  // messages are reported and count as done (true). Not for the agent thread.
  virtual bool try_post(std::string_view type, std::string_view args) noexcept = 0;

  // Like try_post() for a task. On success `task` is taken (null afterwards); on failure it stays.
  virtual bool try_run(std::unique_ptr<AgentTask>& task) noexcept = 0;

  // Names what to call (on the agent thread) when a failed try_post/try_run may be tried again. One
  // per plugin; set before the first try_post.
  virtual void set_space_wake(Wake wake) noexcept = 0;

  // Queues a log line under the plugin's name. Never waits for long, never fails.
  virtual void log(Level level, std::string_view text) noexcept = 0;

  // --- Messages. Agent thread only. --------------------------------------------------------------

  // Asks for messages of this type only. A plugin that never subscribes gets every message. Call it
  // in the constructor or in start().
  virtual void subscribe(std::string_view type) noexcept = 0;

  // Opens a reader. Its first line is the next message dispatched (or line logged) after this call.
  virtual std::unique_ptr<Feed> open_feed(FeedKind kind, Wake wake) = 0;

  // --- Settings and variables. Any thread. -------------------------------------------------------

  // The value of a setting or global variable with environment references replaced, or `fallback`.
  virtual std::string value(std::string_view key, std::string_view fallback) const = 0;
  virtual bool has_value(std::string_view key) const noexcept = 0;
  // False, with an Error line, when the store is full or the value too long.
  virtual bool set_value(std::string_view key, std::string_view value) noexcept = 0;

  // --- Places. Any thread; constant from start() to stop(). Absolute paths, UTF-8, no '/' at the
  // end.

  virtual std::string_view content_file() const noexcept = 0;  // the .mdf, empty if none
  virtual std::string_view content_dir() const noexcept = 0;   // also the working directory
  virtual std::string_view system_dir() const noexcept = 0;    // where the program lies
  virtual std::string_view app_data_dir() const noexcept = 0;

  // --- Time. ------------------------------------------------------------------------------------

  // Seconds since the epoch of the run's clock: wall time, or simulated time under --fixed-step.
  // Any thread.
  virtual double now() const noexcept = 0;
  // True under --fixed-step: everything is driven by update(), the wall clock is read nowhere.
  virtual bool is_fixed_step() const noexcept = 0;

  // --- Scene. Agent thread only. -----------------------------------------------------------------

  virtual bool has_model(std::string_view model) const noexcept = 0;
  // False when the model or the bone does not exist; `pose` is then unchanged.
  virtual bool bone_pose(std::string_view model, std::string_view bone,
                         BonePose& pose) const noexcept = 0;
  // False when the model or the morph does not exist.
  virtual bool morph_weight(std::string_view model, std::string_view morph,
                            float& weight) const noexcept = 0;

  // --- Drawing. Agent thread only. ---------------------------------------------------------------

  // Shows a text until it is replaced or removed; `id` is the plugin's own name for it.
  virtual void show_text(std::string_view id, const ScreenText& text) = 0;
  virtual void hide_text(std::string_view id) noexcept = 0;
  // A short text (an icon) beside the frame rate; empty removes it.
  virtual void set_status_icon(std::string_view text) = 0;

  // --- Called by the generated wrapper, not by plugins.
  // --------------------------------------------

  // Reports an exception that left a hook. Logs one Error line naming plugin, hook and reason; the
  // third in a row disables the plugin.
  virtual void hook_failed(const char* hook, const char* what) noexcept = 0;

  // --- Appended later.
  // ----------------------------------------------------------------------------

  // The size of the 2-D layer in its units, whose shorter side is 30. Agent thread.
  virtual void screen_size(float& width, float& height) const noexcept { width = height = 30.0F; }

  // Counts the calling thread among those that answer peers, until the result is destroyed, which
  // that thread does before it ends: it goes ahead of a picture that is drawn by the processors,
  // where the system allows that. For threads that do little at a time. Any thread.
  virtual std::shared_ptr<void> answer_from_this_thread() { return nullptr; }

  // Moving models. Agent thread.
  //
  // The number of the model that has this alias now, 0 without one. MODEL_CHANGE gives the alias
  // another number; none is used twice. With the number of a model that is gone, the functions
  // below do nothing and return false, -1 or an empty value.
  virtual std::uint64_t find_model(std::string_view) const noexcept { return 0; }
  // -1: the model has none of that name. Without a name: its centre bone.
  virtual int find_bone(std::uint64_t, std::string_view) const noexcept { return -1; }
  virtual int find_morph(std::uint64_t, std::string_view) const noexcept { return -1; }
  // Whether a motion of that alias plays on the model.
  virtual bool motion_runs(std::uint64_t, std::string_view) const noexcept { return false; }
  virtual ModelShapes model_shapes(std::uint64_t) const { return {}; }
  // What motions, binds and plugins before this one wrote. False: no such bone or morph.
  virtual bool bone_value(std::uint64_t, int, BoneValue&) const noexcept { return false; }
  virtual bool morph_value(std::uint64_t, int, float&) const noexcept { return false; }
  // In update() only: writes on top of that, before physics. A bone takes along all that hang on
  // it; IK is not solved again. What no motion writes in the next step stays as it was written.
  virtual bool set_bone_value(std::uint64_t, int, const BoneValue&) noexcept { return false; }
  virtual bool set_morph_value(std::uint64_t, int, float) noexcept { return false; }

  // Where the view is: the matrix from the world to the camera, which looks along -z, column by
  // column. Agent thread.
  virtual void view_matrix(float (&columns)[16]) const noexcept {
    for (int i = 0; i < 16; ++i) columns[i] = i % 5 == 0 ? 1.0F : 0.0F;
  }
  // Where the pointer was last, from the window's top left, and the window's size, all in its
  // units. False: there was none yet. Agent thread.
  virtual bool pointer(float&, float&, float&, float&) const noexcept { return false; }

  // The aliases of the models that hang on no other one, in the order of their slots. Agent thread.
  virtual std::vector<std::string> free_models() const { return {}; }
  // Motions come to their lead over sound (motion_adjust_time) anew, as at the start. Agent thread.
  virtual void restart_motion_lead() noexcept {}

  // bone_pose() by numbers. False: no such bone.
  virtual bool bone_place(std::uint64_t, int, BonePose&) const noexcept { return false; }

  // Boards: panels in the world, unlit, seen from both sides, hidden by what is nearer. Agent
  // thread.
  //
  // Shows one until it is replaced or removed; `id` is the plugin's own name for it. One that was
  // shown before others covers them. It is not seen while its model or bone is gone. False: there
  // are as many boards, or items of one, as there may be; nothing is changed then.
  virtual bool show_board(std::string_view, const BoardPlace&, std::span<const BoardItem>) {
    return false;
  }
  virtual void hide_board(std::string_view) noexcept {}
  // Of a text of a board whose lines are `pitch` ems apart. False while the fonts are being read.
  virtual bool text_room(std::string_view, [[maybe_unused]] float pitch, TextRoom&) const {
    return false;
  }
  // Reads an image, animated or not, for boards: a file as messages name them. 0: there are as many
  // as there may be.
  virtual std::uint64_t load_image([[maybe_unused]] std::string_view file) { return 0; }
  // Of an image of load_image(); when ready, with its size in pixels.
  virtual ImageState image_state(std::uint64_t, int&, int&) const noexcept {
    return ImageState::missing;
  }
  virtual void drop_image(std::uint64_t) noexcept {}

 protected:
  ~Host() = default;
};

}  // namespace mmdagent
