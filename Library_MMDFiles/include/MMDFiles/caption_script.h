// Timed captions: UTF-8 lines of `[mm:ss.cc]text`, in the manner of lyrics (messages-core.md
// section 15.3).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace mmd {

struct CaptionLine {
  double begin = 0.0;  // frames of 1/30 s
  std::string text;    // shown until the next line begins; empty: nothing is
};

struct CaptionScript {
  std::vector<CaptionLine> lines;  // in the order of the file; at least one, the last is empty
  double end = 0.0;                // the last line's beginning
  std::vector<std::string> warnings;
};

// Lines of another form, among them comments, are skipped. The last line's text is the end's and
// never shown. Throws LoadError when there is no line at all.
CaptionScript parse_caption_script(std::string_view text, std::string_view path);
CaptionScript read_caption_script_file(const std::filesystem::path& path);

}  // namespace mmd
