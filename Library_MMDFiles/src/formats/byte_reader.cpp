#include "formats/byte_reader.h"

#include <bit>
#include <cmath>
#include <utility>

#include "MMDFiles/limits.h"
#include "MMDFiles/load_error.h"

namespace mmd {

ByteReader::ByteReader(std::span<const std::byte> bytes, std::string_view path)
    : bytes_(bytes), path_(path) {}

void ByteReader::enter(std::string_view section, std::uint64_t index) {
  point_at(section, index, offset_);
}

void ByteReader::point_at(std::string_view section, std::uint64_t index,
                          std::size_t record_offset) {
  section_ = section;
  index_ = index;
  record_offset_ = record_offset;
}

const std::byte* ByteReader::take(std::size_t count) {
  if (count > remaining()) {
    fail_at(offset_, "file ends early: expected " + std::to_string(count) + " more bytes, found " +
                         std::to_string(remaining()));
  }
  const std::byte* start = bytes_.data() + offset_;
  offset_ += count;
  return start;
}

std::span<const std::byte> ByteReader::bytes(std::size_t count) { return {take(count), count}; }

std::uint8_t ByteReader::u8() { return static_cast<std::uint8_t>(*take(1)); }

std::uint16_t ByteReader::u16() {
  const std::byte* b = take(2);
  return static_cast<std::uint16_t>(static_cast<unsigned>(b[0]) |
                                    (static_cast<unsigned>(b[1]) << 8));
}

std::uint32_t ByteReader::u32() {
  const std::byte* b = take(4);
  return static_cast<std::uint32_t>(b[0]) | (static_cast<std::uint32_t>(b[1]) << 8) |
         (static_cast<std::uint32_t>(b[2]) << 16) | (static_cast<std::uint32_t>(b[3]) << 24);
}

float ByteReader::f32() { return std::bit_cast<float>(u32()); }

glm::vec2 ByteReader::vec2() {
  const float x = f32();
  const float y = f32();
  return {x, y};
}

glm::vec3 ByteReader::vec3() {
  const float x = f32();
  const float y = f32();
  const float z = f32();
  return {x, y, z};
}

glm::vec4 ByteReader::vec4() {
  const float x = f32();
  const float y = f32();
  const float z = f32();
  const float w = f32();
  return {x, y, z, w};
}

float ByteReader::finite_f32(std::string_view what) {
  const std::size_t start = offset_;
  const float value = f32();
  if (!std::isfinite(value)) fail_at(start, std::string(what).append(" is not a finite number"));
  return value;
}

glm::vec3 ByteReader::finite_vec3(std::string_view what) {
  const float x = finite_f32(what);
  const float y = finite_f32(what);
  const float z = finite_f32(what);
  return {x, y, z};
}

glm::vec4 ByteReader::finite_vec4(std::string_view what) {
  const glm::vec3 xyz = finite_vec3(what);
  return {xyz, finite_f32(what)};
}

void ByteReader::expect_records(std::uint64_t count, std::uint64_t limit,
                                std::uint64_t record_bytes) {
  if (count > limit) {
    fail("count " + std::to_string(count) + ", expected at most " + std::to_string(limit));
  }
  if (count * record_bytes > remaining()) {
    fail("file ends early: " + std::to_string(count) + " records need at least " +
         std::to_string(count * record_bytes) + " bytes, found " + std::to_string(remaining()));
  }
}

std::string ByteReader::place() const {
  std::string text(section_);
  if (index_ != no_index) text.append("[").append(std::to_string(index_)).append("]");
  return text;
}

void ByteReader::fail(std::string_view problem) const { fail_at(record_offset_, problem); }

void ByteReader::fail_at(std::size_t offset, std::string_view problem) const {
  throw LoadError(path_, place(), problem, offset);
}

void ByteReader::warn(std::string_view problem) {
  if (warnings_.size() == limits::warnings) {
    ++surplus_warnings_;
    return;
  }
  warnings_.push_back(load_message(path_, place(), problem, record_offset_));
}

void ByteReader::warn_damaged_text() {
  if (std::exchange(warned_of_text_, true)) return;
  warn("text cannot be decoded completely, replaced what is unknown by U+FFFD");
}

std::vector<std::string> ByteReader::take_warnings() {
  if (surplus_warnings_ > 0) {
    warnings_.push_back(std::string(path_) + ": " + std::to_string(surplus_warnings_) +
                        " further warnings");
    surplus_warnings_ = 0;
  }
  return std::move(warnings_);
}

}  // namespace mmd
