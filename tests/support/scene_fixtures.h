// The small files that the conformance cases of the core messages are about.
#pragma once

#include <filesystem>
#include <string>

#include "support/byte_writer.h"
#include "support/format_fixtures.h"
#include "support/temporary_folder.h"

namespace test_support {

inline constexpr std::string_view sjis_head = "\x93\xAA";  // 頭

inline constexpr float center_height = 10.0F;
inline constexpr float head_height = 17.0F;

// One triangle; bones センター and 頭 and the morph `face`, or a single bone `root` and no morph.
inline Bytes pmd_person(std::string_view name, bool with_bones = true) {
  ByteWriter out;
  write_pmd_header(out, name);
  write_tri_vertices(out);
  out.u32(3).u16(0).u16(1).u16(2);
  out.u32(1).floats({.5F, .5F, .5F, 1, 5, 0, 0, 0, .25F, .25F, .25F});
  out.u8(0).u8(1).u32(3).zeros(20);
  const auto bone = [&](std::string_view bone_name, unsigned parent, float height) {
    out.field(bone_name, 20).u16(parent).u16(0xFFFF).u8(1).u16(0).floats({0, height, 0});
  };
  if (with_bones) {
    out.u16(2);
    bone(sjis_center, 0xFFFF, center_height);
    bone(sjis_head, 0, head_height);
  } else {
    out.u16(1);
    bone("root", 0xFFFF, 0.0F);
  }
  out.u16(0);  // IK
  if (with_bones) {
    out.u16(2);
    out.field("base", 20).u32(1).u8(0).u32(0).floats({0, 0, 0});
    out.field("face", 20).u32(1).u8(1).u32(0).floats({0, 1, 0});
  } else {
    out.u16(0);
  }
  out.u8(0).u8(0).u32(0);
  return out.bytes();
}

// Three keys on 頭 at 0, 15 and 30 and two on センター, which walks `step` units along x.
inline Bytes vmd_nod(float angle, float step = 0.0F) {
  ByteWriter out;
  write_vmd_header(out, "ok");
  out.u32(5);
  const auto key = [&](std::string_view bone, std::uint32_t frame, float x, float turn) {
    out.field(bone, 15).u32(frame).floats({x, 0, 0});
    out.floats({0, std::sin(turn / 2), 0, std::cos(turn / 2)});
    write_interpolation(out, 20, 20, 107, 107);
  };
  key(sjis_head, 0, 0, 0);
  key(sjis_head, 15, 0, angle);
  key(sjis_head, 30, 0, 0);
  key(sjis_center, 0, 0, 0);
  key(sjis_center, 30, step, 0);
  out.u32(0);
  return out.bytes();
}

// Camera keys at 0 and 30: distance 45 to 25, looking at (0, 10, 0).
inline Bytes vmd_camera_move() {
  ByteWriter out;
  write_vmd_header(out, sjis_camera);
  out.u32(0).u32(0).u32(2);
  for (const auto& [frame, distance] : {std::pair{0U, -45.0F}, std::pair{30U, -25.0F}}) {
    out.u32(frame).f32(distance).floats({0, 10, 0, 0, 0, 0});
    for (int channel = 0; channel < 6; ++channel) out.u8(20).u8(107).u8(20).u8(107);
    out.u32(30).u8(0);
  }
  out.u32(0).u32(0);
  return out.bytes();
}

inline std::string png_chunk(std::string_view type, std::string_view data) {
  ByteWriter big_endian;
  const auto u32 = [&](std::uint32_t v) {
    big_endian.u8(v >> 24).u8(v >> 16 & 0xFF).u8(v >> 8 & 0xFF).u8(v & 0xFF);
  };
  ByteWriter body;
  body.raw(type).raw(data);
  u32(static_cast<std::uint32_t>(data.size()));
  big_endian.raw(body.bytes());
  u32(crc32(body.bytes()));
  return {reinterpret_cast<const char*>(big_endian.bytes().data()), big_endian.bytes().size()};
}

// An RGB image of one colour, stored without compression.
inline std::string png(unsigned width, unsigned height, unsigned char r, unsigned char g,
                       unsigned char b) {
  std::string rows;
  for (unsigned y = 0; y < height; ++y) {
    rows += '\0';
    for (unsigned x = 0; x < width; ++x)
      rows += {static_cast<char>(r), static_cast<char>(g), static_cast<char>(b)};
  }
  std::uint32_t a = 1;
  std::uint32_t c = 0;
  for (const unsigned char byte : rows) {
    a = (a + byte) % 65521;
    c = (c + a) % 65521;
  }
  const auto byte = [](unsigned value) { return static_cast<char>(value & 0xFF); };
  std::string data = "\x78\x01\x01";
  const auto size = static_cast<unsigned>(rows.size());
  data += {byte(size), byte(size >> 8), byte(~size), byte(~size >> 8)};
  data += rows;
  data += {byte(c >> 8), byte(c), byte(a >> 8), byte(a)};
  const std::string header = {
      0, 0, byte(width >> 8), byte(width), 0, 0, byte(height >> 8), byte(height), 8, 2, 0, 0, 0};
  return "\x89PNG\r\n\x1a\n" + png_chunk("IHDR", header) + png_chunk("IDAT", data) +
         png_chunk("IEND", "");
}

inline std::string to_text(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// The person as the content of a file; its only material has that texture.
inline std::string pmd_textured(std::string_view texture) {
  Bytes bytes = pmd_person("textured");
  for (std::size_t i = 0; i < texture.size(); ++i)
    put_u8(bytes, pmd_tri_material + 50 + i, static_cast<unsigned char>(texture[i]));
  return to_text(bytes);
}

// ok.pmd, ok2.pmd, plain.pmd (without センター, 頭, morph and shape map), empty.pmd (without
// bones), broken.pmd, v30.vmd, w30.vmd, walk30.vmd (moves センター), camera.vmd, broken.vmd, x.png,
// broken.png.
inline void write_scene_fixtures(const TemporaryFolder& dir) {
  dir.write("ok.pmd", to_text(pmd_person("ok")));
  dir.write("ok2.pmd", to_text(pmd_person("ok2")));
  dir.write("plain.pmd", to_text(pmd_person("plain", false)));
  dir.write("empty.pmd", to_text(pmd_empty()));
  for (const char* name : {"ok.pmd", "ok2.pmd", "empty.pmd"}) {
    dir.write(name + std::string(".shapemap"), "");
  }
  dir.write("broken.pmd", "Pmd");
  dir.write("v30.vmd", to_text(vmd_nod(0.5F)));
  dir.write("w30.vmd", to_text(vmd_nod(1.0F)));
  dir.write("walk30.vmd", to_text(vmd_nod(0.5F, 6.0F)));
  dir.write("camera.vmd", to_text(vmd_camera_move()));
  dir.write("broken.vmd", "Vocaloid");
  dir.write("x.png", png(2, 2, 200, 100, 50));
  dir.write("broken.png", "\x89PNG");
}

}  // namespace test_support
