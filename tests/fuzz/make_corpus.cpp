// Writes the seeds of the fuzz targets for file formats: make_corpus <corpus folder>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <utility>

#include "MMDFiles/readers.h"
#include "MMDFiles/writers.h"
#include "support/apng_builder.h"
#include "support/format_fixtures.h"
#include "unit/MMDFiles/image_builder.h"
#include "unit/MMDFiles/rich_models.h"

namespace {

using namespace test_support;

void write(const std::filesystem::path& path, const Bytes& bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream stream(path, std::ios::binary);
  stream.write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
}

void write_text(const std::filesystem::path& path, std::string_view text) {
  write(path, ByteWriter().raw(text).bytes());
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
  write(folder / "frames.png",
        apng({{},
              {.width = 1, .x = 1, .dispose = 2, .blend = 1, .rgba = bytes_of({1, 2, 3, 4})},
              {.width = 1, .dispose = 1, .rgba = bytes_of({1, 2, 3, 4})}}));
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
  write(corpus / "vpd" / "pose.vpd", mmd::write_vpd(mmd::read_vmd(vmd_basic(), "basic.vmd")));
  write_text(corpus / "vpd" / "comments.vpd",
             "Vocaloid Pose Data file\r\n\r\nm;//x\n1;Bone0{a\n1,2,3;0,0,0,1;}Morph0{a\n1;}");
  write_text(
      corpus / "side_files" / "map.shapemap",
      "# x\nEYE_ROTATION_COEF 0.3\nLIP_A m\nNOLIP m, n\nTRACK_HEAD a,b\nAU1 m >0.7\nAU2 m -1\n"
      "ACT0 a.vmd\nEXBONE_x a\nEXMORPH_y m 0.5\nMORPH_TUNE m m\njawOpen m\n");
  write_text(corpus / "side_files" / "table.lip",
             std::string_view("2 m n\n2 x 0.5 1 #c\ny 0 1\n\0x,100,y,80,z,9", 40));
  write_text(corpus / "side_files" / "words.lrc", "#a\n[00:00.50]one\n[01:02.03]\n[1:2.3]x\n");
  write_text(corpus / "side_files" / "m.loadmessage", "A|b\r\n\nTIMER_START|x|1\n|bad\n");
  // The last letter of the first line chooses the kind of file.
  write_text(corpus / "files" / "csv",
             "tex\\X.PNGB\nMaterial,m,,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"
             "1,no.bmp,Tex/x.png,1\n");
  write_text(corpus / "files" / "escape", "../../etc/passwd\n");
  write_text(corpus / "files" / "absolute", "/etc\n");
  write_text(corpus / "files" / "drive", "C:\\a\n");
  write_text(corpus / "files" / "link", "out/etc\n");
  write_text(corpus / "files" / "case", "./TEX/x.PNG\n");
  const std::pair<const char*, Bytes> kinds[] = {
      {"C", pmx_tri()},
      {"D", rich_pmd()},
      {"E", vmd_basic()},
      {"F", mmd::write_vpd(mmd::read_vmd(vmd_basic(), "basic.vmd"))},
      {"G", apng({{}})},
      {"H", bmp({}, {}, bytes_of({3, 2, 1, 6, 5, 4}))},
      {"I", ByteWriter().raw("1 m 1 x 0.5").bytes()},
      {"J", ByteWriter().raw("AU1 m 0.5\n").bytes()},
      {"K", ByteWriter().raw("A|b\n").bytes()},
      {"L", {}}};
  for (const auto& [name, body] : kinds) {
    write(corpus / "files" / name, ByteWriter().raw(name).raw("\n").raw(body).bytes());
  }
  write(corpus / "text" / "sjis", ByteWriter().raw(sjis_left_leg_ik).raw(sjis_camera).bytes());
  write(corpus / "text" / "utf16", ByteWriter().raw(utf16(u"センター𩸽a")).bytes());
  write(corpus / "text" / "utf8", ByteWriter().raw("aセンター𩸽ｱ").bytes());
  write_images(corpus / "image");
  return 0;
}
