// Settings files (.mdf): one `key=value` a line.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mmdagent {

// One setting as the two readers of a line see it: global variables keep the raw text, options see
// environment references replaced anywhere in the line before it is split.
struct MdfSetting {
  int line = 0;  // from 1
  std::string raw_key;
  std::string raw_value;
  std::string key;  // empty where the line has no value for options
  std::string value;
};

// What a settings file holds. Lines that could not be read are left out and told of.
struct Mdf {
  std::vector<MdfSetting> settings;   // in file order, duplicates kept
  std::vector<std::string> reasons;   // "line 3: parse error": the file counts as failed
  std::vector<std::string> warnings;  // "line 3: …": skipped, the file counts as good
};

// Splits at line ends; drops a UTF-8 byte order mark. Never throws for what the text holds.
Mdf parse_mdf(std::string_view text);

// Splits one line without its line end. Empty for comments and lines without `=`; an unusable
// environment reference keeps the raw text and adds a reason.
std::optional<MdfSetting> parse_mdf_line(std::string_view line, int number,
                                         std::vector<std::string>& reasons);

// Reads and parses a file. A file that cannot be opened, is no regular file or is larger than
// limits::settings_file_bytes gives one reason and nothing else.
Mdf read_mdf(const std::filesystem::path& file);

}  // namespace mmdagent
