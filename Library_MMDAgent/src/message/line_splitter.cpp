#include "message/line_splitter.h"

#include <algorithm>

namespace mmdagent {

void LineSplitter::feed(std::string_view bytes) {
  while (!bytes.empty()) {
    if (after_carriage_return_ && bytes.front() == '\n') {
      after_carriage_return_ = false;
      bytes.remove_prefix(1);
      continue;
    }
    const std::size_t end = std::min(bytes.find_first_of("\r\n"), bytes.size());
    if (end > 0) after_carriage_return_ = false;
    keep(bytes.substr(0, end));
    if (end == bytes.size()) return;
    after_carriage_return_ = bytes[end] == '\r';
    end_line();
    bytes.remove_prefix(end + 1);
  }
}

void LineSplitter::finish() { end_line(); }

void LineSplitter::keep(std::string_view part) {
  if (too_long_) return;
  if (part.size() > max_message_bytes - line_.size()) {
    too_long_ = true;
    line_.clear();
    return;
  }
  line_.append(part);
}

void LineSplitter::end_line() {
  if (too_long_) {
    take_({}, number_, LineProblem::too_long);
  } else if (!line_.empty()) {
    take_(line_, number_, check_line(line_));
  }
  line_.clear();
  too_long_ = false;
  ++number_;
}

}  // namespace mmdagent
