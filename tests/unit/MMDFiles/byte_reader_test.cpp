// The checked cursor that all readers use.
#include "formats/byte_reader.h"

#include <gtest/gtest.h>

#include <limits>

#include "support/byte_writer.h"
#include "support/load_errors.h"

namespace {

using namespace test_support;
using mmd::ByteReader;

TEST(ByteReader, ReadsLittleEndianValues) {
  const Bytes bytes = ByteWriter()
                          .u8(0xFE)
                          .u16(0xFFFE)
                          .u32(0x80000001)
                          .floats({1.5F, 1, 2, 3, 4})
                          .raw("ab")
                          .bytes();
  ByteReader in(bytes, "a");
  EXPECT_EQ(in.i8(), -2);
  EXPECT_EQ(in.u16(), 0xFFFE);
  EXPECT_EQ(in.u32(), 0x80000001U);
  EXPECT_EQ(in.f32(), 1.5F);
  EXPECT_EQ(in.vec4(), glm::vec4(1, 2, 3, 4));
  EXPECT_EQ(in.offset(), 27U);
  EXPECT_EQ(in.remaining(), 2U);
  EXPECT_EQ(in.bytes(2)[1], std::byte{'b'});
  EXPECT_TRUE(in.at_end());
}

TEST(ByteReader, NeverReadsPastTheEnd) {
  const Bytes bytes(3);
  ByteReader in(bytes, "a");
  in.enter("thing", 4);
  EXPECT_EQ(load_error_of([&] { in.u32(); }),
            "a: thing[4]: file ends early: expected 4 more bytes, found 3 (offset 0)");
  EXPECT_EQ(load_error_of([&] { in.skip(std::numeric_limits<std::size_t>::max()); }),
            "a: thing[4]: file ends early: expected 18446744073709551615 more bytes, found 3 "
            "(offset 0)");
  EXPECT_EQ(in.remaining(), 3U);
}

TEST(ByteReader, ChecksRecordsBeforeAnythingIsAllocated) {
  const Bytes bytes(10);
  ByteReader in(bytes, "a");
  in.enter("thing");
  EXPECT_NO_THROW(in.expect_records(5, 5, 2));
  EXPECT_EQ(load_error_of([&] { in.expect_records(6, 5, 1); }),
            "a: thing: count 6, expected at most 5 (offset 0)");
  EXPECT_EQ(load_error_of([&] { in.expect_records(6, 6, 2); }),
            "a: thing: file ends early: 6 records need at least 12 bytes, found 10 (offset 0)");
}

TEST(ByteReader, RefusesNumbersThatAreNone) {
  const float bad[] = {std::numeric_limits<float>::quiet_NaN(),
                       std::numeric_limits<float>::infinity(),
                       -std::numeric_limits<float>::infinity()};
  for (const float value : bad) {
    const Bytes bytes = ByteWriter().floats({1, value, 1}).bytes();
    ByteReader in(bytes, "a");
    EXPECT_EQ(load_error_of([&] { in.finite_vec3("size"); }),
              "a: file: size is not a finite number (offset 4)");
  }
}

TEST(ByteReader, WarningsNameTheRecord) {
  const Bytes bytes(10);
  ByteReader in(bytes, "a");
  in.skip(3);
  in.enter("thing", 7);
  in.skip(2);
  in.warn("odd");
  in.point_at("other", 1, 9);
  in.warn_damaged_text();
  in.warn_damaged_text();
  EXPECT_EQ(in.take_warnings(),
            (std::vector<std::string>{"a: thing[7]: odd (offset 3)",
                                      "a: other[1]: text cannot be decoded completely, replaced "
                                      "what is unknown by U+FFFD (offset 9)"}));
}

}  // namespace
