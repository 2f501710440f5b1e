// The texts on the screen: those of plugins, by plugin and its own name for each, and the status.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "MMDAgent/Host.h"
#include "overlay/localized_text.h"

namespace mmdagent {

struct Snapshot;

// Agent thread only.
class ScreenTexts {
 public:
  // Takes the place of the text of the same name. Of one in several languages the user's is shown.
  void show(std::string_view plugin, std::string_view id, const ScreenText& text);
  void hide(std::string_view plugin, std::string_view id) noexcept;
  // The topmost line; empty: none.
  void set_status(std::string_view text) { status_ = text; }
  // Beside it; an empty text removes it.
  void set_icon(std::string_view plugin, std::string_view text);

  // Appends all texts, in the order of the plugins' names.
  void fill(Snapshot& snapshot) const;

 private:
  struct Kept {
    ScreenText text;
    std::string characters;  // what text.text views
  };
  using Key = std::pair<std::string, std::string>;

  std::string language_ = user_language();
  std::string status_;
  std::map<Key, Kept, std::less<>> texts_;
  std::map<std::string, std::string, std::less<>> icons_;
};

}  // namespace mmdagent
