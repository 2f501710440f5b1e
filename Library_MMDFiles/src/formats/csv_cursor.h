// The fields of one line of a .pmd.csv from left to right, as editors write them: numbers without
// quotes, spaces and plus signs. Every read and skip fails at anything else, and then
// CsvLines takes the line apart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mmd {

class CsvCursor {
 public:
  // `line` lies within `content`; the first field to be read begins at its start. Both are referred
  // to, not copied.
  CsvCursor(std::string_view content, std::string_view line)
      : at_(line.data()),
        line_end_(line.data() + line.size()),
        content_end_(content.data() + content.size()) {}

  // Goes over so many fields, which must be followed by a further one.
  bool skip(std::size_t fields);
  // With quotes about it or without; they are left out.
  bool read_name(std::string_view& raw);
  // Of at most eight digits, without a sign.
  bool read_index(std::uint32_t& value);
  // Of at most fifteen digits, with an exponent such as e-05 or without; rounded as
  // CsvLines::number() does.
  bool read_number(float& value);

 private:
  bool has_bytes(std::ptrdiff_t count) const {
    return at_ <= line_end_ && content_end_ - at_ >= count;
  }
  bool end_field(const char* end);

  const char* at_;  // beyond the line's end after its last field
  const char* line_end_;
  const char* content_end_;
};

}  // namespace mmd
