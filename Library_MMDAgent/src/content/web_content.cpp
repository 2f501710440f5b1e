#include "content/web_content.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <set>
#include <system_error>
#include <vector>

#include "MMDFiles/paths.h"
#include "content/file_replacement.h"
#include "content/http_download.h"
#include "content/web_cache.h"
#include "content/web_index.h"
#include "host_limits.h"
#include "options/mdf.h"

namespace mmdagent {
namespace {

namespace fs = std::filesystem;

constexpr const char* list_name = ".mmdagent-content-files";
constexpr const char* description_name = "PACKAGE_DESC.txt";
constexpr const char* save_name = ".mmdagent-save";
constexpr const char* part_suffix = ".part";

// Leaves fetch_web_content() as text, never beyond.
class WebError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

std::string description_value(const Mdf& description, std::string_view key) {
  std::string value;
  for (const MdfSetting& setting : description.settings) {
    if (setting.raw_key == key) value = setting.raw_value;
  }
  return value;
}

// One content being brought up to date.
class Update {
 public:
  Update(const std::string& address, fs::path folder, const DownloadHooks& hooks)
      : address_(address),
        base_(web_base(address)),
        folder_(std::move(folder)),
        hooks_(hooks),
        download_(hooks.stop) {}

  fs::path run() {
    read_list();
    read_description();
    const fs::path start = folder_ / start_file();
    make_room(folder_, total_bytes(), hooks_.log);
    remove_unlisted();
    fetch_files();
    save_info(start);
    return start;
  }

 private:
  void log(Level level, const std::string& text) const { hooks_.log(level, text); }

  void read_list() {
    std::string text;
    if (auto problem =
            download_.fetch_text(base_ + "/" + list_name, limits::web_list_bytes, text)) {
      throw WebError(*problem);
    }
    auto parsed = parse_web_index(text);
    if (auto* problem = std::get_if<std::string>(&parsed)) {
      throw WebError(fmt::format("{}/{}: {}", shown_address(base_), list_name, *problem));
    }
    index_ = std::move(std::get<WebIndex>(parsed));
  }

  // A content without description is no error.
  void read_description() {
    std::string text;
    if (download_.fetch_text(base_ + "/" + description_name, limits::web_list_bytes, text)) return;
    if (auto problem = replace_file(folder_ / description_name, text)) throw WebError(*problem);
    description_ = parse_mdf(text);
    const std::string value = description_value(description_, "nonDesktop");
    if (value == "true" || value == "True" || value == "TRUE") {
      throw WebError("Sorry, This content is for smartphone only.");
    }
  }

  std::string start_file() const {
    const std::string named = description_value(description_, "execMDFFile");
    const auto is_listed = [&](const WebFile& file) { return file.path == named; };
    if (std::ranges::any_of(index_.files, is_listed)) return named;
    const WebFile* deepest = nullptr;
    const auto depth = [](const WebFile& file) { return std::ranges::count(file.path, '/'); };
    for (const WebFile& file : index_.files) {
      if (!mmd::has_suffix(file.path, ".mdf")) continue;
      if (deepest == nullptr || depth(file) > depth(*deepest)) deepest = &file;
    }
    if (deepest == nullptr) throw WebError("contents has no mdf file");
    return deepest->path;
  }

  std::uint64_t total_bytes() const {
    std::uint64_t total = 0;
    for (const WebFile& file : index_.files) total += file.bytes;
    return total;
  }

  // What the list does not name goes; bookkeeping, logs and the description stay.
  void remove_unlisted() const {
    std::set<fs::path> listed;
    for (const WebFile& file : index_.files) {
      for (fs::path path = file.path; !path.empty(); path = path.parent_path()) listed.insert(path);
      listed.insert(file.path + part_suffix);
    }
    std::vector<fs::path> unlisted;
    std::error_code error;
    for (fs::recursive_directory_iterator entry(folder_, error), end; !error && entry != end;
         entry.increment(error)) {
      const std::string name = entry->path().filename().string();
      const fs::path path = entry->path().lexically_relative(folder_);
      const bool kept = name.starts_with('.') || name.starts_with('_') || name == "log" ||
                        path == description_name;
      if (kept || !listed.contains(path)) entry.disable_recursion_pending();
      if (!kept && !listed.contains(path)) unlisted.push_back(entry->path());
    }
    for (const fs::path& path : unlisted) {
      log(Level::status, "delete: " + path.lexically_relative(folder_).string());
      std::error_code ignored;
      fs::remove_all(path, ignored);
    }
  }

  bool is_current(const WebFile& file) const {
    const fs::path path = folder_ / file.path;
    std::error_code error;
    return fs::is_regular_file(path, error) && fs::file_size(path, error) == file.bytes &&
           sha256_of(path) == file.sha256;
  }

