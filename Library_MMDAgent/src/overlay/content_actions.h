// What the program's panels do with contents: the home, documents, what the user's content folder
// keeps (host.md sections 7.1, 7.2 and 8.6). Agent thread only; files are touched by loaders.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "content/user_contents.h"

namespace mmdagent {

class Scene;

// Opens the home; without one the user is told.
void open_home(Scene& scene);
// Makes what runs the home, or forgets the home, and tells the user.
void set_home(Scene& scene);
void clear_home(Scene& scene);
// Shows a document over the scene. Empty file: the user is told that there is none.
void show_readme(Scene& scene, std::string_view file, std::string_view title);
// That of what runs.
void show_readme(Scene& scene);

void delete_bookmarks_and_home(Scene& scene);
void delete_content_cache(Scene& scene);
// All that the user's content folder keeps; then what runs begins anew.
void clear_user_contents(Scene& scene);

// Writes in the user's content folder; `then` follows once it is done. What went wrong is an Error
// line instead, behind the name of what was tried.
void write_user_contents(Scene& scene, std::string_view name,
                         std::function<WriteProblem(const std::filesystem::path& root)> write,
                         std::function<void()> then);

// A notification as a message would bring it.
void notify(Scene& scene, std::string_view text);

}  // namespace mmdagent
