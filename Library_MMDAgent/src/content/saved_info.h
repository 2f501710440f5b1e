// The file `.mmdagent-save` beside a content (host.md section 8.3): pairs of key and value.
// Everything here but is_outdated() blocks.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mmdagent {

struct ContentInfo;

inline constexpr const char* saved_info_name = ".mmdagent-save";

using SavedPairs = std::vector<std::pair<std::string, std::string>>;  // keys distinct

// Of any file of that form; a missing one is empty. Of a key that comes twice the last value
// counts.
SavedPairs read_pairs(const std::filesystem::path& file);

// null: there is none.
const std::string* find_value(const SavedPairs& pairs, std::string_view key);
void set_value(SavedPairs& pairs, std::string_view key, const std::string& value);

// One line that names the file when it could not be written.
std::optional<std::string> write_saved_info(const std::filesystem::path& folder,
                                            const SavedPairs& pairs);

// One value of the file in a folder, empty where it says nothing; and how to change it.
std::string saved_value_in(const std::filesystem::path& folder, std::string_view key);
std::optional<std::string> change_saved_value(const std::filesystem::path& folder,
                                              std::string_view key, const std::string& value);

// The content comes from the web, and its server is known to have a newer version, or the copy was
// never whole.
bool is_outdated(const ContentInfo& info);

}  // namespace mmdagent
