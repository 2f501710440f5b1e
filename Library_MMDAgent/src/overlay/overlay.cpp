#include "overlay/overlay.h"

#include <algorithm>

#include "options/options.h"
#include "overlay/buttons.h"
#include "overlay/curtain.h"
#include "overlay/file_browser.h"
#include "overlay/gain_slider.h"
#include "overlay/info_text.h"
#include "overlay/log_frame.h"
#include "overlay/log_panels.h"
#include "overlay/menu.h"
#include "overlay/notification.h"
#include "overlay/painter.h"
#include "overlay/prompt.h"
#include "overlay/screen_notes.h"
#include "overlay/tab_bar.h"
#include "overlay/widget.h"
#include "render/snapshot.h"
#include "scene/scene.h"

namespace mmdagent {
namespace {

bool begins(Gesture::Kind kind) {
  return kind != Gesture::Kind::drag && kind != Gesture::Kind::drag_end &&
         kind != Gesture::Kind::long_release;
}

bool goes_on(Gesture::Kind kind) {
  return kind == Gesture::Kind::drag_begin || kind == Gesture::Kind::drag ||
         kind == Gesture::Kind::long_press;
}

}  // namespace

Overlay::Overlay(Scene& scene, const std::string& app_data_dir)
    : measure_(scene.services(), app_data_dir),
      buttons_(std::make_unique<Buttons>(scene)),
      menu_(std::make_unique<Menu>(scene)),
      prompt_(std::make_unique<Prompt>(scene.events(), measure_)),
      notification_(std::make_unique<Notification>(measure_)),
      log_frame_(std::make_unique<LogFrame>(scene.log_session())),
      log_panels_(std::make_unique<LogPanels>(scene.services().options(), measure_)),
      screen_notes_(std::make_unique<ScreenNotes>(scene)),
      gain_slider_(std::make_unique<GainSlider>(scene.events())),
      info_text_(std::make_unique<InfoText>(scene.events(), scene.services().values(), measure_)),
      curtain_(std::make_unique<Curtain>(scene, app_data_dir)),
      tab_bar_(std::make_unique<TabBar>(scene, measure_)),
      file_browser_(std::make_unique<FileBrowser>(scene)),
      by_key_{log_panels_.get(), info_text_.get(),    gain_slider_.get(),
              menu_.get(),       file_browser_.get(), prompt_.get()},
      by_pointer_{tab_bar_.get(),      info_text_.get(), gain_slider_.get(), menu_.get(),
                  file_browser_.get(), prompt_.get(),    buttons_.get()},
      under_{buttons_.get(), prompt_.get(), notification_.get(), gain_slider_.get()},
      over_{log_frame_.get(), log_panels_.get(), screen_notes_.get(), file_browser_.get(),
            menu_.get(),      tab_bar_.get(),    info_text_.get(),    curtain_.get()} {
  resize(scene.services().options().window_size);
}

Overlay::~Overlay() = default;

void Overlay::resize(const glm::vec2& size) {
  if (size == size_) return;
  size_ = size;
  for (const auto& order : {under_, over_}) {
    for (Widget* widget : order) widget->resize(size);
  }
}

void Overlay::set_in_window() {
  screen_notes_->set_in_window();
  curtain_->open();
  buttons_->set_covered(curtain_->opening());
}

void Overlay::log(Level level, std::string_view module, std::string_view text,
                  std::string_view args) {
  log_panels_->add(level, module, text, args);
  if (level == Level::error) screen_notes_->add_error(module, text);
}

void Overlay::step(double frames) {
  for (Widget* widget : under_) widget->step(frames);
  for (Widget* widget : over_) widget->step(frames);
  buttons_->set_covered(curtain_->opening());
  const auto lift = [height = tab_bar_->height()](Widget& widget) { widget.lift(height); };
  lift(*menu_);
  lift(*info_text_);
  lift(*screen_notes_);
}

void Overlay::paint(Snapshot& snapshot) const {
  snapshot.flat_size = size_;
  Painter painter(snapshot, measure_);
  for (const Widget* widget : under_) {
    if (widget->visible()) widget->paint(painter);
  }
  snapshot.flat_under = static_cast<std::uint32_t>(snapshot.flat.size());
  for (const Widget* widget : over_) {
    if (widget->visible()) widget->paint(painter);
  }
  log_panels_->fill(snapshot);
}

bool Overlay::press(Key key, Modifiers modifiers) {
  return std::ranges::any_of(by_key_,
                             [&](Widget* widget) { return widget->press(key, modifiers); });
}

bool Overlay::type(char32_t character) {
  return std::ranges::any_of(by_key_, [&](Widget* widget) { return widget->type(character); });
}

bool Overlay::act(const Gesture& gesture) {
  Gesture flat = gesture;
  flat.position = flipped(gesture.position);
  flat.moved.y = -gesture.moved.y;
  if (!begins(gesture.kind)) {
    if (held_ == nullptr) return false;
    held_->act(flat);
    if (!goes_on(gesture.kind)) held_ = nullptr;
    return true;
  }
  held_ = nullptr;
  const auto taken =
      std::ranges::find_if(by_pointer_, [&](Widget* widget) { return widget->act(flat); });
  if (taken == by_pointer_.end()) return false;
  if (goes_on(gesture.kind)) held_ = *taken;
  return true;
}

bool Overlay::scroll(const glm::vec2& at, float steps) {
  return std::ranges::any_of(by_pointer_,
                             [&](Widget* widget) { return widget->scroll(flipped(at), steps); });
}

void Overlay::hover(const glm::vec2& at) {
  for (Widget* widget : by_pointer_) widget->hover(flipped(at));
}

}  // namespace mmdagent
