// Names and lists of web contents (host.md sections 1.2, 1.4 and 8.4).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mmdagent {

struct WebFile {
  std::string path;  // below the content's folder, with `/`
  std::uint64_t bytes = 0;
  std::string sha256;  // 64 lower-case hexadecimal digits
};

struct WebIndex {
  std::string modified;  // seconds since 1970, decimal
  std::vector<WebFile> files;
};

// The list of a web content, or what is wrong with it: `line 3: …`. Refused are more than
// limits::web_files files or limits::web_content_bytes bytes, and paths that leave the folder.
std::variant<WebIndex, std::string> parse_web_index(std::string_view text);

// The name of the cache folder: the decimal hash of what follows the scheme.
std::string web_cache_name(std::string_view address);

// What is really fetched: `mmdagent://` becomes `http://` on this machine and `https://` elsewhere.
// Without `/` at the end.
std::string web_base(std::string_view address);

// Bytes that an address cannot hold as they are become %XX; `/` stays.
std::string percent_encoded(std::string_view path);

// Without user name and password, for the log.
std::string shown_address(std::string_view address);

// Whether a line of the file `banlist` (regular expressions, `#` comments) matches somewhere in the
// address. Without that file nothing is banned; lines that are no expression are ignored.
inline constexpr const char* banlist_name = "banlist";  // beside the program
bool is_banned(const std::filesystem::path& banlist, std::string_view address);

}  // namespace mmdagent
