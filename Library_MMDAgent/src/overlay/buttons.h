// The buttons over the scene: those that messages add, and those of the content's files
// (messages-core.md section 18, host.md section 7.4).
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "overlay/button.h"
#include "overlay/widget.h"

namespace mmdagent {

class Scene;

// Agent thread only.
class Buttons final : public Widget {
 public:
  // Reads the content's files on a loader thread, then shows their buttons if the option
  // `show_button` says so.
  explicit Buttons(Scene& scene);
  ~Buttons() override;
  Buttons(const Buttons&) = delete;
  Buttons& operator=(const Buttons&) = delete;

  // Of those that messages add; one that is being removed counts until it is gone.
  bool has(std::string_view alias) const;
  std::size_t added() const { return added_.size(); }
  // Slides in. With `closes` a tap removes it.
  void add(Button button, bool closes);
  // Slides out, then BUTTON_EVENT_DELETE is posted. False: there is none of that name.
  bool remove(std::string_view alias);

  // Hides the buttons of files, or shows those of them that have no parent.
  void toggle();
  // While the scene is covered, the buttons of files wait to be shown.
  void set_covered(bool covered);

  bool visible() const override { return !added_.empty() || !of_files_.empty(); }
  void paint(Painter& painter) const override;
  void resize(const glm::vec2& size) override;
  void step(double frames) override;
  bool act(const Gesture& gesture) override;

 private:
  static constexpr std::size_t no_parent = static_cast<std::size_t>(-1);
  struct Added {
    Button button;
    bool closes = false;
  };
  struct OfFile {
    Button button;
    std::size_t parent = no_parent;  // an earlier one
  };
  // Definitions whose images are on their way.
  struct Arriving;
  class ReadFiles;

  void arrive(const std::shared_ptr<Arriving>& arriving);
  void load_image(const std::shared_ptr<Arriving>& arriving, std::size_t file, std::size_t look);
  void finish_files(Arriving& arriving);
  void execute(Button& button);
  void update_files();
  void toggle_children(std::size_t parent);

  Scene& scene_;
  std::shared_ptr<Buttons*> self_;  // emptied when this is gone before its files are read
  std::vector<Added> added_;
  std::vector<OfFile> of_files_;
  bool files_shown_ = false;
  bool covered_ = false;
  glm::vec2 size_{1.0F};
};

}  // namespace mmdagent
