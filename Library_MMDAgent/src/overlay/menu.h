// The menu: pages of items at the lower right (host.md section 7.1).
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "overlay/menu_page.h"
#include "overlay/rectangle.h"
#include "overlay/widget.h"

namespace mmdagent {

class Scene;

// Agent thread only.
class Menu final : public Widget {
 public:
  explicit Menu(Scene& scene) : pages_(program_menu_pages(scene)) {}

  bool has(std::string_view page) const;
  // A page of the content's, before those that are there. Null: there are as many as there may be.
  // Good until pages are added or removed.
  MenuPage* add(std::string_view name);
  // Only of the content's pages; null: there is none of that name.
  MenuPage* find(std::string_view name);
  MenuPage* find(std::uint64_t id);
  bool remove(std::string_view name);

  // Opens at the first page, or closes.
  void toggle();
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
  enum class Direction : std::int8_t { previous = -1, next = 1 };
  enum class Axis : std::uint8_t { undecided, vertical, flipped };

  const MenuPage& page() const { return pages_[current_]; }
  std::size_t rows() const;
  float unit() const;
  Rectangle place() const;
  Rectangle row_place(std::size_t row) const;
  std::optional<std::size_t> row_at(const glm::vec2& at) const;

  void close() { open_ = false; }
  void go_to(std::size_t page);
  void flip(Direction direction);
  void move_cursor(Direction direction);
  void scroll_to(float row, bool at_once);
  void run(std::size_t row);
  void drag(const glm::vec2& moved);

  // menu_look.cpp: `width` is how much of a page that turns is seen, 0 to 1.
  struct Turn;
  Turn turn() const;
  void paint_page(Painter& painter, const MenuPage& page, const Turn& turn) const;
  void paint_row(Painter& painter, const MenuPage& page, std::size_t row, const Turn& turn) const;
  void paint_bars(Painter& painter, const Turn& turn) const;

  std::vector<MenuPage> pages_;
  std::uint64_t last_id_ = 0;
  bool open_ = false;
  double presence_ = 0.0;  // frames that it has come up
  glm::vec2 size_{1.0F};
  float scale_ = 0.45F;

  std::size_t current_ = 0;
  std::optional<std::size_t> cursor_;
  float top_row_ = 0.0F;  // where scrolling ends
  float scrolled_ = 0.0F;
  double scroll_left_ = 0.0;  // frames

  std::size_t left_page_ = 0;  // which turns away, while flip_left_ is above half
  double flip_left_ = 0.0;     // frames
  double bump_left_ = 0.0;
  Direction bump_ = Direction::next;
  std::size_t executed_ = 0;
  double flash_left_ = 0.0;
  glm::vec2 dragged_{0.0F};
  Axis axis_ = Axis::undecided;
};

}  // namespace mmdagent
