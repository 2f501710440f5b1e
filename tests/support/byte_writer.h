// Builds binary files of tests: little-endian, byte-packed.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

namespace test_support {

using Bytes = std::vector<std::byte>;

class ByteWriter {
 public:
  ByteWriter& u8(unsigned value) {
    bytes_.push_back(static_cast<std::byte>(value));
    return *this;
  }
  ByteWriter& u16(unsigned value) { return u8(value & 0xFF).u8((value >> 8) & 0xFF); }
  ByteWriter& u32(std::uint32_t value) { return u16(value & 0xFFFF).u16(value >> 16); }
  ByteWriter& i32(std::int32_t value) { return u32(static_cast<std::uint32_t>(value)); }
  ByteWriter& f32(float value) { return u32(std::bit_cast<std::uint32_t>(value)); }
  ByteWriter& floats(std::initializer_list<float> values) {
    for (const float value : values) f32(value);
    return *this;
  }
  ByteWriter& raw(std::string_view bytes) {
    for (const char c : bytes) u8(static_cast<unsigned char>(c));
    return *this;
  }
  ByteWriter& raw(std::span<const std::byte> bytes) {
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    return *this;
  }
  ByteWriter& zeros(std::size_t count) {
    bytes_.resize(bytes_.size() + count);
    return *this;
  }
  // A fixed field, filled up with zero bytes.
  ByteWriter& field(std::string_view text, std::size_t size) {
    return raw(text).zeros(size - text.size());
  }
  // A PMX text: length and bytes.
  ByteWriter& text(std::string_view bytes) {
    return i32(static_cast<std::int32_t>(bytes.size())).raw(bytes);
  }

  const Bytes& bytes() const { return bytes_; }

 private:
  Bytes bytes_;
};

// Overwrites in place.
inline void put_u8(Bytes& bytes, std::size_t offset, unsigned value) {
  bytes.at(offset) = static_cast<std::byte>(value);
}
inline void put_u16(Bytes& bytes, std::size_t offset, unsigned value) {
  put_u8(bytes, offset, value & 0xFF);
  put_u8(bytes, offset + 1, (value >> 8) & 0xFF);
}
inline void put_u32(Bytes& bytes, std::size_t offset, std::uint32_t value) {
  put_u16(bytes, offset, value & 0xFFFF);
  put_u16(bytes, offset + 2, value >> 16);
}
inline void put_f32(Bytes& bytes, std::size_t offset, float value) {
  put_u32(bytes, offset, std::bit_cast<std::uint32_t>(value));
}

// CRC-32 of IEEE 802.3, as in ZIP.
inline std::uint32_t crc32(std::span<const std::byte> bytes) {
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const std::byte byte : bytes) {
    crc ^= static_cast<std::uint32_t>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
  }
  return ~crc;
}

}  // namespace test_support
