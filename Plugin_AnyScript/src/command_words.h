// Cutting a command line into a program and its arguments.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace anyscript {

// Cut at blanks (U+0020). A word that begins with `"` or `'` extends to the same character, or to
// the end. There is no escape character and no shell.
std::vector<std::string> command_words(std::string_view command);

}  // namespace anyscript
