// Boards that plugins show in the world, and the images on them (Host.h, "Boards").
#pragma once

#include <cstddef>
#include <cstdint>
#include <glm/mat4x4.hpp>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "MMDAgent/Host.h"
#include "render/animation.h"
#include "render/flat_item.h"
#include "scene/resources.h"

namespace mmdagent {

class Scene;
struct Snapshot;

// Agent thread only. The scene outlives it.
class Boards {
 public:
  explicit Boards(Scene& scene) : scene_(scene) {}

  bool show(std::string_view plugin, std::string_view id, const BoardPlace& place,
            std::span<const BoardItem> items);
  void hide(std::string_view plugin, std::string_view id) noexcept;

  std::uint64_t load_image(std::string_view file);
  ImageState image_state(std::uint64_t image, int& width, int& height) const noexcept;
  // Boards show it no more.
  void drop_image(std::uint64_t image) noexcept { pictures_.erase(image); }

  // Moves animated images on by frames of 1/30 s.
  void advance(double frames);
  // The board that was shown first is drawn last.
  void fill(Snapshot& snapshot) const;

 private:
  struct Picture {
    ImageState state = ImageState::loading;
    int width = 0;
    int height = 0;
    std::shared_ptr<const ResourceHandle> image;
    AnimationClock clock{1.0};
  };
  struct Part {
    FlatItem item;
    float depth = 0.0F;
    std::uint64_t picture = 0;
    std::string text;
  };
  struct Board {
    std::string plugin;
    std::string id;
    BoardPlace place;
    std::vector<Part> parts;
  };

  std::optional<glm::mat4> place_of(const BoardPlace& place) const;
  bool resolve(const Part& part, FlatItem& item) const;
  void fill_board(Snapshot& snapshot, const Board& board, const glm::mat4& place) const;

  Scene& scene_;
  std::vector<Board> boards_;  // by the time of the first show()
  std::map<std::uint64_t, std::shared_ptr<Picture>> pictures_;
  std::uint64_t last_picture_ = 0;
};

}  // namespace mmdagent
