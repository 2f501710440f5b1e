// The lines of a .pmd.csv and the fields of the current one. Field 0 is the record name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/byte_reader.h"

namespace mmd {

enum class CsvEncoding : std::uint8_t { cp932, utf8 };

class CsvLines {
 public:
  static constexpr std::size_t all_fields = ~std::size_t{0};

  // Both are referred to, not copied, and must outlive this.
  CsvLines(std::span<const std::byte> bytes, std::string_view path);

  // Back to before the first line.
  void rewind();
  // Goes to the next line, which messages then name; false at the end. Throws for one too long.
  bool next();
  // The text before the first comma.
  std::string_view record() const;
  // The whole line without its end, of which field() takes parts, and the whole text.
  std::string_view line() const { return line_; }
  std::string_view content() const { return content_; }
  // Takes the line apart; the functions below need it. A field that begins with a quote ends at the
  // next quote before a comma or the line's end; else at a comma. The quotes are left out.
  void split() { split(all_fields); }
  // As above, but stops with `count` fields; later calls go on from there. Fields not reached yet
  // are as missing ones.
  void split(std::size_t count);

  std::size_t field_count() const { return fields_.size(); }
  // Missing fields are empty.
  std::string_view field(std::size_t k) const;
  bool has(std::size_t k) const { return !field(k).empty(); }
  std::string text(std::size_t k) { return decoded(field(k)); }
  // Leading number, 0 where there is none; `missing` for an empty field. Infinity and NaN throw.
  float number(std::size_t k, float missing = 0.0F) const;
  glm::vec3 vec3(std::size_t k) const;
  glm::vec4 vec4(std::size_t k) const;
  // Leading whole number, held within the range of its type.
  std::int64_t integer(std::size_t k, std::int64_t missing = 0) const;
  bool flag(std::size_t k) const { return integer(k) != 0; }

  void use_encoding(CsvEncoding encoding) { encoding_ = encoding; }
  std::string decoded(std::string_view raw);

  // For messages; the place is the current line.
  ByteReader& place() { return place_; }
  const ByteReader& place() const { return place_; }
  std::size_t line_offset() const { return line_offset_; }
  std::uint64_t line_number() const { return line_number_; }

 private:
  std::size_t look_for_line_end();
  [[noreturn]] void fail_long_line() const;

  ByteReader place_;
  std::string_view content_;
  CsvEncoding encoding_ = CsvEncoding::cp932;
  std::vector<std::uint32_t> line_lengths_;  // of the first lines, their line feeds left out
  std::size_t next_offset_ = 0;
  std::size_t line_offset_ = 0;
  std::uint64_t line_number_ = 0;  // from 1
  std::string_view line_;
  std::vector<std::string_view> fields_;
  std::size_t split_at_ = 0;  // where the next field begins, beyond the end after the last one
  // Once no quote closes a field, none closes a later one: a line is searched once only.
  bool may_close_ = true;
};

}  // namespace mmd
