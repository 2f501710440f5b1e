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
  // At the first page, whatever is shown.
  void open_pages();
  // Shows a page that is not among those that are turned to; it is there until the menu has gone or
  // shows something else. Its id.
  std::uint64_t show(MenuPage page);
  bool open() const { return open_; }
  bool shows_alone() const { return alone_.has_value(); }
  std::string_view page_name() const { return page().name; }

  bool visible() const override { return open_ || presence_ > 0.0; }
  void paint(Painter& painter) const override;
  void resize(const glm::vec2& size) override { size_ = size; }
  void lift(float height) override { lift_ = height; }
  void step(double frames) override;
  bool press(Key key, Modifiers modifiers) override;
  bool type(char32_t character) override;
  bool act(const Gesture& gesture) override;
  bool scroll(const glm::vec2& at, float steps) override;

 private:
  enum class Direction : std::int8_t { previous = -1, next = 1 };
  enum class Axis : std::uint8_t { undecided, vertical, flipped };

  const MenuPage& page() const { return alone_ ? *alone_ : pages_[current_]; }
  std::size_t rows() const;
  float unit() const;
  Rectangle place() const;
  Rectangle row_place(std::size_t row) const;
  std::optional<std::size_t> row_at(const glm::vec2& at) const;

  void close();
  void go_to(std::size_t page);
  void flip(Direction direction);
  void move_cursor(Direction direction);
  void scroll_to(float row, bool at_once);
  void run(std::size_t row);
  void drag(const glm::vec2& moved);
  void tap(const glm::vec2& at);

  // menu_choices.cpp: what can be done with an item, in place of its row.
  void toggle_choices(std::size_t row);
  void close_choices();
  bool press_in_choices(Key key);
  bool tap_in_choices(const glm::vec2& at);
  void run_choice(std::size_t choice);
  Rectangle choice_place(std::size_t choice) const;
  void paint_choices(Painter& painter) const;

  // menu_look.cpp: `width` is how much of a page that turns is seen, 0 to 1.
  struct Turn;
  Turn turn() const;
  void paint_page(Painter& painter, const MenuPage& page, const Turn& turn) const;
  void paint_row(Painter& painter, const MenuPage& page, std::size_t row, const Turn& turn) const;
  void paint_bars(Painter& painter, const Turn& turn) const;

  std::vector<MenuPage> pages_;
  std::optional<MenuPage> alone_;  // shown instead of them
  std::uint64_t last_id_ = 0;
  bool open_ = false;
  double presence_ = 0.0;  // frames that it has come up
  glm::vec2 size_{1.0F};
  float lift_ = 0.0F;  // pixels
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
  std::optional<std::size_t> chosen_row_;  // whose choices are shown
  std::size_t choice_ = 0;                 // under the cursor
  double choices_shown_ = 0.0;             // frames
  glm::vec2 dragged_{0.0F};
  Axis axis_ = Axis::undecided;
};

}  // namespace mmdagent
