// Texts in several languages: `<ja>…<en>…` (rendering.md section 6.2).
#pragma once

#include <string>
#include <string_view>

namespace mmdagent {

// The two letters that the environment's locale begins with (LC_ALL, LC_MESSAGES, LANG: the first
// that is set); `en` where it names no language.
std::string user_language();

// Of a text that begins with `<xx>` the part of that language, without its tag; else that of `en`;
// else the first. Another text whole. Views into `text`.
std::string_view localized(std::string_view text, std::string_view language);

}  // namespace mmdagent
