// The latest lines of the log, as a panel shows them (host.md section 5.3).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "MMDAgent/Message.h"

namespace mmdagent {

struct ShownLine {
  Level level = Level::none;
  double frame = 0.0;  // of 1/30 s, when it was added
  std::string text;    // `Module: Level: text`
};

// What lines are shown: those that hold the text, whose case counts only when it has capitals.
bool holds(std::string_view line, std::string_view wanted);

// One thread. Room for limits::log_panel_lines lines is taken with the first.
class LogLines {
 public:
  // A line of several lines becomes several; each is cut at limits::log_panel_line_bytes, between
  // two characters. `args`: empty, or behind a `|`. Returns how many were added.
  std::size_t add(Level level, std::string_view module, std::string_view text,
                  std::string_view args, double frame);

  std::size_t size() const { return count_; }
  // 0 is the latest.
  const ShownLine& latest(std::size_t back) const;

 private:
  void make_room();
  void add_line(Level level, std::string_view text, double frame);

  std::vector<ShownLine> lines_;
  std::size_t next_ = 0;  // of lines_: where the next one goes
  std::size_t count_ = 0;
  std::string scratch_;
};

}  // namespace mmdagent
