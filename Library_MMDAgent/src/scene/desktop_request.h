// What keys ask of the desktop around the program and of the web (host.md section 6).
#pragma once

#include <cstdint>

namespace mmdagent {

enum class DesktopRequest : std::uint8_t {
  open_clipboard,  // the web address there, as content
  open_script,     // of the running content, in the author's editor
  open_folder,     // of the running content, in the file manager
  check_updates,   // of web contents
};

}  // namespace mmdagent
