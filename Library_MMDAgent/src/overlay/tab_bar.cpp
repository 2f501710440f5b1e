#include "overlay/tab_bar.h"

#include <algorithm>
#include <string_view>

#include "overlay/content_actions.h"
#include "overlay/content_pages.h"
#include "overlay/menu.h"
#include "overlay/overlay.h"
#include "overlay/painter.h"
#include "overlay/text_measure.h"
#include "scene/scene.h"

namespace mmdagent {
namespace {

constexpr double sliding = 8.0;  // frames
constexpr double staying = 60.0;
constexpr double flash = 22.0;

constexpr float bar_height = 1.5F;      // units
constexpr float greatest_part = 0.2F;   // of the window's height
constexpr float least_unit = 0.02F;     // units a pixel
constexpr float widest_window = 11.0F;  // units
constexpr float icon_scale = 1.0F;

constexpr glm::vec4 base_color(0.96F, 0.96F, 0.96F, 1.0F);
constexpr glm::vec4 icon_color(0.46F, 0.5F, 0.54F, 1.0F);
constexpr glm::vec4 hovered_color(0.0F, 0.45F, 0.95F, 1.0F);
constexpr glm::vec4 pressed_color(1.0F, 0.3F, 0.3F, 1.0F);

struct Tab {
  std::string_view icon;  // of the font of icons
  void (*run)(Scene& scene) = nullptr;
};

void toggle_page(Scene& scene, std::string_view name, void (*show)(Scene& scene)) {
  Menu& menu = scene.overlay().menu();
  if (menu.open() && menu.page_name() == name) {
    menu.toggle();
  } else {
    show(scene);
  }
}

void toggle_menu(Scene& scene) {
  Menu& menu = scene.overlay().menu();
  if (menu.open() && !menu.shows_alone()) {
    menu.toggle();
  } else {
    menu.open_pages();
  }
}

constexpr std::array tabs{
    Tab{"\uF015", open_home},
    Tab{"\uF129", [](Scene& scene) { show_readme(scene); }},
    Tab{"\uF02E", [](Scene& scene) { toggle_page(scene, bookmark_page, show_bookmarks); }},
    Tab{"\uF1DA", [](Scene& scene) { toggle_page(scene, history_page, show_history); }},
    Tab{"\uF0C9", toggle_menu},
};

}  // namespace

void TabBar::wake() { shown_left_ = staying; }

float TabBar::unit() const {
  return 1.0F /
         std::max({bar_height / (greatest_part * size_.y), least_unit, widest_window / size_.x});
}

float TabBar::height() const {
  return bar_height * unit() * static_cast<float>(presence_ / sliding);
}

Rectangle TabBar::place() const {
  const float whole = bar_height * unit();
  return {{0.0F, height() - whole}, {size_.x, whole}};
}

Rectangle TabBar::tab_place(std::size_t index) const {
  const Rectangle bar = place();
  const float width = bar.extent.x / static_cast<float>(tabs.size());
  return {{width * static_cast<float>(index), bar.corner.y}, {width, bar.extent.y}};
}

std::optional<std::size_t> TabBar::tab_at(const glm::vec2& at) const {
  for (std::size_t i = 0; i < tabs.size(); ++i) {
    if (tab_place(i).contains(at)) return i;
  }
  return std::nullopt;
}

void TabBar::step(double frames) {
  flash_left_ = std::max(flash_left_ - frames, 0.0);
  const bool stays = scene_.overlay().menu().open() || (visible() && tab_at(pointer_));
  if (!stays) shown_left_ = std::max(shown_left_ - frames, 0.0);
  presence_ = std::clamp(presence_ + (shown_left_ > 0.0 ? frames : -frames), 0.0, sliding);
}

void TabBar::paint_icon(Painter& painter, std::size_t index) const {
  const Rectangle place = tab_place(index);
  const bool pressed = flash_left_ > 0.0 && pressed_ == index;
  const bool hovered = place.contains(pointer_);
  const float em = icon_scale * em_per_unit * unit();
  const TextExtent extent = measure_.extent(tabs[index].icon);
  const glm::vec2 middle(0.5F * extent.width, extent.above - 0.5F * extent.height);
  const glm::vec2 baseline = place.center() - em * middle;
  painter.text(tabs[index].icon, baseline,
               {em,
                em / em_per_unit,
                pressed   ? pressed_color
                : hovered ? hovered_color
                          : icon_color,
                {}});
}

void TabBar::paint(Painter& painter) const {
  painter.box(place(), base_color);
  for (std::size_t i = 0; i < tabs.size(); ++i) paint_icon(painter, i);
}

bool TabBar::act(const Gesture& gesture) {
  const bool inside = visible() && place().contains(gesture.position);
  if (gesture.kind != Gesture::Kind::tap) return inside;
  wake();
  if (!inside) return false;
  pressed_ = tab_at(gesture.position).value_or(tabs.size() - 1);
  flash_left_ = flash;
  tabs[pressed_].run(scene_);
  return true;
}

}  // namespace mmdagent
