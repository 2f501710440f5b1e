#include "content/log_settings.h"

#include "options/mdf.h"

namespace mmdagent {
namespace {

namespace fs = std::filesystem;

constexpr const char* information_name = ".mmdagent-save";

// Empty without one.
fs::path nearest_information(fs::path folder) {
  std::error_code error;
  while (true) {
    fs::path file = folder / information_name;
    if (fs::is_regular_file(file, error)) return file;
    if (!folder.has_relative_path()) return {};
    folder = folder.parent_path();
  }
}

bool is_plain_name(const std::string& name) {
  return !name.empty() && name != "." && name != ".." && name.find('/') == std::string::npos &&
         name.find('\0') == std::string::npos;
}

}  // namespace

LogSettings read_log_settings(const fs::path& content_dir) {
  LogSettings settings;
  const fs::path file = nearest_information(content_dir);
  if (file.empty()) return settings;
  for (const MdfSetting& line : read_mdf(file).settings) {
    const std::string& value = line.raw_value;
    if (line.raw_key == "LogIdentifier" && is_plain_name(value)) settings.identifier = value;
    if (line.raw_key == "LogSpeechInput") settings.speech = value == "true";
    if (line.raw_key == "LogUploadURL") settings.upload_url = value;
    if (line.raw_key == "LogUploadHTTPVersion") settings.upload_http_version = value;
  }
  return settings;
}

}  // namespace mmdagent
