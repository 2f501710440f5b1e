#include "content/web_updates.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <variant>

#include "content/http_download.h"
#include "content/saved_info.h"
#include "content/web_index.h"
#include "host_limits.h"

namespace mmdagent {
namespace {

namespace fs = std::filesystem;

constexpr const char* list_name = ".mmdagent-content-files";
constexpr std::string_view modified_key = "LastModifiedEpochTime";

// When the content was changed last; a problem, one line.
std::optional<std::string> fetch_time(HttpDownload& download, const std::string& address,
                                      std::string& modified) {
  std::string text;
  const std::string list = web_base(address) + "/" + list_name;
  if (auto problem = download.fetch_text(list, limits::web_list_bytes, text)) return problem;
  auto parsed = parse_web_index(text);
  if (auto* problem = std::get_if<std::string>(&parsed)) {
    return shown_address(list) + ": " + *problem;
  }
  modified = std::move(std::get<WebIndex>(parsed).modified);
  return std::nullopt;
}

// The file's time says when the content was brought up to date, which is not now.
std::optional<std::string> keep_time(const fs::path& folder, const std::string& modified) {
  std::error_code unknown;
  const fs::file_time_type used = fs::last_write_time(folder / saved_info_name, unknown);
  if (auto problem = change_saved_value(folder, modified_key, modified)) return problem;
  std::error_code ignored;
  if (!unknown) fs::last_write_time(folder / saved_info_name, used, ignored);
  return std::nullopt;
}

void check(const fs::path& folder, HttpDownload& download, const fs::path& banlist,
           const DownloadHooks& hooks) {
  const std::string address = saved_value_in(folder, "SourceURL");
  if (is_banned(banlist, address)) return;
  std::string modified;
  std::optional<std::string> problem = fetch_time(download, address, modified);
  if (hooks.stop.stop_requested()) return;
  if (!problem && saved_value_in(folder, modified_key) != modified) {
    problem = keep_time(folder, modified);
    hooks.log(Level::status, "changed: " + shown_address(address));
  }
  if (problem) hooks.log(Level::status, "update check: " + *problem);
}

}  // namespace

std::vector<fs::path> web_copies(const fs::path& root) {
  std::vector<fs::path> copies;
  std::error_code error;
  for (fs::directory_iterator entry(root, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    if (!saved_value_in(entry->path(), "SourceURL").empty()) copies.push_back(entry->path());
  }
  std::ranges::sort(copies);
  return copies;
}

void check_web_updates(const std::vector<fs::path>& copies, const fs::path& banlist,
                       const DownloadHooks& hooks) {
  hooks.log(Level::status,
            fmt::format("start checking updates for existing {} web contents", copies.size()));
  HttpDownload download(hooks.stop);
  for (const fs::path& folder : copies) {
    if (hooks.stop.stop_requested()) return;
    check(folder, download, banlist, hooks);
  }
  hooks.log(Level::status, "finished checking content updates");
}

}  // namespace mmdagent
