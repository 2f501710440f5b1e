// The lines of a document and the links in them.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace mmdagent {

struct DocumentLink {
  std::size_t first = 0;  // bytes of the line
  std::size_t count = 0;
};

struct DocumentLine {
  std::string_view text;  // without its end
  std::vector<DocumentLink> links;
};

// Views into `text`, UTF-8. Lines end at LF, CR or both; a text without them is one line. A link is
// `http://`, `https://` or `mmdagent://` and all characters of addresses that follow, at least one.
std::vector<DocumentLine> document_lines(std::string_view text);

}  // namespace mmdagent
