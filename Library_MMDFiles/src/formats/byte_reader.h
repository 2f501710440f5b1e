// The only code of the readers that touches raw bytes: a checked little-endian cursor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mmd {

// Knows the place (section and index) that messages name. Every read past the end throws LoadError.
class ByteReader {
 public:
  static constexpr std::uint64_t no_index = ~std::uint64_t{0};

  // Both are referred to, not copied, and must outlive the reader.
  ByteReader(std::span<const std::byte> bytes, std::string_view path);

  std::size_t offset() const { return offset_; }
  std::size_t record_offset() const { return record_offset_; }  // of the place
  std::size_t remaining() const { return bytes_.size() - offset_; }
  bool at_end() const { return remaining() == 0; }

  // Names the place from here on; `section` must be a literal.
  void enter(std::string_view section) { enter(section, no_index); }
  // The record at the current offset.
  void enter(std::string_view section, std::uint64_t index);
  // A record read earlier, for checks that need the whole file.
  void point_at(std::string_view section, std::uint64_t index, std::size_t record_offset);

  std::uint8_t u8();
  std::uint16_t u16();
  std::uint32_t u32();
  std::int8_t i8() { return static_cast<std::int8_t>(u8()); }
  std::int16_t i16() { return static_cast<std::int16_t>(u16()); }
  std::int32_t i32() { return static_cast<std::int32_t>(u32()); }
  float f32();
  glm::vec2 vec2();
  glm::vec3 vec3();
  glm::vec4 vec4();
  std::span<const std::byte> bytes(std::size_t count);
  void skip(std::size_t count) { bytes(count); }

  // As above, but NaN and infinity throw; `what` names the value.
  float finite_f32(std::string_view what);
  glm::vec3 finite_vec3(std::string_view what);
  glm::vec4 finite_vec4(std::string_view what);

  // Throws unless `count` is within `limit` and as many records of at least `record_bytes` can
  // follow. Call before allocating anything of that size.
  void expect_records(std::uint64_t count, std::uint64_t limit, std::uint64_t record_bytes);

  // Throws LoadError for the current place; at the record's own offset or at a field's.
  [[noreturn]] void fail(std::string_view problem) const;
  [[noreturn]] void fail_at(std::size_t offset, std::string_view problem) const;

  // Notes a repair at the current place. Beyond limits::warnings they are only counted.
  void warn(std::string_view problem);
  // At most once per file: some text could not be decoded.
  void warn_damaged_text();
  std::vector<std::string> take_warnings();

 private:
  std::string place() const;
  const std::byte* take(std::size_t count);

  std::span<const std::byte> bytes_;
  std::string_view path_;
  std::size_t offset_ = 0;
  std::string_view section_ = "file";
  std::uint64_t index_ = no_index;
  std::size_t record_offset_ = 0;
  std::vector<std::string> warnings_;
  std::uint64_t surplus_warnings_ = 0;
  bool warned_of_text_ = false;
};

}  // namespace mmd
