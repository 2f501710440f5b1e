// Cut and damaged files: each is refused with an error line, or read into data that keeps all
// promises of the readers.
#include <gtest/gtest.h>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#endif

#include <cstdlib>
#include <functional>

#include "MMDFiles/file.h"
#include "MMDFiles/image.h"
#include "MMDFiles/lip_table.h"
#include "MMDFiles/load_error.h"
#include "MMDFiles/readers.h"
#include "MMDFiles/shape_map.h"
#include "MMDFiles/writers.h"
#include "fuzz/data_promises.h"
#include "support/apng_builder.h"
#include "support/shared_content.h"
#include "unit/MMDFiles/csv_builder.h"
#include "unit/MMDFiles/image_builder.h"
#include "unit/MMDFiles/rich_models.h"

namespace {

using namespace test_support;

using Read = std::function<void(std::span<const std::byte>)>;

std::string_view text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void read_pmd(std::span<const std::byte> bytes) { fuzz::check_model(mmd::read_pmd(bytes, "file")); }
void read_pmx(std::span<const std::byte> bytes) { fuzz::check_model(mmd::read_pmx(bytes, "file")); }
void read_csv(std::span<const std::byte> bytes) {
  mmd::ModelData model = mmd::read_pmd(two_bones(), "a.pmd");
  mmd::apply_pmd_csv(model, bytes, "file");
  fuzz::check_model(model);
}
void read_vmd(std::span<const std::byte> bytes) {
  fuzz::check_motion(mmd::read_vmd(bytes, "file"));
}
void read_vpd(std::span<const std::byte> bytes) {
  fuzz::check_motion(mmd::read_vpd(bytes, "file"));
}
void read_image(std::span<const std::byte> bytes) {
  for (const mmd::AnimationFrame& frame : mmd::decode_animation(bytes, "file")) {
    fuzz::check_image(frame.image);
  }
  fuzz::check_image(mmd::decode_image(bytes, "file"));
}
void read_lip_table(std::span<const std::byte> bytes) {
  mmd::parse_lip_table(text_of(bytes), "file");
}
void read_shape_map(std::span<const std::byte> bytes) {
  mmd::parse_shape_map(text_of(bytes), "file");
}

struct Format {
  const char* name;
  Read read;
  Bytes file;
};

Bytes text(std::string_view content) { return ByteWriter().raw(content).bytes(); }

Bytes full_vmd() {
  ByteWriter out;
  out.raw(vmd_basic()).u32(1);
  write_camera_key(out);
  out.u32(1).u32(4).floats({.1F, .2F, .3F, 1, -1, .5F}).u32(1).u32(6).u8(2).f32(.05F);
  write_switch_section(out);
  return out.bytes();
}

const std::vector<Format>& formats() {
  const Bytes palette = bytes_of({0, 0, 0, 0, 1, 0, 0, 0});
  static const std::vector<Format> formats = {
      {"PMD", read_pmd, rich_pmd()},
      {"PMX", read_pmx, rich_pmx()},
      {"PMX16", read_pmx, pmx_tri(0)},
      {"CSV", read_csv,
       text(";PmxHeader,1\nPmxMaterial,m,,1,1,1,1\nPmxBone,a,,1,0\nPmxBone,b,,0,1\n" +
            vertex_record(1, "1", 3, "d,.25,c,.75,,0,,0,1,2,3,4,5,6,7,8,9") +
            "PmxFace,m,0,0,1,2\nPmxVertexMorph,v,0,1,1,2,3\nPmxGroupMorph,g,0,v,1\n")},
      {"VMD", read_vmd, full_vmd()},
      {"VPD", read_vpd,
       text("Vocaloid Pose Data file\r\n\r\nm.osm;\r\n1;\r\n\r\nBone0{\x93\xAA\r\n  1,2,3;\r\n"
            "  0,0,0,1;\r\n}\r\nMorph0{a\r\n  0.5;\r\n}\r\n")},
      {"BMP", read_image, bmp({}, {}, bytes_of({3, 2, 1, 6, 5, 4}))},
      {"BMP runs", read_image,
       bmp({.width = 4, .bits = 8, .compression = 1, .colors = 2}, palette,
           bytes_of({2, 1, 0, 2, 0, 0, 2, 0, 0, 1}))},
      {"TGA", read_image, tga({}, bytes_of({3, 2, 1, 6, 5, 4}))},
      {"TGA runs", read_image,
       tga({.type = 9, .bits = 8, .palette_colors = 1}, bytes_of({3, 2, 1, 0x81, 0}))},
      {"JPEG", read_image, jpeg()},
      {"APNG", read_image, apng({{}, {.width = 1, .x = 1, .rgba = bytes_of({1, 2, 3, 4})}})},
      {"lip table", read_lip_table, text("2 a i\n2\nx 0.5 1\ny 0 1\n")},
      {"shape map", read_shape_map, text("AU1 a >0.7\nMORPH_TUNE a b\nNOLIP a, b\nLIP_A a\n")},
  };
  return formats;
}

// True when the file was accepted. Errors must name the file and the place.
bool accepts(const Format& format, const Bytes& bytes) {
  try {
    format.read(bytes);
    return true;
  } catch (const mmd::LoadError& error) {
    const std::string_view line = error.what();
    const bool names_place =
        line.ends_with(')') && line.find(" (offset ") != std::string_view::npos;
    const bool of_decoder = line.find("image cannot be decoded") != std::string_view::npos;
    EXPECT_TRUE(line.starts_with("file: ") && (names_place || of_decoder)) << line;
    EXPECT_EQ(line.find('\n'), std::string_view::npos) << line;
    return false;
  }
}

TEST(Robustness, WholeFilesAreAccepted) {
  for (const Format& format : formats()) EXPECT_TRUE(accepts(format, format.file)) << format.name;
}

TEST(Robustness, FilesCutAtEveryByte) {
  for (const Format& format : formats()) {
    for (std::size_t length = 0; length < format.file.size(); ++length) {
      accepts(format, Bytes(format.file.begin(),
                            format.file.begin() + static_cast<std::ptrdiff_t>(length)));
    }
  }
}

// 0, -1, the largest and the smallest value of fields of one, two and four bytes, at every place:
// every count, index and size is among them.
TEST(Robustness, FieldsSetToTheirExtremes) {
  for (const Format& format : formats()) {
    for (const std::size_t width : {1U, 2U, 4U}) {
      for (const std::uint32_t value : {0U, 0xFFFFFFFFU, 0x7FFFFFFFU, 0x80000000U}) {
        for (std::size_t at = 0; at + width <= format.file.size(); ++at) {
          Bytes damaged = format.file;
          for (std::size_t i = 0; i < width; ++i) {
            // The sign stands in the last byte of a field, whatever its width.
            const std::size_t shift = 8 * (4 - width + i);
            put_u8(damaged, at + i, (value >> shift) & 0xFFU);
          }
          accepts(format, damaged);
        }
      }
    }
  }
}

// What lies behind the cut is out of bounds; only the address sanitizer sees that.
void forbid_from(const Bytes& bytes, std::size_t length) {
#ifdef __SANITIZE_ADDRESS__
  __asan_poison_memory_region(bytes.data() + length, bytes.size() - length);
#else
  (void)bytes, (void)length;
#endif
}

// From the longest cut to the shortest, so that each forbids a little more.
void cut_everywhere(const std::filesystem::path& path, const Read& read) {
  const bool is_long = std::getenv("MMDAGENT_LONG") != nullptr;
  const std::size_t step = is_long ? 97 : 97 * 397;
  const Bytes whole = mmd::read_file(path, std::uint64_t{1} << 30);
  for (std::size_t length = (whole.size() - 1) / step * step;; length -= step) {
    forbid_from(whole, length);
    try {
      read(std::span(whole).first(length));
    } catch (const mmd::LoadError&) {
      // refused, as most are
    }
    if (length == 0) return;
  }
}

TEST(AvatarCutInManyPlaces, Pmd) {
  SHARED_OR_SKIP(file, "content/gene/Gene_light.pmd");
  cut_everywhere(file, [](auto bytes) { mmd::read_pmd(bytes, "file"); });
}

TEST(AvatarCutInManyPlaces, Pmx) {
  SHARED_OR_SKIP(file, "content/gene/Gene_light.pmx");
  cut_everywhere(file, [](auto bytes) { mmd::read_pmx(bytes, "file"); });
}

TEST(AvatarCutInManyPlaces, Vmd) {
  SHARED_OR_SKIP(file, "content/gene/motion/02_laugh.vmd");
  cut_everywhere(file, [](auto bytes) { mmd::read_vmd(bytes, "file"); });
}

}  // namespace
