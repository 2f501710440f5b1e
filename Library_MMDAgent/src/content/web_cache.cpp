#include "content/web_cache.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <vector>

#include "host_limits.h"

namespace mmdagent {
namespace {

namespace fs = std::filesystem;

struct Copy {
  fs::path folder;
  std::uint64_t bytes = 0;
  fs::file_time_type used;
};

bool is_copy(const fs::path& folder) {
  return folder.filename().string().find_first_not_of("0123456789") == std::string::npos;
}

std::uint64_t bytes_in(const fs::path& folder) {
  std::uint64_t bytes = 0;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code ignored;
    if (entry->is_regular_file(ignored)) bytes += entry->file_size(ignored);
  }
  return bytes;
}

std::vector<Copy> copies_beside(const fs::path& folder) {
  std::vector<Copy> copies;
  std::error_code error;
  const fs::path working = fs::current_path(error);
  for (fs::directory_iterator entry(folder.parent_path(), error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code ignored;
    if (entry->path() == folder || !is_copy(entry->path()) || !entry->is_directory(ignored)) {
      continue;
    }
    const fs::path way = working.lexically_relative(entry->path());
    if (!way.empty() && *way.begin() != "..") continue;
    copies.push_back({entry->path(), bytes_in(entry->path()),
                      fs::last_write_time(entry->path() / ".mmdagent-save", ignored)});
  }
  std::ranges::sort(copies, {}, &Copy::used);
  return copies;
}

}  // namespace

void make_room(const fs::path& folder, std::uint64_t bytes,
               const std::function<void(Level level, std::string_view text)>& log,
               std::uint64_t most_bytes) {
  const std::vector<Copy> copies = copies_beside(folder);
  std::uint64_t total = bytes;
  for (const Copy& copy : copies) total += copy.bytes;
  for (const Copy& copy : copies) {
    if (total <= most_bytes) return;
    log(Level::status, "removed to make room: " + copy.folder.string());
    std::error_code ignored;
    fs::remove_all(copy.folder, ignored);
    total -= copy.bytes;
  }
}

void make_room(const fs::path& folder, std::uint64_t bytes,
               const std::function<void(Level level, std::string_view text)>& log) {
  make_room(folder, bytes, log, limits::web_cache_bytes);
}

std::optional<std::string> remove_web_copies(const fs::path& root) {
  std::optional<std::string> problem;
  for (const Copy& copy : copies_beside(root / "none")) {
    std::error_code error;
    fs::remove_all(copy.folder, error);
    if (error && !problem) problem = copy.folder.string() + ": " + error.message();
  }
  return problem;
}

}  // namespace mmdagent
