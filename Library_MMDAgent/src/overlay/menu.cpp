#include "overlay/menu.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "overlay/menu_measures.h"

namespace mmdagent {
namespace {

constexpr float size_step = 0.06F;
constexpr float least_size = 0.1F;
constexpr float greatest_size = 1.0F;
constexpr float least_part = 0.5F;  // of the height of the window
constexpr float shape_factor = 1.333F;
constexpr float rows_per_window = 20.0F;  // of a drag over its height
constexpr float decided_drag = 5.0F;      // pixels
constexpr auto shown_rows = static_cast<std::size_t>(menu_measures::visible_rows);

}  // namespace

bool Menu::has(std::string_view page) const {
  return std::ranges::find(pages_, page, &MenuPage::name) != pages_.end();
}

MenuPage* Menu::add(std::string_view name) {
  if (pages_.size() >= limits::menu_pages) return nullptr;
  if (visible()) ++current_;
  flip_left_ = 0.0;
  MenuPage page;
  page.name = name;
  page.id = ++last_id_;
  return &*pages_.insert(pages_.begin(), std::move(page));
}

MenuPage* Menu::find(std::string_view name) {
  const auto found = std::ranges::find(pages_, name, &MenuPage::name);
  const bool of_content = found != pages_.end() && found->group == MenuGroup::content;
  return of_content ? &*found : nullptr;
}

MenuPage* Menu::find(std::uint64_t id) {
  if (alone_ && alone_->id == id) return &*alone_;
  const auto found = std::ranges::find(pages_, id, &MenuPage::id);
  return found != pages_.end() ? &*found : nullptr;
}

bool Menu::remove(std::string_view name) {
  const MenuPage* page = find(name);
  if (page == nullptr) return false;
  const auto index = static_cast<std::size_t>(page - pages_.data());
  pages_.erase(pages_.begin() + static_cast<std::ptrdiff_t>(index));
  if (index == current_ && !alone_) go_to(current_);
  if (index < current_) --current_;
  flip_left_ = 0.0;
  return true;
}

void Menu::toggle() {
  if (open_) {
    close();
  } else {
    open_pages();
  }
}

void Menu::open_pages() {
  open_ = true;
  alone_.reset();
  go_to(0);
  flip_left_ = 0.0;
}

std::uint64_t Menu::show(MenuPage page) {
  open_ = true;
  page.id = ++last_id_;
  alone_ = std::move(page);
  go_to(current_);
  flip_left_ = 0.0;
  return last_id_;
}

void Menu::close() {
  open_ = false;
  close_choices();
}

void Menu::step(double frames) {
  using namespace menu_measures;
  presence_ = std::clamp(presence_ + (open_ ? frames : -frames), 0.0, slide_frames);
  if (presence_ <= 0.0 && !open_) alone_.reset();
  choices_shown_ = std::min(choices_shown_ + frames, choice_frames);
  for (double* left : {&flip_left_, &bump_left_, &flash_left_}) {
    *left = std::max(*left - frames, 0.0);
  }
  if (scroll_left_ <= frames) {
    scrolled_ = top_row_;
    scroll_left_ = 0.0;
  } else {
    scrolled_ += (top_row_ - scrolled_) * static_cast<float>(frames / scroll_left_);
    scroll_left_ -= frames;
  }
}

// Gaps before the last item count.
std::size_t Menu::rows() const {
  std::size_t count = page().items.size();
  while (count > 0 && page().items[count - 1].label.empty()) --count;
  return std::max(count, shown_rows);
}

float Menu::unit() const {
  using namespace menu_measures;
  const float shape = std::sqrt(size_.x / size_.y);
  const float part = std::clamp(shape * shape_factor * scale_, least_part, 1.0F);
  return std::min(
      {part * size_.y / whole_height, (size_.y - lift_) / whole_height, size_.x / whole_width});
}

Rectangle Menu::place() const {
  const glm::vec2 extent =
      unit() * glm::vec2(menu_measures::whole_width, menu_measures::whole_height);
  return {{size_.x - extent.x, lift_}, extent};
}

Rectangle Menu::row_place(std::size_t row) const {
  using namespace menu_measures;
  const float rows_down = static_cast<float>(row) - scrolled_;
  const float low = margin + list_height - (rows_down + 1.0F) * row_pitch;
  return {place().corner + unit() * glm::vec2(margin, low), unit() * glm::vec2(width, row_height)};
}

std::optional<std::size_t> Menu::row_at(const glm::vec2& at) const {
  const float low = place().corner.y + menu_measures::margin * unit();
  if (at.y < low || at.y >= low + menu_measures::list_height * unit()) return std::nullopt;
  for (std::size_t row = 0; row < rows(); ++row) {
    if (row_place(row).contains(at)) return row;
  }
  return std::nullopt;
}

void Menu::go_to(std::size_t page) {
  current_ = page;
  cursor_.reset();
  flash_left_ = 0.0;
  close_choices();
  scroll_to(0.0F, true);
}

void Menu::flip(Direction direction) {
  if (alone_) return;
  const bool last = direction == Direction::next ? current_ + 1 == pages_.size() : current_ == 0;
  if (last) {
    bump_ = direction;
    bump_left_ = menu_measures::bump_frames;
    return;
  }
  left_page_ = current_;
  flip_left_ = menu_measures::flip_frames;
  go_to(direction == Direction::next ? current_ + 1 : current_ - 1);
}

// To the next row that is an item; stays where there is none.
void Menu::move_cursor(Direction direction) {
  const int by = static_cast<int>(direction);
  const auto count = static_cast<int>(page().items.size());
  int row = cursor_ ? static_cast<int>(*cursor_) + by : by > 0 ? 0 : count - 1;
  while (row >= 0 && row < count && page().items[static_cast<std::size_t>(row)].label.empty()) {
    row += by;
  }
  if (row < 0 || row >= count) return;
  cursor_ = static_cast<std::size_t>(row);
  const auto at = static_cast<float>(row);
  const float last_top = at - static_cast<float>(shown_rows - 1);
  if (at < top_row_) scroll_to(at, false);
  if (last_top > top_row_) scroll_to(last_top, false);
}

void Menu::scroll_to(float row, bool at_once) {
  top_row_ = std::clamp(row, 0.0F, static_cast<float>(rows() - shown_rows));
  scroll_left_ = at_once ? 0.0 : menu_measures::scroll_frames;
  if (at_once) scrolled_ = top_row_;
}

void Menu::run(std::size_t row) {
  const MenuItem& item = page().items[row];
  if (item.label.empty()) return;
  cursor_ = row;
  executed_ = row;
  flash_left_ = menu_measures::flash_frames;
  const std::function<void()> action = item.run;  // which may put another page in place of this
  if (item.closes) close();
  if (action) action();
}

bool Menu::press(Key key, Modifiers modifiers) {
  if (!open_) return false;
  if (chosen_row_) return press_in_choices(key);
  if (key == Key::escape) close();
  if (key == Key::enter && cursor_ && modifiers.shift) {
    toggle_choices(*cursor_);
  } else if (key == Key::enter && cursor_) {
    run(*cursor_);
  }
  if (key == Key::up) move_cursor(Direction::previous);
  if (key == Key::down) move_cursor(Direction::next);
  if (key == Key::left) flip(Direction::previous);
  if (key == Key::right) flip(Direction::next);
  return true;
}

bool Menu::type(char32_t character) {
  if (!open_) return false;
  if (character == U'/') close();
  if (character == U'+') scale_ = std::min(scale_ + size_step, greatest_size);
  if (character == U'-') scale_ = std::max(scale_ - size_step, least_size);
  return true;
}

void Menu::drag(const glm::vec2& moved) {
  dragged_ += moved;
  if (axis_ == Axis::undecided && std::abs(dragged_.x) > decided_drag) {
    axis_ = Axis::flipped;
    flip(dragged_.x < 0.0F ? Direction::next : Direction::previous);
  } else if (axis_ == Axis::undecided && std::abs(dragged_.y) > decided_drag) {
    axis_ = Axis::vertical;
    scroll_to(top_row_ + dragged_.y * rows_per_window / size_.y, true);
  } else if (axis_ == Axis::vertical) {
    scroll_to(top_row_ + moved.y * rows_per_window / size_.y, true);
  }
}

void Menu::tap(const glm::vec2& at) {
  if (chosen_row_) {
    if (!tap_in_choices(at)) close_choices();
    return;
  }
  if (!place().contains(at)) {
    close();
  } else if (const std::optional<std::size_t> row = row_at(at)) {
    run(*row);
  }
}

bool Menu::act(const Gesture& gesture) {
  if (gesture.kind == Gesture::Kind::drag) {
    if (open_) drag(gesture.moved);
    return true;
  }
  if (!open_) return false;
  const bool inside = place().contains(gesture.position);
  switch (gesture.kind) {
    case Gesture::Kind::tap:
      tap(gesture.position);
      return true;
    case Gesture::Kind::long_press:
      if (const std::optional<std::size_t> row = row_at(gesture.position)) toggle_choices(*row);
      return inside;
    case Gesture::Kind::drag_begin:
      dragged_ = glm::vec2(0.0F);
      axis_ = Axis::undecided;
      return inside;
    case Gesture::Kind::flick:
      if (inside && std::abs(gesture.moved.x) > std::abs(gesture.moved.y)) {
        flip(gesture.moved.x < 0.0F ? Direction::next : Direction::previous);
      }
      return inside;
    default:
      return inside;
  }
}

bool Menu::scroll(const glm::vec2& at, float steps) {
  if (!open_ || !place().contains(at)) return false;
  scroll_to(top_row_ - steps, false);
  return true;
}

}  // namespace mmdagent
