// How the menu is drawn.
#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "overlay/menu.h"
#include "overlay/menu_measures.h"
#include "overlay/painter.h"
#include "overlay/text_measure.h"
#include "scene/resources.h"

namespace mmdagent {
namespace {

using namespace menu_measures;

constexpr float text_scale = 0.8F;
constexpr float hint_scale = 0.3F;
constexpr float text_indent = 0.2F;
constexpr float text_rise = 0.33F;
constexpr float hint_rise = 0.1F;
constexpr float cursor_thickness = 0.08F;
constexpr float bump_width = 0.5F;
constexpr float widest_text = width - 2.0F * text_indent;

constexpr glm::vec4 title_colors[] = {{0.3F, 0.7F, 0.1F, 0.7F},
                                      {0.0F, 0.5F, 0.8F, 0.7F},
                                      {0.0F, 0.2F, 0.9F, 0.7F},
                                      {0.0F, 0.9F, 0.1F, 0.7F}};
constexpr glm::vec4 normal_color(0.0F, 0.0F, 0.7F, 0.6F);
constexpr glm::vec4 empty_color(0.0F, 0.0F, 0.6F, 0.6F);
constexpr glm::vec4 content_normal_color(0.0F, 0.3F, 0.5F, 0.6F);
constexpr glm::vec4 content_empty_color(0.0F, 0.2F, 0.5F, 0.6F);
constexpr glm::vec4 executing_color(0.9F, 0.0F, 0.1F, 0.7F);
constexpr glm::vec4 cursor_color(1.0F, 0.0F, 0.0F, 1.0F);
constexpr glm::vec4 text_color(0.8F, 0.8F, 0.8F, 1.0F);
constexpr glm::vec4 edge_color(0.0F, 0.0F, 0.0F, 1.0F);
constexpr glm::vec4 rows_bar_color(0.8F, 0.9F, 0.5F, 1.0F);
constexpr glm::vec4 pages_bar_color(0.9F, 0.9F, 1.0F, 0.8F);

TextLook look_of(float em) {
  return {em, em / em_per_unit, text_color, {edge_color, 1.0F / edge_glyph_pixels}};
}

glm::vec4 row_color(const MenuPage& page, const MenuItem& item) {
  const bool of_content = page.group == MenuGroup::content;
  if (item.label.empty()) return of_content ? content_empty_color : empty_color;
  return of_content ? content_normal_color : normal_color;
}

}  // namespace

// A page that turns about its upright middle: all of it is drawn narrower.
struct Menu::Turn {
  std::size_t page = 0;
  float seen = 1.0F;
  float middle = 0.0F;

  float at(float x) const { return middle + seen * (x - middle); }
  Rectangle of(const Rectangle& place) const {
    return {{at(place.corner.x), place.corner.y}, {seen * place.extent.x, place.extent.y}};
  }
};

Menu::Turn Menu::turn() const {
  const auto passed = static_cast<float>(1.0 - flip_left_ / flip_frames);
  Turn turn{current_, 1.0F, place().center().x};
  if (flip_left_ > 0.0) turn.seen = std::abs(1.0F - 2.0F * passed);
  if (flip_left_ > 0.0 && passed < 0.5F) turn.page = left_page_;
  return turn;
}

void Menu::paint_row(Painter& painter, const MenuPage& page, std::size_t row,
                     const Turn& turn) const {
  const MenuItem& item = page.items[row];
  const Rectangle box = row_place(row);
  const bool executing = flash_left_ > 0.0 && row == executed_ && turn.page == current_;
  painter.box(turn.of(box), executing ? executing_color : row_color(page, item));
  if (item.image != nullptr) painter.image(turn.of(box), item.image->id());
  if (cursor_ == row && turn.page == current_) {
    painter.border(turn.of(box), cursor_thickness * unit(), cursor_color);
  }
  if (item.label.empty()) return;
  const std::string label = item.is_on ? (item.is_on() ? "◉ " : "○ ") + item.label : item.label;
  const float em = turn.seen * em_per_unit * text_scale * unit();
  painter.fitted_text(
      label, {turn.at(box.corner.x + text_indent * unit()), box.corner.y + text_rise * unit()},
      look_of(em), turn.seen * widest_text * unit());
  if (item.hint.empty()) return;
  const float hint_em = turn.seen * em_per_unit * hint_scale * unit();
  const float hint_width = hint_em * painter.measure().extent(item.hint).width;
  painter.text(
      item.hint,
      {turn.at(box.end().x - text_indent * unit()) - hint_width, box.corner.y + hint_rise * unit()},
      look_of(hint_em));
}

// Which page of how many, and which part of the rows is seen.
void Menu::paint_bars(Painter& painter, const Turn& turn) const {
  const glm::vec2 corner = place().corner;
  const float slot = alone_ ? width : width / static_cast<float>(pages_.size());
  const float left = alone_ ? 0.0F : slot * static_cast<float>(current_);
  const Rectangle pages{corner + unit() * glm::vec2(margin + left, margin + list_height),
                        unit() * glm::vec2(slot, bar)};
  painter.box(pages, pages_bar_color);
  const auto count = static_cast<float>(rows());
  const float part = list_height / count;
  const float height = part * static_cast<float>(visible_rows);
  const float low = margin + list_height - part * scrolled_ - height;
  const Rectangle seen{corner + unit() * glm::vec2(margin + width + bar_gap, low),
                       unit() * glm::vec2(bar, height)};
  painter.box(turn.of(seen), rows_bar_color);
}

void Menu::paint_page(Painter& painter, const MenuPage& page, const Turn& turn) const {
  const Rectangle whole = place();
  if (page.background != nullptr) painter.image(turn.of(whole), page.background->id());
  const Rectangle title{whole.corner + unit() * glm::vec2(margin, title_low),
                        unit() * glm::vec2(width, row_height)};
  painter.box(turn.of(title), title_colors[static_cast<std::size_t>(page.group)]);
  const float em = turn.seen * em_per_unit * text_scale * unit();
  painter.fitted_text(
      page.name,
      {turn.at(title.corner.x + text_indent * unit()), title.corner.y + text_rise * unit()},
      look_of(em), turn.seen * widest_text * unit());
  const Rectangle list{whole.corner + unit() * glm::vec2(0.0F, margin),
                       unit() * glm::vec2(whole_width, list_height)};
  const Painter::Clipped clipped(painter, list);
  for (std::size_t row = 0; row < page.items.size(); ++row) {
    const float down = static_cast<float>(row) - scrolled_;
    if (down > -1.0F && down < static_cast<float>(visible_rows)) {
      paint_row(painter, page, row, turn);
    }
  }
}

void Menu::paint(Painter& painter) const {
  const auto away = static_cast<float>(1.0 - presence_ / slide_frames);
  const auto bump = static_cast<float>(std::sin(std::numbers::pi * bump_left_ / bump_frames));
  const glm::vec2 shift(-static_cast<float>(bump_) * bump_width * bump * unit(),
                        -away * place().end().y);
  const Painter::Moved moved(painter, {shift, {}, 1.0F, 1.0F});
  const Turn turning = turn();
  paint_page(painter, alone_ ? *alone_ : pages_[turning.page], turning);
  paint_bars(painter, turning);
  if (chosen_row_) paint_choices(painter);
}

}  // namespace mmdagent
