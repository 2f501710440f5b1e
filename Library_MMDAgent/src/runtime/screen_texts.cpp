#include "runtime/screen_texts.h"

#include <glm/gtc/type_ptr.hpp>

#include "render/snapshot_text.h"

namespace mmdagent {
namespace {

constexpr glm::vec4 status_color{1.0F, 0.0F, 0.0F, 1.0F};
constexpr glm::vec2 status_position{0.2F, 28.8F};
constexpr float widest_character = 0.65F;  // of the status line

// Beside the status line, where there is one.
constexpr glm::vec4 icon_color{1.0F, 0.8F, 0.0F, 1.0F};
constexpr float icon_size = 1.2F;
constexpr float icon_left = 0.2F;
constexpr float icon_bottom = 28.6F;

DrawnText& append(Snapshot& snapshot, std::string_view text) {
  DrawnText& drawn = snapshot.texts.emplace_back();
  drawn.characters = append_characters(snapshot, text);
  return drawn;
}

}  // namespace

void ScreenTexts::show(std::string_view plugin, std::string_view id, const ScreenText& text) {
  Kept& kept = texts_[{std::string(plugin), std::string(id)}];
  kept.characters = localized(text.text, language_);
  kept.text = text;
  kept.text.text = kept.characters;
}

void ScreenTexts::hide(std::string_view plugin, std::string_view id) noexcept {
  texts_.erase({std::string(plugin), std::string(id)});
}

void ScreenTexts::set_icon(std::string_view plugin, std::string_view text) {
  if (text.empty()) {
    icons_.erase(std::string(plugin));
  } else {
    icons_[std::string(plugin)] = text;
  }
}

void ScreenTexts::fill(Snapshot& snapshot) const {
  for (const auto& [key, kept] : texts_) {
    DrawnText& drawn = append(snapshot, kept.characters);
    drawn.position = {kept.text.x, kept.text.y};
    drawn.size = kept.text.size;
    drawn.color = glm::make_vec4(kept.text.color);
    drawn.outline_color = glm::make_vec4(kept.text.outline_color);
    drawn.outline_width = kept.text.outline_width;
    drawn.right_aligned = kept.text.right_aligned;
  }
  if (!status_.empty()) {
    DrawnText& drawn = append(snapshot, status_);
    drawn.position = status_position;
    drawn.color = status_color;
  }
  if (icons_.empty()) return;
  std::string line;
  for (const auto& [plugin, icon] : icons_) line += icon;
  DrawnText& drawn = append(snapshot, line);
  drawn.position = {icon_left + widest_character * static_cast<float>(status_.size()), icon_bottom};
  drawn.size = icon_size;
  drawn.color = icon_color;
}

}  // namespace mmdagent
