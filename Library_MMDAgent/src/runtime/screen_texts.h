// The texts that plugins keep on the screen, by plugin and the plugin's own name for each.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "MMDAgent/Host.h"

namespace mmdagent {

struct Snapshot;

// Agent thread only.
class ScreenTexts {
 public:
  // Takes the place of the text of the same name.
  void show(std::string_view plugin, std::string_view id, const ScreenText& text);
  void hide(std::string_view plugin, std::string_view id) noexcept;
  // Beside the frame rate; an empty text removes it.
  void set_icon(std::string_view plugin, std::string_view text);

  // Appends all texts, in the order of the plugins' names.
  void fill(Snapshot& snapshot) const;

 private:
  struct Kept {
    ScreenText text;
    std::string characters;  // what text.text views
  };
  using Key = std::pair<std::string, std::string>;

  std::map<Key, Kept, std::less<>> texts_;
  std::map<std::string, std::string, std::less<>> icons_;
};

}  // namespace mmdagent
