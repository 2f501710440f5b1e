// Images over the scene: frames, stretched over the whole window, and on them overlays, which keep
// their shape and fade in and out (messages-core.md sections 14.3 and 14.4).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "render/snapshot.h"
#include "scene/resources.h"

namespace mmdagent {

// Where an overlay lies; DrawnImage says what the members mean.
struct OverlayPlace {
  glm::vec2 most{1.0F};
  Anchor anchor = Anchor::center;
  float padding = 0.0F;
};

// Agent thread only. Later ones cover earlier ones; what replaces an image keeps its turn.
class WindowImages {
 public:
  using Image = std::shared_ptr<const ResourceHandle>;

  // False: there are as many as there may be.
  bool set_frame(std::string_view alias, Image image);
  // False: there is none of that name.
  bool remove_frame(std::string_view alias);
  void remove_frames() { frames_.clear(); }

  // A new one is invisible at first and fades in. False as for frames.
  bool set_overlay(std::string_view alias, Image image, const OverlayPlace& place);
  // It fades out and is then gone. Until then there is one of that name.
  bool remove_overlay(std::string_view alias);
  void remove_overlays();
  bool hide_overlay(std::string_view alias);
  // One that is being removed does not come back.
  bool show_overlay(std::string_view alias);

  // Fades overlays, by frames of 1/30 s.
  void advance(double frames);
  void fill(Snapshot& snapshot) const;

 private:
  struct WindowFrame {
    std::string alias;
    Image image;
  };
  struct Overlay {
    std::string alias;
    Image image;
    OverlayPlace place;
    float opacity = 0.0F;
    bool shown = true;
    bool removed = false;  // gone when it is invisible
  };

  Overlay* find_overlay(std::string_view alias);

  std::vector<WindowFrame> frames_;
  std::vector<Overlay> overlays_;
};

}  // namespace mmdagent
