// What a content says about itself: `.mmdagent-save` and `PACKAGE_DESC.txt` (host.md sections 8.2
// and 8.3).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mmdagent {

struct ContentInfo {
  std::string name;    // to be shown; empty: only the image is
  std::string image;   // banner; absolute, the file may be missing
  std::string readme;  // absolute; empty: none
  bool readme_must_be_accepted = false;
  bool non_browse = false;  // the file browser shows only the way up
  std::string source_url;   // web contents
  std::string log_identifier;
  std::string log_upload_url;
  std::string log_upload_http_version;
  bool log_speech_input = false;
  // The whole `.mmdagent-save` as it is, for the log; empty without that file.
  std::vector<std::pair<std::string, std::string>> saved;

  std::string_view saved_value(std::string_view key) const;
};

// Of the content in `settings_file`. `.mmdagent-save` is looked for in its folder, then in those
// above; where both files lie in its folder, the description is copied into `.mmdagent-save` first.
// Blocks.
ContentInfo read_content_info(const std::filesystem::path& settings_file);

}  // namespace mmdagent
