// The only code of the readers that touches raw bytes: a checked little-endian cursor.
#pragma once

#include <bit>
#include <cmath>
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
  void enter(std::string_view section, std::uint64_t index) { point_at(section, index, offset_); }
  // A record read earlier, for checks that need the whole file.
  void point_at(std::string_view section, std::uint64_t index, std::size_t record_offset) {
    section_ = section;
    index_ = index;
    record_offset_ = record_offset;
  }

  // Inline, as all that reads a few bytes: files hold hundreds of thousands of values.
  std::uint8_t u8() { return static_cast<std::uint8_t>(*take(1)); }
  std::uint16_t u16() {
    const std::byte* b = take(2);
    return static_cast<std::uint16_t>(static_cast<unsigned>(b[0]) |
                                      (static_cast<unsigned>(b[1]) << 8));
  }
  std::uint32_t u32() {
    const std::byte* b = take(4);
    return static_cast<std::uint32_t>(b[0]) | (static_cast<std::uint32_t>(b[1]) << 8) |
           (static_cast<std::uint32_t>(b[2]) << 16) | (static_cast<std::uint32_t>(b[3]) << 24);
  }
  std::int8_t i8() { return static_cast<std::int8_t>(u8()); }
  std::int16_t i16() { return static_cast<std::int16_t>(u16()); }
  std::int32_t i32() { return static_cast<std::int32_t>(u32()); }
  float f32() { return std::bit_cast<float>(u32()); }
  // Braces read from left to right.
  glm::vec2 vec2() { return glm::vec2{f32(), f32()}; }
  glm::vec3 vec3() { return glm::vec3{f32(), f32(), f32()}; }
  glm::vec4 vec4() { return glm::vec4{f32(), f32(), f32(), f32()}; }
  std::span<const std::byte> bytes(std::size_t count) { return {take(count), count}; }
  void skip(std::size_t count) { bytes(count); }

  // As above, but NaN and infinity throw; `what` names the value.
  float finite_f32(std::string_view what) {
    const float value = f32();
    if (!std::isfinite(value)) fail_not_finite(offset_ - 4, what);
    return value;
  }
  glm::vec3 finite_vec3(std::string_view what) {
    return glm::vec3{finite_f32(what), finite_f32(what), finite_f32(what)};
  }
  glm::vec4 finite_vec4(std::string_view what) {
    return glm::vec4{finite_f32(what), finite_f32(what), finite_f32(what), finite_f32(what)};
  }

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
  [[noreturn]] void fail_short(std::size_t count) const;
  [[noreturn]] void fail_not_finite(std::size_t offset, std::string_view what) const;
  const std::byte* take(std::size_t count) {
    if (count > remaining()) fail_short(count);
    const std::byte* start = bytes_.data() + offset_;
    offset_ += count;
    return start;
  }

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
