// The file browser: a folder's entries over the scene, to open contents (host.md section 7.3).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <glm/vec2.hpp>
#include <glm/vec4.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "overlay/rectangle.h"
#include "overlay/widget.h"

namespace mmdagent {

class Scene;

struct FolderEntry {
  std::string name;
  bool is_folder = false;

  bool operator==(const FolderEntry&) const = default;
};

// The way up, then folders, then files, each by name without regard to case; at most
// limits::browser_entries. With `only_up` nothing but the way up. A folder that cannot be read has
// the way up alone. Blocks.
std::vector<FolderEntry> folder_entries(const std::filesystem::path& folder, bool only_up);

// Agent thread only; folders are read by loaders.
class FileBrowser final : public Widget {
 public:
  explicit FileBrowser(Scene& scene) : scene_(scene) {}

  // Shows the folder that it showed last, at first that of the content.
  void show();
  void close() { open_ = false; }
  bool open() const { return open_; }

  bool visible() const override { return open_ || presence_ > 0.0; }
  void paint(Painter& painter) const override;
  void resize(const glm::vec2& size) override { size_ = size; }
  void step(double frames) override;
  bool press(Key key, Modifiers modifiers) override;
  bool type(char32_t character) override;
  bool act(const Gesture& gesture) override;
  bool scroll(const glm::vec2& at, float steps) override;

 private:
  struct Position {
    std::size_t cursor = 0;
    float top = 0.0F;  // entries above the first that is seen
  };

  Rectangle place() const;
  float line_height() const;
  std::size_t shown_entries() const { return lines_ - 1; }
  std::optional<std::size_t> entry_at(const glm::vec2& at) const;

  void go_to(std::filesystem::path folder);
  void arrived(std::uint64_t request, std::vector<FolderEntry>& entries);
  void go_up();
  void choose(std::size_t entry);
  void move_cursor(int by);
  void scroll_to(float top);
  void resize_lines(int by);
  void end_drag();
  void paint_line(Painter& painter, float row, std::string_view text,
                  const glm::vec4* background) const;

  Scene& scene_;
  glm::vec2 size_{1.0F};
  bool open_ = false;
  double presence_ = 0.0;     // frames that it has come in
  double change_left_ = 0.0;  // frames
  double flash_left_ = 0.0;
  std::size_t lines_ = 22;  // the folder's own name among them

  std::filesystem::path folder_;  // empty: none was shown yet
  std::vector<FolderEntry> entries_;
  std::uint64_t requests_ = 0;
  Position position_;
  std::map<std::filesystem::path, Position> remembered_;
  glm::vec2 dragged_{0.0F};
};

}  // namespace mmdagent
