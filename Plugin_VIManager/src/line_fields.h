// Cuts a script line into fields at runs of blanks, with quotes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vimanager {

struct Field {
  std::string raw;   // quotes kept
  std::string text;  // quotes removed
};

// The fields of `line`. A field that is empty without its quotes ends the list, because it counts
// as missing. There is no escape character; an unterminated quote runs to the end of the line.
std::vector<Field> cut_fields(std::string_view line);

bool is_blank(char c);      // space, tab
bool is_separator(char c);  // blank, CR, LF

// False when some byte cannot belong to UTF-8 text.
bool is_readable(std::string_view text);

}  // namespace vimanager
