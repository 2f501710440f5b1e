// One button: where it lies, how it slides in and out, and how it looks just now.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "overlay/button_file.h"
#include "overlay/rectangle.h"

namespace mmdagent {

class KeyValueStore;
class Painter;
class ResourceHandle;

// Agent thread only. Places are pixels of the window from its lower left corner.
class Button {
 public:
  struct Picture {
    std::shared_ptr<const ResourceHandle> image;
    float aspect = 1.0F;  // its height by its width
  };

  // As many pictures as looks, at least one.
  Button(std::string name, ButtonDefinition definition, std::vector<Picture> pictures);

  const std::string& name() const { return name_; }
  void resize(const glm::vec2& size) { size_ = size; }
  void step(double frames);

  void show() { shown_ = true; }
  void hide() { shown_ = false; }
  bool shown() const { return shown_; }
  bool gone() const { return !shown_ && presence_ <= 0.0; }
  // It was tapped.
  void flash();

  // The first look whose variable has its value, else the base.
  const ButtonLook& look(const KeyValueStore& values) const;
  // Where it rests when it has slid in.
  Rectangle place(const KeyValueStore& values) const;
  // `parent`: where it slides in from, if from there; null: from the left.
  void paint(Painter& painter, const KeyValueStore& values, const Rectangle* parent) const;

 private:
  std::size_t current(const KeyValueStore& values) const;
  float unit() const;
  Rectangle place_of(const Picture& picture) const;
  glm::vec2 way_in(const Rectangle& rest, const Rectangle* parent) const;
  void paint_label(Painter& painter, const KeyValueStore& values, const ButtonLook& look,
                   const Rectangle& rest) const;

  std::string name_;
  ButtonDefinition definition_;
  std::vector<Picture> pictures_;
  glm::vec2 size_{1.0F};
  bool shown_ = false;
  double presence_ = 0.0;    // frames that it has slid in
  double flash_left_ = 0.0;  // frames
};

}  // namespace mmdagent
