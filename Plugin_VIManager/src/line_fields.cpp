#include "line_fields.h"

#include <cstddef>
#include <cstdint>

namespace vimanager {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

bool is_separator(char c) { return is_blank(c) || c == '\r' || c == '\n'; }

std::vector<Field> cut_fields(std::string_view line) {
  std::vector<Field> fields;
  std::size_t at = 0;
  while (true) {
    while (at < line.size() && is_separator(line[at])) ++at;
    if (at == line.size()) return fields;
    Field field;
    char quote = 0;
    for (; at < line.size() && (quote != 0 || !is_separator(line[at])); ++at) {
      const char c = line[at];
      field.raw.push_back(c);
      if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else {
        field.text.push_back(c);
      }
    }
    if (field.text.empty()) return fields;
    fields.push_back(std::move(field));
  }
}

bool is_readable(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto lead = static_cast<std::uint8_t>(text[at]);
    std::size_t length = 0;
    if (lead < 0x80) {
      length = 1;
    } else if (lead >= 0xC2 && lead <= 0xDF) {
      length = 2;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
      length = 3;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
      length = 4;
    } else {
      return false;
    }
    if (at + length > text.size()) return false;
    for (std::size_t i = 1; i < length; ++i) {
      if ((static_cast<std::uint8_t>(text[at + i]) & 0xC0U) != 0x80U) return false;
    }
    at += length;
  }
  return true;
}

}  // namespace vimanager
