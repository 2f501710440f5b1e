// The pages of the menu that list contents: `[Bookmark]` and `<History>` (host.md section 7.1).
// Agent thread only; their files are read by loaders, then the page is shown.
#pragma once

#include <string_view>

namespace mmdagent {

class Scene;

inline constexpr std::string_view bookmark_page = "[Bookmark]";
inline constexpr std::string_view history_page = "<History>";

void show_bookmarks(Scene& scene);
void show_history(Scene& scene);

}  // namespace mmdagent
