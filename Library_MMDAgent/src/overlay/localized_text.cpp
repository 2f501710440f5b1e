#include "overlay/localized_text.h"

#include <cstdlib>
#include <optional>

namespace mmdagent {
namespace {

constexpr std::size_t tag_bytes = 4;  // `<xx>`
constexpr std::string_view usual_language = "en";

bool is_letter(char character) { return character >= 'a' && character <= 'z'; }

bool begins_with_tag(std::string_view text) {
  return text.size() >= tag_bytes && text[0] == '<' && is_letter(text[1]) && is_letter(text[2]) &&
         text[3] == '>';
}

std::size_t next_tag(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find('<', from); at != std::string_view::npos;
       at = text.find('<', at + 1)) {
    if (begins_with_tag(text.substr(at))) return at;
  }
  return text.size();
}

}  // namespace

std::string user_language() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): at the start
    if (value == nullptr || *value == '\0') continue;
    const std::string_view locale(value);
    const bool named = locale.size() >= 2 && is_letter(locale[0]) && is_letter(locale[1]) &&
                       (locale.size() == 2 || !is_letter(locale[2]));
    return std::string(named ? locale.substr(0, 2) : usual_language);
  }
  return std::string(usual_language);
}

std::string_view localized(std::string_view text, std::string_view language) {
  if (!begins_with_tag(text)) return text;
  std::optional<std::string_view> usual;
  std::optional<std::string_view> first;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = next_tag(text, at + tag_bytes);
    const std::string_view part = text.substr(at + tag_bytes, end - at - tag_bytes);
    const std::string_view tag = text.substr(at + 1, 2);
    if (tag == language) return part;
    if (tag == usual_language) usual = part;
    if (!first) first = part;
    at = end;
  }
  return usual ? *usual : *first;
}

}  // namespace mmdagent
