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
  CsvCursor(std::string_view content, std::string_view line);

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
  // So much of the text may be read from each block on: the block, and what a number goes beyond
  // it.
  static constexpr std::ptrdiff_t readable = 64 + 32;

  bool enter_block(const char* start);
  // The end of the field at the cursor, which goes on to the next one; null where there is none.
  const char* take_field();

  const char* at_;  // beyond the line's end after its last field
  const char* line_end_;
  const char* content_end_;
  const char* block_ = nullptr;  // 64 bytes whose commas are known
  std::uint64_t commas_ = 0;     // of the block, from the cursor on
};

}  // namespace mmd
