#include "content/user_contents.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <system_error>
#include <utility>

#include "content/file_replacement.h"
#include "host_limits.h"
#include "options/mdf.h"

namespace mmdagent {
namespace {

namespace fs = std::filesystem;

using Pairs = std::map<std::string, std::string, std::less<>>;

Pairs read_pairs(const fs::path& file) {
  Pairs pairs;
  for (MdfSetting& setting : read_mdf(file).settings) {
    pairs.insert_or_assign(std::move(setting.raw_key), std::move(setting.raw_value));
  }
  return pairs;
}

std::string value_of(const Pairs& pairs, const std::string& key) {
  const auto found = pairs.find(key);
  return found != pairs.end() ? found->second : std::string();
}

struct Played {
  std::string file;
  std::string time;
};

// Alternating lines; the first of a content counts.
std::vector<Played> read_played(const fs::path& root) {
  std::vector<Played> played;
  std::ifstream in(root / "_lastplayed");
  Played entry;
  while (played.size() < limits::last_played_entries && std::getline(in, entry.file) &&
         std::getline(in, entry.time)) {
    played.push_back(entry);
  }
  return played;
}

WriteProblem write_bookmarks(const fs::path& root, const std::vector<Bookmark>& bookmarks) {
  std::string text;
  for (std::size_t i = 0; i < bookmarks.size(); ++i) {
    const Bookmark& bookmark = bookmarks[i];
    text += fmt::format("dir{0}={1}\nmdf{0}={2}\nsrc{0}={3}\n", i, bookmark.dir, bookmark.file,
                        bookmark.source.empty() ? "none" : bookmark.source);
  }
  return replace_file(root / "_bookmark", text);
}

WriteProblem remove_file(const fs::path& file) {
  std::error_code error;
  fs::remove(file, error);
  if (!error) return std::nullopt;
  return fmt::format("{}: {}", file.string(), error.message());
}

auto same_content(const Bookmark& wanted) {
  return [&wanted](const Bookmark& bookmark) {
    return bookmark.dir == wanted.dir && bookmark.file == wanted.file;
  };
}

}  // namespace

std::string read_home(const fs::path& root) { return value_of(read_pairs(root / "_home"), "home"); }

WriteProblem write_home(const fs::path& root, const std::string& content) {
  return replace_file(root / "_home", "home=" + content + "\n");
}

WriteProblem clear_home(const fs::path& root) { return remove_file(root / "_home"); }

std::vector<HistoryEntry> read_history(const fs::path& root) {
  const Pairs pairs = read_pairs(root / "_history");
  std::vector<HistoryEntry> entries;
  for (std::size_t i = 0; i < limits::history_entries; ++i) {
    HistoryEntry entry{value_of(pairs, fmt::format("mdf{}", i)),
                       value_of(pairs, fmt::format("dir{}", i)),
                       value_of(pairs, fmt::format("time{}", i))};
    if (!entry.file.empty()) entries.push_back(std::move(entry));
  }
  return entries;
}

WriteProblem add_history(const fs::path& root, const HistoryEntry& entry) {
  std::vector<HistoryEntry> entries = read_history(root);
  std::erase_if(entries, [&](const HistoryEntry& older) {
    return older.file == entry.file && older.dir == entry.dir;
  });
  entries.insert(entries.begin(), entry);
  if (entries.size() > limits::history_entries) entries.resize(limits::history_entries);
  std::string text;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    text += fmt::format("mdf{0}={1}\ndir{0}={2}\ntime{0}={3}\n", i, entries[i].file, entries[i].dir,
                        entries[i].time);
  }
  return replace_file(root / "_history", text);
}

std::string read_last_played(const fs::path& root, const std::string& file) {
  for (const Played& played : read_played(root)) {
    if (played.file == file) return played.time;
  }
  return {};
}

WriteProblem write_last_played(const fs::path& root, const std::string& file,
                               const std::string& time) {
  std::vector<Played> all = read_played(root);
  std::erase_if(all, [&](const Played& played) { return played.file == file; });
  all.insert(all.begin(), {file, time});
  if (all.size() > limits::last_played_entries) all.resize(limits::last_played_entries);
  std::string text;
  for (const Played& played : all) text += played.file + "\n" + played.time + "\n";
  return replace_file(root / "_lastplayed", text);
}

std::vector<Bookmark> read_bookmarks(const fs::path& root) {
  const Pairs pairs = read_pairs(root / "_bookmark");
  std::vector<Bookmark> bookmarks;
  for (std::size_t i = 0; i < limits::bookmarks; ++i) {
    Bookmark bookmark{value_of(pairs, fmt::format("dir{}", i)),
                      value_of(pairs, fmt::format("mdf{}", i)),
                      value_of(pairs, fmt::format("src{}", i))};
    if (bookmark.source == "none") bookmark.source.clear();
    if (!bookmark.file.empty()) bookmarks.push_back(std::move(bookmark));
  }
  return bookmarks;
}

WriteProblem add_bookmark(const fs::path& root, const Bookmark& bookmark) {
  std::vector<Bookmark> bookmarks = read_bookmarks(root);
  if (std::ranges::any_of(bookmarks, same_content(bookmark))) return std::nullopt;
  if (bookmarks.size() >= limits::bookmarks) {
    return fmt::format("{}: {} bookmarks, no more are possible", (root / "_bookmark").string(),
                       limits::bookmarks);
  }
  bookmarks.push_back(bookmark);
  return write_bookmarks(root, bookmarks);
}

WriteProblem remove_bookmark(const fs::path& root, const Bookmark& bookmark) {
  std::vector<Bookmark> bookmarks = read_bookmarks(root);
  if (std::erase_if(bookmarks, same_content(bookmark)) == 0) return std::nullopt;
  return write_bookmarks(root, bookmarks);
}

WriteProblem remove_bookmarks(const fs::path& root) { return remove_file(root / "_bookmark"); }

WriteProblem remove_records(const fs::path& root) {
  for (const char* name : {"_bookmark", "_history", "_home", "_lastplayed", "_uuid"}) {
    if (WriteProblem problem = remove_file(root / name)) return problem;
  }
  return std::nullopt;
}

}  // namespace mmdagent
