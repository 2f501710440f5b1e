// What is kept between runs in the user's content folder: the home, the history, when each content
// was played last, bookmarks (host.md section 1.6). Every function reads or writes small files and
// may block: not on the frame path. A missing file reads as empty; what is written replaces the
// file in one step. `root` is user_content_folder().
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace mmdagent {

// One line that names the file, or nothing when it was done.
using WriteProblem = std::optional<std::string>;

// A settings file or a web address; empty: none.
std::string read_home(const std::filesystem::path& root);
WriteProblem write_home(const std::filesystem::path& root, const std::string& content);
WriteProblem clear_home(const std::filesystem::path& root);

struct HistoryEntry {
  std::string file;  // the .mdf
  std::string dir;
  std::string time;  // `YYYY/MM/DD hh:mm`
};

// Newest first, at most limits::history_entries.
std::vector<HistoryEntry> read_history(const std::filesystem::path& root);
// Puts the entry first; an older one of the same content goes.
WriteProblem add_history(const std::filesystem::path& root, const HistoryEntry& entry);

// When the content was played last, in that form; empty: never.
std::string read_last_played(const std::filesystem::path& root, const std::string& file);
WriteProblem write_last_played(const std::filesystem::path& root, const std::string& file,
                               const std::string& time);

struct Bookmark {
  std::string dir;
  std::string file;    // the .mdf
  std::string source;  // web address; empty: none
};

// At most limits::bookmarks, as they were added.
std::vector<Bookmark> read_bookmarks(const std::filesystem::path& root);
// One that is there already (same folder and file) is not added again. A line when it is full.
WriteProblem add_bookmark(const std::filesystem::path& root, const Bookmark& bookmark);
WriteProblem remove_bookmark(const std::filesystem::path& root, const Bookmark& bookmark);
WriteProblem remove_bookmarks(const std::filesystem::path& root);

// All of these files, and the identity that logs are sent with.
WriteProblem remove_records(const std::filesystem::path& root);

}  // namespace mmdagent