  void fetch_files() {
    std::size_t fetched = 0;
    std::uint64_t done = 0;
    const std::uint64_t total = total_bytes();
    for (const WebFile& file : index_.files) {
      if (hooks_.stop.stop_requested()) throw WebError("stopped");
      done += file.bytes;
      if (is_current(file)) continue;
      std::error_code error;
      const bool is_new = !fs::exists(folder_ / file.path, error);
      log(Level::status, (is_new ? "new: " : "update: ") + file.path);
      fetch(file);
      ++fetched;
      log(Level::status, fmt::format("fetched {} ({} bytes), {} of {} bytes are there", file.path,
                                     file.bytes, done, total));
    }
    if (fetched == 0) log(Level::status, "clean, up-to-date");
  }

  void fetch(const WebFile& file) {
    const fs::path target = folder_ / file.path;
    fs::path part = target;
    part += part_suffix;
    std::error_code error;
    fs::create_directories(target.parent_path(), error);
    const std::string source = base_ + "/" + percent_encoded(file.path);
    // What an interrupted download left may be of an older file: then it is fetched whole.
    const bool resumed = fs::exists(part, error);
    std::optional<std::string> problem = fetch_checked(source, file, part);
    if (problem && resumed && !fs::exists(part, error)) problem = fetch_checked(source, file, part);
    if (!problem) {
      fs::rename(part, target, error);
      if (error) problem = fmt::format("failed to write {}: {}", target.string(), error.message());
    }
    if (problem) throw WebError(fmt::format("failed to fetch {}: {}", file.path, *problem));
  }

  // Bytes with another checksum do not stay.
  std::optional<std::string> fetch_checked(const std::string& source, const WebFile& file,
                                           const fs::path& part) {
    if (auto problem = download_.fetch_file(source, file.bytes, part)) return problem;
    const std::string sum = sha256_of(part);
    if (sum == file.sha256) return std::nullopt;
    std::error_code ignored;
    fs::remove(part, ignored);
    return fmt::format("SHA-256 {}, expected {}", sum, file.sha256);
  }

  // Never before the last change, wherever the clocks stand: the copy would look outdated.
  std::int64_t time_of_extraction() const {
    const auto now = std::chrono::duration_cast<std::chrono::seconds>(
        std::chrono::system_clock::now().time_since_epoch());
    std::int64_t modified = 0;
    std::from_chars(index_.modified.data(), index_.modified.data() + index_.modified.size(),
                    modified);
    return std::max<std::int64_t>(now.count(), modified);
  }

  void save_info(const fs::path& start) const {
    std::string name = description_value(description_, "label");
    const bool named = std::ranges::any_of(description_.settings, [](const MdfSetting& setting) {
      return setting.raw_key == "label";
    });
    if (!named) name = start.stem().string();
    const std::string text = fmt::format(
        "ContentType=http\nSourceURL={}\nContentName={}\nExecMDFFile={}\n"
        "LastModifiedEpochTime={}\nExtractedEpochTime={}\nDownloadCompleted=true\n",
        address_, name, start.lexically_relative(folder_).string(), index_.modified,
        time_of_extraction());
    if (auto problem = replace_file(folder_ / save_name, text)) throw WebError(*problem);
  }

  std::string address_;
  std::string base_;
  fs::path folder_;
  const DownloadHooks& hooks_;
  HttpDownload download_;
  WebIndex index_;
  Mdf description_;
};

// The settings file of a copy that was once whole; empty: none.
fs::path kept_copy(const fs::path& folder) {
  std::error_code error;
  if (!fs::is_regular_file(folder / save_name, error)) return {};
  const Mdf saved = read_mdf(folder / save_name);
  if (description_value(saved, "DownloadCompleted") != "true") return {};
  const fs::path file = folder / description_value(saved, "ExecMDFFile");
  return fs::is_regular_file(file, error) ? file : fs::path();
}

}  // namespace

std::variant<fs::path, std::string> fetch_web_content(const std::string& address,
                                                      const fs::path& root,
                                                      const DownloadHooks& hooks) {
  const std::string name = web_cache_name(address);
  const fs::path folder = root / name;
  std::error_code error;
  if (root.empty() || (fs::create_directory(folder, error), !fs::is_directory(folder, error))) {
    return std::string("failed to prepare content cache directory");
  }
  hooks.log(Level::status,
            fmt::format("downloading {} to cache dir {}", shown_address(address), name));
  const fs::path kept = kept_copy(folder);
  try {
    return Update(address, folder, hooks).run();
  } catch (const std::exception& problem) {
    if (kept.empty() || !fs::is_regular_file(kept, error) || hooks.stop.stop_requested()) {
      return std::string(problem.what());
    }
    hooks.log(Level::warning,
              fmt::format("{}; the copy of an earlier download serves", problem.what()));
    return kept;
  }
}

}  // namespace mmdagent
