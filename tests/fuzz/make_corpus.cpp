// Writes the seeds of the fuzz targets for file formats: make_corpus <corpus folder>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "support/format_fixtures.h"
#include "unit/MMDFiles/image_builder.h"
#include "unit/MMDFiles/pmd_builder.h"
#include "unit/MMDFiles/pmx_builder.h"

namespace {

using namespace test_support;

void write(const std::filesystem::path& path, const Bytes& bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream stream(path, std::ios::binary);
  stream.write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
}

// Bones of several types, a chain, faces, display lists, English names and bodies.
Bytes rich_pmd() {
  PmdParts parts;
  parts.material = pmd_material(.98F, 3, 1, "a.bmp*b.spa");
  parts.bones = pmd_bones({{},
                           {.name = "ik", .parent = 0, .type = 2},
                           {.name = "knee", .parent = 0, .child = 3, .type = 4, .target = 1},
                           {.name = "foot", .parent = 2, .type = 6},
                           {.name = "turn", .parent = 0, .child = 0, .type = 9, .target = 50}});
  parts.ik = ByteWriter().u16(1).u16(1).u16(3).u8(1).u16(40).f32(.5F).u16(2).bytes();
  ByteWriter faces;
  faces.u16(2).field("base", 20).u32(1).u8(0).u32(2).floats({0, 1, 0});
  faces.field(sjis_a, 20).u32(1).u8(3).u32(0).floats({0, .5F, 0});
  parts.faces = faces.bytes();
  parts.display = ByteWriter().u8(1).u16(1).u8(1).field("g\n", 50).u32(1).u16(0).u8(1).bytes();
  ByteWriter tail;
  tail.u8(1).zeros(20 + 256 + 5 * 20 + 20 + 50);
  write_toons(tail);
  tail.u32(2);
  write_rigid_body(tail, "a", 0);
  write_rigid_body(tail, "b", 1);
  tail.u32(1).field("j", 20).u32(0).u32(1).zeros(124 - 28);
  parts.tail = tail.bytes();
  return pmd_of(parts);
}

void begin_morph(ByteWriter& out, unsigned kind, int count) {
  out.text("m").text("").u8(1).u8(kind).i32(count);
}

Bytes rich_pmx() {
  PmxParts parts;
  parts.options.version = 2.1F;
  parts.textures = ByteWriter().i32(1).text("tex\\a.png").bytes();
  ByteWriter bones;
  bones.i32(2);
  write_pmx_bone(bones, "a", 1, 0x3F20);
  bones.floats({0, 0, 0}).u8(1).f32(.5F).floats({0, 0, 2}).floats({1, 0, 0, 0, 0, 1}).i32(7);
  bones.u8(1).i32(40).f32(.1F).i32(1).u8(1).u8(1).floats({-1, -2, -3, 1, 2, 3});
  write_pmx_bone(bones, "b", -1, 1);
  bones.u8(0);
  parts.bones = bones.bytes();
  ByteWriter morphs;
  morphs.i32(8);
  begin_morph(morphs, 0, 1);
  morphs.u8(1).f32(.5F);
  begin_morph(morphs, 1, 1);
  morphs.u8(2).floats({1, 2, 3});
  begin_morph(morphs, 2, 1);
  morphs.u8(0).floats({1, 2, 3, 0, 0, 0, 1});
  begin_morph(morphs, 3, 1);
  morphs.u8(1).floats({1, 2, 3, 4});
  begin_morph(morphs, 4, 1);
  morphs.u8(1).floats({1, 2, 3, 4});
  begin_morph(morphs, 8, 1);
  morphs.u8(0).u8(1).zeros(28 * 4);
  begin_morph(morphs, 9, 1);
  morphs.u8(0).f32(1);
  begin_morph(morphs, 10, 1);
  morphs.u8(0).u8(1).floats({1, 2, 3, 4, 5, 6});
  parts.morphs = morphs.bytes();
  parts.frames = ByteWriter().i32(1).text("f").text("").u8(1).i32(1).u8(0).u8(0).bytes();
  ByteWriter bodies;
  bodies.i32(2);
  write_pmx_body(bodies, "x", 0);
  write_pmx_body(bodies, "y", 1);
  parts.bodies = bodies.bytes();
  parts.joints = ByteWriter().i32(1).text("j").text("").u8(0).u8(0).u8(1).zeros(96).bytes();
  ByteWriter soft;
  soft.i32(1).text("s").text("").u8(0).u8(0).u8(1).u16(1).u8(0).zeros(20 + 100);
  soft.i32(1).u8(0).u8(0).u8(1).i32(1).u8(2);
  parts.tail = soft.bytes();
  return pmx_of(parts);
}

void write_images(const std::filesystem::path& folder) {
  const Bytes palette = bytes_of({0, 0, 0, 0, 1, 0, 0, 0});
  write(folder / "24.bmp", bmp({}, {}, bytes_of({3, 2, 1, 6, 5, 4})));
  write(folder / "runs.bmp", bmp({.width = 4, .bits = 8, .compression = 1, .colors = 2}, palette,
                                 bytes_of({2, 1, 0, 2, 0, 0, 2, 0, 0, 1})));
  write(folder / "fields.bmp",
        bmp({.bits = 16, .compression = 3}, ByteWriter().u32(0xF800).u32(0x7E0).u32(0x1F).bytes(),
            bytes_of({1, 2, 3, 4})));
  write(folder / "24.tga", tga({}, bytes_of({3, 2, 1, 6, 5, 4})));
  write(folder / "runs.tga",
        tga({.type = 9, .bits = 8, .palette_colors = 1}, bytes_of({3, 2, 1, 0x81, 0})));
  // One gray pixel, its data in a stored block.
  write(folder / "gray.png",
        ByteWriter()
            .raw(std::string_view("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0", 29))
            .raw(std::string_view("\x3A\x7E\x9B\x55\0\0\0\rIDAT\x78\1\1\2\0\xFD\xFF\0\x7F", 21))
            .raw(std::string_view("\0\x81\0\x80\x7C\x4B\x6C\xA3\0\0\0\0IEND\xAE\x42\x60\x82", 20))
            .bytes());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: make_corpus <corpus folder>\n", stderr);
    return 2;
  }
  const std::filesystem::path corpus = argv[1];
  write(corpus / "pmd" / "empty.pmd", pmd_empty());
  write(corpus / "pmd" / "phys.pmd", pmd_phys());
  write(corpus / "pmd" / "rich.pmd", rich_pmd());
  write(corpus / "pmx" / "empty.pmx", pmx_empty());
  write(corpus / "pmx" / "rich.pmx", rich_pmx());
  write(corpus / "pmx" / "tri.pmx", pmx_tri());
  write(corpus / "pmx" / "tri16.pmx", pmx_tri(0));
  write(corpus / "vmd" / "camera.vmd", vmd_camera());
  write(corpus / "vmd" / "empty.vmd", vmd_empty());
  write(corpus / "vmd" / "switch.vmd", vmd_switch());
  write(corpus / "text" / "sjis", ByteWriter().raw(sjis_left_leg_ik).raw(sjis_camera).bytes());
  write(corpus / "text" / "utf16", ByteWriter().raw(utf16(u"センター𩸽a")).bytes());
  write(corpus / "text" / "utf8", ByteWriter().raw("aセンター𩸽ｱ").bytes());
  write_images(corpus / "image");
  return 0;
}
