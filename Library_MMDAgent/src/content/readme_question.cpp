#include "content/readme_question.h"

#include <charconv>
#include <string_view>
#include <system_error>

#include "content/content_info.h"
#include "content/file_replacement.h"
#include "content/package.h"
#include "options/mdf.h"

namespace mmdagent {
namespace {

namespace fs = std::filesystem;

constexpr const char* user_save = ".mmdagent-save-user";
constexpr std::string_view agreed_key = "LastPlayEpochTime";

std::int64_t number(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::int64_t agreed_at(const fs::path& content_dir) {
  const fs::path file = content_dir / user_save;
  std::error_code ignored;
  if (!fs::is_regular_file(file, ignored)) return 0;
  for (const MdfSetting& setting : read_mdf(file).settings) {
    if (setting.raw_key == agreed_key) return number(setting.raw_value);
  }
  return 0;
}

}  // namespace

bool readme_waits(const ContentInfo& info, const fs::path& content_dir) {
  std::error_code ignored;
  if (info.saved_value("Readme").empty() || !fs::is_regular_file(info.readme, ignored)) {
    return false;
  }
  // A message could not name it.
  if (info.readme.find('|') != std::string::npos) return false;
  return number(info.saved_value("LastModifiedEpochTime")) > agreed_at(content_dir);
}

std::optional<std::string> write_agreement(const fs::path& content_dir, std::int64_t seconds) {
  return replace_file(content_dir / user_save,
                      std::string(agreed_key) + "=" + std::to_string(seconds) + "\n");
}

std::optional<std::string> remove_declined(const fs::path& content_dir) {
  const fs::path root = existing_user_content_folder();
  if (root.empty()) return std::nullopt;
  const fs::path way = content_dir.lexically_relative(root);
  if (way.empty() || way == "." || *way.begin() == "..") return std::nullopt;
  std::error_code error;
  fs::remove_all(content_dir, error);
  if (!error) return std::nullopt;
  return content_dir.string() + ": " + error.message();
}

}  // namespace mmdagent
