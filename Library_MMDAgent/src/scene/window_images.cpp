#include "scene/window_images.h"

#include <algorithm>
#include <utility>

#include "host_limits.h"

namespace mmdagent {
namespace {

constexpr double fade_frames = 3.0;

template <class Entries>
auto* find(Entries& entries, std::string_view alias) {
  const auto found = std::ranges::find(
      entries, alias, [](const auto& entry) -> std::string_view { return entry.alias; });
  return found == entries.end() ? nullptr : &*found;
}

}  // namespace

bool WindowImages::set_frame(std::string_view alias, Image image) {
  if (WindowFrame* const known = find(frames_, alias)) {
    known->image = std::move(image);
    return true;
  }
  if (frames_.size() >= limits::window_frames) return false;
  frames_.push_back({std::string(alias), std::move(image)});
  return true;
}

bool WindowImages::remove_frame(std::string_view alias) {
  return std::erase_if(frames_, [&](const WindowFrame& frame) { return frame.alias == alias; }) > 0;
}

WindowImages::Overlay* WindowImages::find_overlay(std::string_view alias) {
  return find(overlays_, alias);
}

bool WindowImages::set_overlay(std::string_view alias, Image image, const OverlayPlace& place) {
  Overlay* overlay = find_overlay(alias);
  if (overlay == nullptr) {
    if (overlays_.size() >= limits::window_overlays) return false;
    overlay = &overlays_.emplace_back();
    overlay->alias = alias;
  }
  overlay->image = std::move(image);
  overlay->place = place;
  overlay->shown = true;
  overlay->removed = false;
  return true;
}

bool WindowImages::remove_overlay(std::string_view alias) {
  Overlay* const overlay = find_overlay(alias);
  if (overlay == nullptr) return false;
  overlay->shown = false;
  overlay->removed = true;
  return true;
}

void WindowImages::remove_overlays() {
  for (Overlay& overlay : overlays_) {
    overlay.shown = false;
    overlay.removed = true;
  }
}

bool WindowImages::hide_overlay(std::string_view alias) {
  Overlay* const overlay = find_overlay(alias);
  if (overlay == nullptr) return false;
  overlay->shown = false;
  return true;
}

bool WindowImages::show_overlay(std::string_view alias) {
  Overlay* const overlay = find_overlay(alias);
  if (overlay == nullptr || overlay->removed) return false;
  overlay->shown = true;
  return true;
}

void WindowImages::advance(double frames) {
  const auto change = static_cast<float>(frames / fade_frames);
  for (Overlay& overlay : overlays_) {
    overlay.opacity = std::clamp(overlay.opacity + (overlay.shown ? change : -change), 0.0F, 1.0F);
  }
  std::erase_if(overlays_,
                [](const Overlay& overlay) { return overlay.removed && overlay.opacity <= 0.0F; });
}

void WindowImages::fill(Snapshot& snapshot) const {
  for (const WindowFrame& frame : frames_) {
    DrawnImage& drawn = snapshot.images.emplace_back();
    drawn.image = frame.image->id();
    drawn.stretched = true;
  }
  for (const Overlay& overlay : overlays_) {
    if (overlay.opacity <= 0.0F) continue;
    snapshot.images.push_back({overlay.image->id(), overlay.opacity, false, overlay.place.most,
                               overlay.place.anchor, overlay.place.padding});
  }
}

}  // namespace mmdagent
