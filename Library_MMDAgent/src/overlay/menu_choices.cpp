// What can be done with an item of the menu: choices side by side in place of its row.
#include <algorithm>
#include <cmath>
#include <functional>

#include "overlay/menu.h"
#include "overlay/menu_measures.h"
#include "overlay/painter.h"
#include "overlay/text_measure.h"

namespace mmdagent {
namespace {

using namespace menu_measures;

constexpr float text_scale = 0.6F;
constexpr float text_indent = 0.1F;
constexpr float text_rise = 0.38F;
constexpr float cursor_thickness = 0.08F;

constexpr glm::vec4 box_color(0.1F, 0.1F, 0.3F, 0.95F);
constexpr glm::vec4 cursor_color(1.0F, 0.0F, 0.0F, 1.0F);
constexpr glm::vec4 text_color(0.8F, 0.8F, 0.8F, 1.0F);

}  // namespace

void Menu::toggle_choices(std::size_t row) {
  if (chosen_row_ == row || page().items[row].choices.empty()) {
    close_choices();
    return;
  }
  cursor_ = row;
  chosen_row_ = row;
  choice_ = 0;
  choices_shown_ = 0.0;
}

void Menu::close_choices() { chosen_row_.reset(); }

void Menu::run_choice(std::size_t choice) {
  const std::function<void()> action = page().items[*chosen_row_].choices[choice].run;
  close_choices();
  if (action) action();
}

bool Menu::press_in_choices(Key key) {
  const std::size_t last = page().items[*chosen_row_].choices.size() - 1;
  if (key == Key::escape) close_choices();
  if (key == Key::left && choice_ > 0) --choice_;
  if (key == Key::right) choice_ = std::min(choice_ + 1, last);
  if (key == Key::enter) run_choice(choice_);
  return true;
}

bool Menu::tap_in_choices(const glm::vec2& at) {
  for (std::size_t i = 0; i < page().items[*chosen_row_].choices.size(); ++i) {
    if (!choice_place(i).contains(at)) continue;
    run_choice(i);
    return true;
  }
  return false;
}

Rectangle Menu::choice_place(std::size_t choice) const {
  const Rectangle row = row_place(*chosen_row_);
  const auto count = static_cast<float>(page().items[*chosen_row_].choices.size());
  const float width = row.extent.x / count;
  return {{row.corner.x + width * static_cast<float>(choice), row.corner.y}, {width, row.extent.y}};
}

void Menu::paint_choices(Painter& painter) const {
  const auto& choices = page().items[*chosen_row_].choices;
  const auto shown = static_cast<float>(choices_shown_ / choice_frames);
  const float em = em_per_unit * text_scale * unit();
  for (std::size_t i = 0; i < choices.size(); ++i) {
    Rectangle box = choice_place(i);
    box.extent.x *= shown;
    painter.box(box, box_color);
    if (i == choice_) painter.border(box, cursor_thickness * unit(), cursor_color);
    const glm::vec2 at = box.corner + unit() * glm::vec2(text_indent, text_rise);
    const float room = box.extent.x - 2.0F * text_indent * unit();
    if (room > 0.0F) {
      painter.fitted_text(choices[i].label, at, {em, em / em_per_unit, text_color, {}}, room);
    }
  }
}

}  // namespace mmdagent
