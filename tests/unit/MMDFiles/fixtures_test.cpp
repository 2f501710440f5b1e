// The fixtures themselves: a slip in building one would make every case built on it worthless.
#include "support/format_fixtures.h"

#include <gtest/gtest.h>

namespace {

using namespace test_support;

struct Fixture {
  const char* name;
  Bytes bytes;
  std::size_t size;
  std::uint32_t crc;
};

TEST(FormatFixtures, HaveTheSizeAndChecksumOfTheChapter) {
  const Fixture fixtures[] = {
      {"PMD-EMPTY", pmd_empty(), 307, 0x26C3D401},   {"PMD-TRI", pmd_tri(), 536, 0xF3E2BFE0},
      {"PMD-PHYS", pmd_phys(), 1628, 0x603E6EBB},    {"VMD-EMPTY", vmd_empty(), 58, 0x55BDCE97},
      {"VMD-BASIC", vmd_basic(), 303, 0xA1E660C5},   {"VMD-SWITCH", vmd_switch(), 349, 0xB1E4C5EF},
      {"VMD-CAMERA", vmd_camera(), 131, 0x6B83B133}, {"PMX-EMPTY", pmx_empty(), 69, 0x2BFCD1E6},
      {"PMX-TRI", pmx_tri(), 337, 0x7F145B6D},
  };
  for (const Fixture& fixture : fixtures) {
    EXPECT_EQ(fixture.bytes.size(), fixture.size) << fixture.name;
    EXPECT_EQ(crc32(fixture.bytes), fixture.crc) << fixture.name;
  }
}

}  // namespace
