#include "content/saved_info.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <system_error>

#include "content/content_info.h"
#include "content/file_replacement.h"
#include "options/mdf.h"

namespace mmdagent {
namespace {

namespace fs = std::filesystem;

std::int64_t number(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string_view key_of(const SavedPairs::value_type& pair) { return pair.first; }

}  // namespace

const std::string* find_value(const SavedPairs& pairs, std::string_view key) {
  const auto found = std::ranges::find(pairs, key, key_of);
  return found != pairs.end() ? &found->second : nullptr;
}

void set_value(SavedPairs& pairs, std::string_view key, const std::string& value) {
  const auto found = std::ranges::find(pairs, key, key_of);
  if (found != pairs.end()) {
    found->second = value;
  } else {
    pairs.emplace_back(key, value);
  }
}

SavedPairs read_pairs(const fs::path& file) {
  SavedPairs pairs;
  std::error_code ignored;
  if (!fs::is_regular_file(file, ignored)) return pairs;
  for (const MdfSetting& setting : read_mdf(file).settings) {
    set_value(pairs, setting.raw_key, setting.raw_value);
  }
  return pairs;
}

std::optional<std::string> write_saved_info(const fs::path& folder, const SavedPairs& pairs) {
  std::string text;
  for (const auto& [key, value] : pairs) text += key + "=" + value + "\n";
  return replace_file(folder / saved_info_name, text);
}

std::string saved_value_in(const fs::path& folder, std::string_view key) {
  const SavedPairs pairs = read_pairs(folder / saved_info_name);
  const std::string* value = find_value(pairs, key);
  return value != nullptr ? *value : std::string();
}

std::optional<std::string> change_saved_value(const fs::path& folder, std::string_view key,
                                              const std::string& value) {
  SavedPairs pairs = read_pairs(folder / saved_info_name);
  set_value(pairs, key, value);
  return write_saved_info(folder, pairs);
}

bool is_outdated(const ContentInfo& info) {
  if (info.source_url.empty() || info.saved_value("ContentType") != "http") return false;
  return info.saved_value("DownloadCompleted") != "true" ||
         number(info.saved_value("LastModifiedEpochTime")) >
             number(info.saved_value("ExtractedEpochTime"));
}

}  // namespace mmdagent
