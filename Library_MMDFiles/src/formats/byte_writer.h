// The counterpart of ByteReader: little-endian, byte-packed.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <glm/gtc/quaternion.hpp>
#include <glm/vec3.hpp>
#include <string_view>
#include <vector>

namespace mmd {

class ByteWriter {
 public:
  void u8(std::uint32_t value) { bytes_.push_back(static_cast<std::byte>(value & 0xFFU)); }
  void u32(std::uint32_t value) {
    for (unsigned shift = 0; shift < 32; shift += 8) u8(value >> shift);
  }
  void f32(float value) { u32(std::bit_cast<std::uint32_t>(value)); }
  void vec3(const glm::vec3& v) {
    for (int axis = 0; axis < 3; ++axis) f32(v[axis]);
  }
  // x, y, z, w.
  void quat(const glm::quat& q) {
    vec3({q.x, q.y, q.z});
    f32(q.w);
  }
  void raw(std::string_view text) {
    for (const char c : text) u8(static_cast<unsigned char>(c));
  }
  // `text` and zero bytes up to `size`; it must fit.
  void field(std::string_view text, std::size_t size) {
    raw(text);
    bytes_.resize(bytes_.size() + size - text.size());
  }

  std::vector<std::byte> take() { return std::move(bytes_); }

 private:
  std::vector<std::byte> bytes_;
};

}  // namespace mmd
