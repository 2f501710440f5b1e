#include "overlay/log_panels.h"

#include <algorithm>
#include <glm/gtc/matrix_transform.hpp>

#include "MMDFiles/text.h"
#include "host_limits.h"
#include "options/options.h"
#include "overlay/painter.h"
#include "overlay/text_measure.h"
#include "render/snapshot.h"

namespace mmdagent {
namespace {

constexpr float pitch = 0.85F;  // of lines, units of the panel
constexpr float text_scale = 0.9F;
constexpr float column = 0.5F * 0.85F;
constexpr float border = 0.5F;
constexpr float gap = 0.2F;  // between the panels
constexpr float scroll_bar = 0.4F;
constexpr float descent = 0.2F;       // of a line's baseline over its lower edge
constexpr double opening = 6.0;       // frames
constexpr float flat_scale = 0.6F;    // of texts
constexpr float layer_units = 30.0F;  // of the window's shorter side
constexpr float cube_half = 0.3F;
constexpr glm::vec4 cube_color(0.9F, 0.4F, 0.0F, 1.0F);
constexpr double flashing = 30.0;
constexpr double typing = 90.0;

constexpr glm::vec4 background(0.0F, 0.0F, 0.0F, 0.8F);
constexpr glm::vec4 typing_background(0.3F, 0.6F, 0.1F, 0.8F);
constexpr glm::vec4 flash_color(0.7F, 0.1F, 0.0F, 1.0F);
constexpr glm::vec4 filter_color(0.7F, 1.0F, 0.2F, 0.7F);
constexpr glm::vec4 bar_color(1.0F, 0.7F, 0.3F, 0.7F);

glm::vec4 color_of(Level level) {
  switch (level) {
    case Level::error:
      return {1.0F, 0.0F, 0.0F, 0.8F};
    case Level::warning:
      return {1.0F, 0.6F, 0.0F, 0.8F};
    case Level::status:
      return {0.0F, 0.7F, 0.4F, 0.7F};
    case Level::sent:
      return {1.0F, 0.9F, 0.0F, 0.7F};
    case Level::captured:
      return {0.6F, 0.4F, 0.0F, 0.7F};
    default:
      return {1.0F, 0.7F, 0.3F, 0.7F};
  }
}

bool is_state(Level level) {
  return level == Level::error || level == Level::warning || level == Level::status;
}

}  // namespace

LogPanels::LogPanels(const Options& options, const TextMeasure& measure)
    : measure_(measure),
      position_(options.log_position),
      scale_(options.log_scale),
      columns_(options.log_size.x),
      rows_(std::max(options.log_size.y / 2, 1)) {}

std::string_view LogPanels::wanted() const {
  return filter_.empty() ? std::string_view() : std::string_view(filter_).substr(1);
}

void LogPanels::add(Level level, std::string_view module, std::string_view text,
                    std::string_view args) {
  Panel& panel = is_state(level) ? states_ : messages_;
  const std::size_t added = panel.lines.add(level, module, text, args, frame_);
  if (panel.scrolled == 0) return;
  // What is looked at stays where it is.
  for (std::size_t back = 0; back < std::min(added, panel.lines.size()); ++back) {
    if (holds(panel.lines.latest(back).text, wanted())) ++panel.scrolled;
  }
  panel.scrolled = std::min(panel.scrolled, limits::log_panel_lines);
}

void LogPanels::scroll_page(bool up) {
  if (!shown_ && !flat_) return;
  const auto rows = static_cast<std::size_t>(rows_);
  const std::size_t most = limits::log_panel_lines - std::min(rows, limits::log_panel_lines);
  for (Panel* panel : {&states_, &messages_}) {
    panel->scrolled = up ? std::min(panel->scrolled + rows, most)
                         : panel->scrolled - std::min(panel->scrolled, rows);
  }
}

void LogPanels::step(double frames) {
  frame_ += frames;
  opened_ = std::clamp(opened_ + (shown_ ? frames : -frames), 0.0, opening);
  typing_left_ = std::max(typing_left_ - frames, 0.0);
}

void LogPanels::end_typing() {
  typing_left_ = 0.0;
  if (filter_.size() == 1) filter_.clear();
}

bool LogPanels::type(char32_t character) {
  if (typing_left_ > 0.0) {
    if (filter_.size() < limits::log_panel_line_bytes) mmd::append_utf8(filter_, character);
    typing_left_ = typing;
    return true;
  }
  if (character != U'?' || (!shown_ && !flat_)) return false;
  if (filter_.empty()) filter_.assign(1, '?');
  typing_left_ = typing;
  return true;
}

bool LogPanels::press(Key key, Modifiers) {
  if (typing_left_ <= 0.0) return false;
  typing_left_ = typing;
  if (key == Key::backspace || key == Key::remove) {
    while (filter_.size() > 1 && (static_cast<unsigned char>(filter_.back()) & 0xC0U) == 0x80U) {
      filter_.pop_back();
    }
    if (filter_.size() > 1) filter_.pop_back();
  }
  if (key == Key::escape) filter_.clear();
  if (key == Key::enter || key == Key::escape) end_typing();
  return true;
}

void LogPanels::fill(Snapshot& snapshot) const {
  if (opened_ <= 0.0) return;
  fill_panel(snapshot, states_, position_);
  fill_panel(snapshot, messages_, position_ + glm::vec3(0.0F, scale_ * (height() + gap), 0.0F));
  if (shown_) fill_cube(snapshot);
}

float LogPanels::height() const { return static_cast<float>(rows_) * pitch + 2.0F * border; }

void LogPanels::paint(Painter& painter) const {
  const glm::vec2 size = painter.size();
  const float unit = flat_scale / text_scale * std::min(size.x, size.y) / layer_units;
  float low = size.y;
  for (const Panel* panel : {&states_, &messages_}) {
    low -= unit * height();
    const Painter::Moved moved(painter, {{0.0F, low}, {}, unit, 1.0F});
    paint_lines(painter, *panel, size.x / unit);
  }
}

// Its sides are boards of their own.
void LogPanels::fill_cube(Snapshot& snapshot) const {
  const glm::vec3 axes[] = {{1.0F, 0.0F, 0.0F}, {0.0F, 1.0F, 0.0F}};
  const glm::mat4 center = glm::translate(glm::mat4(1.0F), snapshot.camera.target);
  const auto first = static_cast<std::uint32_t>(snapshot.board_items.size());
  Painter painter(snapshot, measure_, snapshot.board_items);
  painter.box({glm::vec2(-cube_half), glm::vec2(2.0F * cube_half)}, cube_color);
  const auto add = [&](float angle, const glm::vec3& axis) {
    const glm::mat4 turned = glm::rotate(center, glm::radians(angle), axis);
    snapshot.boards.push_back({glm::translate(turned, glm::vec3(0.0F, 0.0F, cube_half)), first, 1});
  };
  for (const float angle : {0.0F, 90.0F, 180.0F, 270.0F}) add(angle, axes[1]);
  for (const float angle : {90.0F, 270.0F}) add(angle, axes[0]);
}

void LogPanels::fill_panel(Snapshot& snapshot, const Panel& panel, const glm::vec3& corner) const {
  const auto open = static_cast<float>(opened_ / opening);
  DrawnBoard board;
  board.place = glm::scale(glm::translate(glm::mat4(1.0F), corner),
                           scale_ * glm::vec3(1.0F, open * open, 1.0F));
  board.first = static_cast<std::uint32_t>(snapshot.board_items.size());
  Painter painter(snapshot, measure_, snapshot.board_items);
  paint_lines(painter, panel, static_cast<float>(columns_) * column + 2.0F * border);
  board.count = static_cast<std::uint32_t>(snapshot.board_items.size()) - board.first;
  snapshot.boards.push_back(board);
}

void LogPanels::paint_lines(Painter& painter, const Panel& panel, float width) const {
  const auto rows = static_cast<float>(rows_);
  painter.box({{}, {width, height()}}, typing_left_ > 0.0 ? typing_background : background);
  TextLook look{text_scale * em_per_unit, pitch, {}, {}};
  float y = border;
  const float room = width - 2.0F * border;
  const auto write = [&](std::string_view text) {
    painter.fitted_text(text, {border, y + descent}, look, room);
    y += pitch;
  };
  if (!filter_.empty()) {
    look.color = filter_color;
    write(filter_);
  }
  std::size_t skipped = 0;
  const float top = border + (rows - 0.5F) * pitch;
  for (std::size_t back = 0; back < panel.lines.size() && y < top; ++back) {
    const ShownLine& line = panel.lines.latest(back);
    if (!holds(line.text, wanted()) || skipped++ < panel.scrolled) continue;
    const double age = (frame_ - line.frame) / flashing;
    if (age < 1.0) {
      glm::vec4 color = flash_color;
      color.a = static_cast<float>(1.0 - age);
      painter.box({{border, y}, {room, pitch}}, color);
    }
    look.color = color_of(line.level);
    write(line.text);
  }
  const float whole = rows * pitch;
  const float all = static_cast<float>(limits::log_panel_lines);
  painter.box({{width - scroll_bar, border + whole * static_cast<float>(panel.scrolled) / all},
               {scroll_bar, whole * std::min(rows / all, 1.0F)}},
              bar_color);
}

}  // namespace mmdagent
