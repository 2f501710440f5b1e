// The program's own panels over the scene: which there are, which covers which, and who gets a key,
// a character or a gesture first.
#pragma once

#include <glm/vec2.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "MMDAgent/Message.h"
#include "overlay/text_measure.h"
#include "scene/input_event.h"

namespace mmdagent {

class Buttons;
class Curtain;
class FileBrowser;
class GainSlider;
class InfoText;
class LogFrame;
class LogPanels;
class Menu;
class Notification;
class Prompt;
class Scene;
class ScreenNotes;
class TabBar;
class Widget;
struct Gesture;
struct Snapshot;

// Agent thread only. A new panel: a class of its own behind Widget, a member here, and its place in
// the orders of the constructor.
class Overlay {
 public:
  Overlay(Scene& scene, const std::string& app_data_dir);
  ~Overlay();
  Overlay(const Overlay&) = delete;
  Overlay& operator=(const Overlay&) = delete;

  Buttons& buttons() { return *buttons_; }
  Menu& menu() { return *menu_; }
  Prompt& prompt() { return *prompt_; }
  Notification& notification() { return *notification_; }
  LogPanels& log_panels() { return *log_panels_; }
  GainSlider& gain_slider() { return *gain_slider_; }
  InfoText& info_text() { return *info_text_; }
  Curtain& curtain() { return *curtain_; }
  TabBar& tab_bar() { return *tab_bar_; }
  FileBrowser& file_browser() { return *file_browser_; }
  const TextMeasure& measure() const { return measure_; }

  // Of the window in its units, or of the picture where there is none; sides of at least 1.
  void resize(const glm::vec2& size);
  // From now on the picture is in a window.
  void set_in_window();
  // A line of the log: its text, or the type of a message and its arguments.
  void log(Level level, std::string_view module, std::string_view text, std::string_view args);
  // So many frames of 1/30 s passed, also while the scene is held.
  void step(double frames);
  void paint(Snapshot& snapshot) const;

  // Whether a panel took it. Positions as the window gives them: from the top left.
  bool press(Key key, Modifiers modifiers);
  bool type(char32_t character);
  bool act(const Gesture& gesture);
  bool scroll(const glm::vec2& at, float steps);
  void hover(const glm::vec2& at);

 private:
  glm::vec2 flipped(const glm::vec2& at) const { return {at.x, size_.y - at.y}; }

  TextMeasure measure_;
  std::unique_ptr<Buttons> buttons_;
  std::unique_ptr<Menu> menu_;
  std::unique_ptr<Prompt> prompt_;
  std::unique_ptr<Notification> notification_;
  std::unique_ptr<LogFrame> log_frame_;
  std::unique_ptr<LogPanels> log_panels_;
  std::unique_ptr<ScreenNotes> screen_notes_;
  std::unique_ptr<GainSlider> gain_slider_;
  std::unique_ptr<InfoText> info_text_;
  std::unique_ptr<Curtain> curtain_;
  std::unique_ptr<TabBar> tab_bar_;
  std::unique_ptr<FileBrowser> file_browser_;

  std::vector<Widget*> by_key_;      // who is asked first about keys and characters
  std::vector<Widget*> by_pointer_;  // likewise about gestures
  std::vector<Widget*> under_;       // drawn under images and texts, first to last
  std::vector<Widget*> over_;        // and over them
  Widget* held_ = nullptr;           // has taken the begin of the running gesture
  glm::vec2 size_{1.0F};
};

}  // namespace mmdagent
