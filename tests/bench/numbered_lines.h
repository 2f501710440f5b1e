// Lines that carry their number, made and checked: what the throughput programs send and read.
//
// SEQ|<n>|xxx…, 20 to 120 bytes with the line end, by n; SEQ_MARK where the warm-up ends; SEQ_END
// behind the last one. In NATS's protocol each line, without its end, is one message of the subject
// "seq".
#pragma once

#include <charconv>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace numbered {

enum class Framing : std::uint8_t { plain, nats };

inline std::size_t line_bytes(std::uint64_t number) { return 20 + number * 7 % 101; }

// Of the clock that all processes of the machine share.
inline std::int64_t nanoseconds() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
}

inline std::int64_t leading_number(std::string_view text) {
  std::int64_t number = -1;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

class LineMaker {
 public:
  explicit LineMaker(Framing framing) : framing_(framing) {}

  std::uint64_t count() const { return next_; }

  void append_line(std::string& out) {
    char head[32] = {'S', 'E', 'Q', '|'};
    char* end = std::to_chars(head + 4, head + sizeof(head), next_).ptr;
    *end++ = '|';
    const std::size_t bytes = line_bytes(next_);
    begin(out, bytes - 1);
    out.append(head, end);
    out.append(bytes - 1 - static_cast<std::size_t>(end - head), 'x');
    finish(out);
    ++next_;
  }

  void append_word(std::string& out, std::string_view word) const {
    begin(out, word.size());
    out.append(word);
    finish(out);
  }

 private:
  void begin(std::string& out, std::size_t bytes) const {
    if (framing_ == Framing::plain) return;
    char head[32] = {'P', 'U', 'B', ' ', 's', 'e', 'q', ' '};
    char* end = std::to_chars(head + 8, head + sizeof(head), bytes).ptr;
    *end++ = '\r';
    *end++ = '\n';
    out.append(head, end);
  }
  void finish(std::string& out) const { out.append(framing_ == Framing::plain ? "\n" : "\r\n"); }

  Framing framing_;
  std::uint64_t next_ = 0;
};

class LineChecker {
 public:
  explicit LineChecker(Framing framing) : framing_(framing) {}

  // Any part of the stream.
  void feed(std::string_view block) {
    if (!rest_.empty()) {
      rest_.append(block);
      block = rest_;
    }
    std::size_t at = 0;
    for (std::size_t end = 0; (end = block.find('\n', at)) != std::string_view::npos;) {
      if (!take(block, at, end)) break;
    }
    std::string left(block.substr(at));
    rest_ = std::move(left);
  }

  std::uint64_t next() const { return next_; }        // the number that must come now
  std::uint64_t lines() const { return lines_; }      // since the mark
  std::uint64_t errors() const { return errors_; }    // out of order, of wrong length
  std::uint64_t skipped() const { return skipped_; }  // by REMOTE_EVENT_SKIPPED
  std::uint64_t pongs() const { return pongs_; }      // of NATS
  std::int64_t mark_time() const { return mark_time_; }
  std::int64_t end_time() const { return end_time_; }  // 0 before SEQ_END
  const std::string& told() const { return told_; }    // SEQ_EVENT_END of the checking plugin

 private:
  // False when the message at `at` is not whole yet.
  bool take(std::string_view block, std::size_t& at, std::size_t end) {
    std::string_view line = block.substr(at, end - at);
    std::size_t next = end + 1;
    if (framing_ == Framing::nats) {
      if (line.starts_with("MSG ")) {
        const auto bytes =
            static_cast<std::size_t>(leading_number(line.substr(line.rfind(' ') + 1)));
        if (block.size() < next + bytes + 2) return false;
        line = block.substr(next, bytes);
        next += bytes + 2;
      } else {
        pongs_ += line.starts_with("PONG") ? 1 : 0;
        line = {};
      }
    }
    at = next;
    check(line);
    return true;
  }

  void check(std::string_view line) {
    if (line.starts_with("SEQ|")) {
      const auto number = static_cast<std::uint64_t>(leading_number(line.substr(4)));
      if (number != next_ || line.size() + 1 != line_bytes(number)) ++errors_;
      next_ = number + 1;
      ++lines_;
    } else if (line == "SEQ_MARK") {
      lines_ = 0;
      mark_time_ = nanoseconds();
    } else if (line == "SEQ_END") {
      end_time_ = nanoseconds();
    } else if (line.starts_with("REMOTE_EVENT_SKIPPED|")) {
      skipped_ += static_cast<std::uint64_t>(leading_number(line.substr(line.find('|') + 1)));
    } else if (line.starts_with("SEQ_EVENT_END|")) {
      told_ = line.substr(line.find('|') + 1);
    }
  }

  Framing framing_;
  std::string rest_;
  std::string told_;
  std::uint64_t next_ = 0;
  std::uint64_t lines_ = 0;
  std::uint64_t errors_ = 0;
  std::uint64_t skipped_ = 0;
  std::uint64_t pongs_ = 0;
  std::int64_t mark_time_ = 0;
  std::int64_t end_time_ = 0;
};

}  // namespace numbered
