#include "overlay/file_browser.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <glm/vec4.hpp>
#include <system_error>
#include <utility>

#include "content/running_content.h"
#include "host_limits.h"
#include "overlay/file_work.h"
#include "overlay/menu.h"
#include "overlay/overlay.h"
#include "overlay/painter.h"
#include "overlay/text_measure.h"
#include "scene/scene.h"

namespace mmdagent {
namespace {

namespace fs = std::filesystem;

constexpr double sliding = 7.0;  // frames
constexpr double changing = 7.0;
constexpr double flash = 5.0;

constexpr glm::vec2 low(0.04F, 0.1F);  // of the window
constexpr glm::vec2 high(0.97F, 0.9F);
constexpr float indent = 0.3F;  // of a line's height
constexpr float rise = 0.28F;
constexpr float em_of_line = 0.72F;
constexpr float far_drag = 0.2F;  // of the window's width
constexpr int lines_step = 2;
constexpr int fewest_lines = 4;
constexpr int most_lines = 60;
constexpr std::size_t remembered_folders = 100;

constexpr glm::vec4 background(0.0F, 0.0F, 1.0F, 0.6F);
constexpr glm::vec4 text_color(1.0F, 1.0F, 0.5F, 1.0F);
constexpr glm::vec4 cursor_color(0.8F, 0.0F, 0.0F, 0.7F);
constexpr glm::vec4 executed_color(1.0F, 0.0F, 0.0F, 1.0F);

std::string lower(std::string text) {
  for (char& character : text) {
    character = static_cast<char>(std::tolower(static_cast<unsigned char>(character)));
  }
  return text;
}

bool is_content(const std::string& name) {
  const std::string suffix = lower(fs::path(name).extension().string());
  return suffix == ".mdf" || suffix == ".mmda";
}

bool is_within(const fs::path& folder, const fs::path& root) {
  const fs::path way = folder.lexically_relative(root);
  return !way.empty() && *way.begin() != "..";
}

}  // namespace

std::vector<FolderEntry> folder_entries(const fs::path& folder, bool only_up) {
  std::vector<FolderEntry> entries;
  std::error_code error;
  if (!only_up) {
    for (fs::directory_iterator entry(folder, error), end;
         !error && entry != end && entries.size() < limits::browser_entries;
         entry.increment(error)) {
      std::error_code ignored;
      entries.push_back({entry->path().filename().string(), entry->is_directory(ignored)});
    }
  }
  std::ranges::sort(entries, [](const FolderEntry& a, const FolderEntry& b) {
    if (a.is_folder != b.is_folder) return a.is_folder;
    const std::string first = lower(a.name);
    const std::string second = lower(b.name);
    return first != second ? first < second : a.name < b.name;
  });
  if (folder.has_relative_path()) entries.insert(entries.begin(), {"..", true});
  if (entries.size() > limits::browser_entries) entries.resize(limits::browser_entries);
  return entries;
}

void FileBrowser::show() {
  open_ = true;
  go_to(folder_.empty() ? fs::path(scene_.services().content().dir) : folder_);
}

void FileBrowser::go_to(fs::path folder) {
  if (!folder_.empty()) {
    if (remembered_.size() >= remembered_folders) remembered_.clear();
    remembered_[folder_] = position_;
  }
  folder_ = std::move(folder);
  entries_.clear();
  const RunningContent& content = scene_.services().content();
  const bool only_up = content.info.non_browse && is_within(folder_, content.dir);
  work_on_files<std::vector<FolderEntry>>(
      scene_.services(), [folder = folder_, only_up] { return folder_entries(folder, only_up); },
      [this, request = ++requests_](std::vector<FolderEntry>& entries) {
        arrived(request, entries);
      });
}

void FileBrowser::arrived(std::uint64_t request, std::vector<FolderEntry>& entries) {
  if (request != requests_) return;
  entries_ = std::move(entries);
  change_left_ = changing;
  flash_left_ = 0.0;
  const auto known = remembered_.find(folder_);
  position_ = known != remembered_.end() ? known->second : Position{};
  move_cursor(0);
}

void FileBrowser::go_up() {
  if (folder_.has_relative_path()) go_to(folder_.parent_path());
}

void FileBrowser::choose(std::size_t entry) {
  if (entry >= entries_.size()) return;
  position_.cursor = entry;
  const FolderEntry chosen = entries_[entry];
  if (chosen.name == "..") {
    go_up();
  } else if (chosen.is_folder) {
    go_to(folder_ / chosen.name);
  } else if (is_content(chosen.name)) {
    flash_left_ = flash;
    close();
    scene_.services().open_content((folder_ / chosen.name).string());
  }
}

void FileBrowser::move_cursor(int by) {
  if (entries_.empty()) return;
  const auto last = static_cast<int>(entries_.size()) - 1;
  const int cursor = std::clamp(static_cast<int>(position_.cursor) + by, 0, last);
  position_.cursor = static_cast<std::size_t>(cursor);
  const auto at = static_cast<float>(cursor);
  scroll_to(std::clamp(position_.top, at - static_cast<float>(shown_entries() - 1), at));
}

void FileBrowser::scroll_to(float top) {
  const float most = static_cast<float>(entries_.size()) - static_cast<float>(shown_entries());
  position_.top = std::clamp(top, 0.0F, std::max(most, 0.0F));
}

void FileBrowser::resize_lines(int by) {
  lines_ =
      static_cast<std::size_t>(std::clamp(static_cast<int>(lines_) + by, fewest_lines, most_lines));
  move_cursor(0);
}

Rectangle FileBrowser::place() const { return {low * size_, (high - low) * size_}; }

float FileBrowser::line_height() const { return place().extent.y / static_cast<float>(lines_); }

std::optional<std::size_t> FileBrowser::entry_at(const glm::vec2& at) const {
  const float down = (place().end().y - at.y) / line_height() - 1.0F;
  if (down < 0.0F || !place().contains(at)) return std::nullopt;
  return static_cast<std::size_t>(down + position_.top);
}

void FileBrowser::step(double frames) {
  presence_ = std::clamp(presence_ + (open_ ? frames : -frames), 0.0, sliding);
  change_left_ = std::max(change_left_ - frames, 0.0);
  flash_left_ = std::max(flash_left_ - frames, 0.0);
}

bool FileBrowser::press(Key key, Modifiers) {
  if (!open_) return false;
  if (key == Key::escape) close();
  if (key == Key::enter) choose(position_.cursor);
  if (key == Key::up) move_cursor(-1);
  if (key == Key::down) move_cursor(1);
  if (key == Key::backspace) go_up();
  return true;
}

bool FileBrowser::type(char32_t character) {
  if (!open_) return false;
  if (character == U'/') scene_.overlay().menu().toggle();
  if (character == U'+') resize_lines(lines_step);
  if (character == U'-') resize_lines(-lines_step);
  return true;
}

// Far to the right: the folder above; far to the left: away.
void FileBrowser::end_drag() {
  if (std::abs(dragged_.x) < far_drag * size_.x) return;
  if (dragged_.x > 0.0F) {
    go_up();
  } else {
    close();
  }
}

bool FileBrowser::act(const Gesture& gesture) {
  if (gesture.kind == Gesture::Kind::drag) {
    dragged_ += gesture.moved;
    scroll_to(position_.top + gesture.moved.y / line_height());
    return true;
  }
  if (gesture.kind == Gesture::Kind::drag_end) {
    end_drag();
    return true;
  }
  if (!open_) return false;
  const bool inside = place().contains(gesture.position);
  if (gesture.kind == Gesture::Kind::drag_begin) dragged_ = glm::vec2(0.0F);
  if (gesture.kind != Gesture::Kind::tap) return inside;
  if (!inside) {
    close();
  } else if (const std::optional<std::size_t> entry = entry_at(gesture.position)) {
    choose(*entry);
  }
  return true;
}

bool FileBrowser::scroll(const glm::vec2& at, float steps) {
  if (!open_ || !place().contains(at)) return false;
  scroll_to(position_.top - steps);
  return true;
}

void FileBrowser::paint_line(Painter& painter, float row, std::string_view text,
                             const glm::vec4* color) const {
  const Rectangle area = place();
  const float height = line_height();
  const glm::vec2 corner(area.corner.x, area.end().y - (row + 1.0F) * height);
  if (color != nullptr) painter.box({corner, {area.extent.x, height}}, *color);
  const float width = painter.measure().whole_extent(text).width;
  const float room = area.extent.x - 2.0F * indent * height;
  const float em = std::min(em_of_line * height, width > 0.0F ? room / width : height);
  painter.whole_text(text, corner + height * glm::vec2(indent, rise), {em, height, text_color, {}});
}

void FileBrowser::paint(Painter& painter) const {
  const auto away = static_cast<float>(1.0 - presence_ / sliding);
  const Painter::Moved moved(painter, {{-away * high.x * size_.x, 0.0F}, {}, 1.0F, 1.0F});
  painter.box(place(), background);
  paint_line(painter, 0.0F, folder_.string(), nullptr);
  const Rectangle area = place();
  const Painter::Clipped clipped(painter,
                                 {area.corner, {area.extent.x, area.extent.y - line_height()}});
  const auto shift = static_cast<float>(change_left_ / changing);
  const Painter::Moved changed(painter, {{shift * area.extent.x, 0.0F}, {}, 1.0F, 1.0F});
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const float row = 1.0F + static_cast<float>(i) - position_.top;
    if (row <= 0.0F || row >= static_cast<float>(lines_)) continue;
    const glm::vec4* color = nullptr;
    if (i == position_.cursor) color = flash_left_ > 0.0 ? &executed_color : &cursor_color;
    paint_line(painter, row, entries_[i].name + (entries_[i].is_folder ? "/" : ""), color);
  }
}

}  // namespace mmdagent
