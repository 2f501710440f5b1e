// The rules of PMX files around the conformance cases of tests/conformance/formats.
#include <gtest/gtest.h>

#include <limits>

#include "MMDFiles/readers.h"
#include "pmx_builder.h"
#include "support/load_errors.h"

namespace {

using namespace test_support;
using mmd::ModelData;

constexpr float nan = std::numeric_limits<float>::quiet_NaN();

ModelData read(const Bytes& bytes) { return mmd::read_pmx(bytes, "a.pmx"); }
ModelData read(const PmxParts& parts) { return read(pmx_of(parts)); }
std::string error_of(const Bytes& bytes) {
  return load_error_of([&] { read(bytes); });
}

TEST(PmxReader, FurtherSettingsAreSkipped) {
  ByteWriter out;
  out.raw("PMX ").f32(2).u8(10).u8(1).u8(0);
  for (int i = 0; i < 8; ++i) out.u8(1);
  for (int text = 0; text < 4; ++text) out.text(text == 0 ? "n" : "");
  for (int section = 0; section < 9; ++section) out.i32(0);
  EXPECT_EQ(read(out.bytes()).name, "n");
}

TEST(PmxReader, TrailingBytesAreReported) {
  Bytes bytes = pmx_tri();
  bytes.resize(bytes.size() + 5);
  EXPECT_EQ(read(bytes).warnings,
            (std::vector<std::string>{
                "a.pmx: file: 5 bytes after the last section, ignored (offset 337)"}));
}

TEST(PmxReader, EveryTruncationIsRefused) {
  PmxParts parts;
  parts.options.version = 2.1F;
  ByteWriter bodies;
  bodies.i32(1);
  write_pmx_body(bodies, "body", 0);
  parts.bodies = bodies.bytes();
  ByteWriter soft;
  soft.i32(1);
  write_soft_body(soft);
  parts.tail = soft.bytes();
  for (const Bytes& full : {pmx_tri(), pmx_of(parts)}) {
    for (std::size_t length = 0; length < full.size(); ++length) {
      const Bytes cut(full.begin(), full.begin() + static_cast<std::ptrdiff_t>(length));
      EXPECT_THROW(read(cut), mmd::LoadError) << length << " of " << full.size();
    }
  }
}

TEST(PmxReader, BoneOfAVertexIsNamedWithTheOffsetOfTheVertex) {
  Bytes bytes = pmx_tri();
  const std::size_t vertex1 = 17 + 4 * 4 + 6 + 4 + 38;
  put_u8(bytes, vertex1 + 33, 4);
  EXPECT_EQ(error_of(bytes), "a.pmx: vertex[1]: bone index 4, expected 0..0 (offset 81)");
}

TEST(PmxReader, VerticesNeedABone) {
  PmxParts parts;
  parts.bones = ByteWriter().i32(0).bytes();
  EXPECT_EQ(error_of(pmx_of(parts)), "a.pmx: vertex[0]: bone index 0, expected 0..-1 (offset 43)");
}

TEST(PmxReader, WideIndices) {
  PmxParts parts;
  parts.options.index_size = 4;
  ByteWriter vertices;
  vertices.i32(3);
  for (int i = 0; i < 3; ++i) vertices.floats({0, 0, 0, 0, 0, -1, 0, 0}).u8(0).i32(0).f32(1);
  parts.vertices = vertices.bytes();
  ByteWriter materials;
  materials.i32(1).text("m").text("").floats({1, 1, 1, 1, 0, 0, 0, 5, 0, 0, 0}).u8(0xFF);
  materials.floats({0, 0, 0, 1, 1}).i32(1).i32(-1).u8(3).u8(0).i32(0).text("memo").i32(3);
  parts.materials = materials.bytes();
  parts.textures = ByteWriter().i32(2).text("toon.png").text("tex\\a.png").bytes();
  ByteWriter bones;
  bones.i32(1).text("b").text("").floats({0, 0, 0}).i32(-1).i32(0).u16(0).floats({0, 0, 0});
  parts.bones = bones.bytes();
  const ModelData model = read(parts);
  EXPECT_EQ(model.textures, (std::vector<std::string>{"toon.png", "tex/a.png"}));
  const mmd::MaterialData& material = model.materials.at(0);
  EXPECT_EQ(material.texture, 1);
  EXPECT_EQ(material.sphere_texture, -1);
  EXPECT_EQ(material.sphere_mode, mmd::SphereMode::subtexture);
  EXPECT_EQ(material.toon_texture, 0);
  EXPECT_EQ(material.memo, "memo");
  EXPECT_TRUE(material.two_sided && material.ground_shadow && material.self_shadow_cast &&
              material.self_shadow_receive && material.edge && material.vertex_color &&
              material.points && material.lines);
}

TEST(PmxReader, MaterialRepairs) {
  PmxParts parts;
  ByteWriter materials;
  materials.i32(1).text("m").text("").floats({nan, 1, 1, 1, 0, 0, 0, nan, 0, 0, 0}).u8(0);
  materials.floats({0, 0, 0, 1, 1}).u8(9).u8(0xFF).u8(7).u8(1).u8(10).text("").i32(0);
  parts.materials = materials.bytes();
  const ModelData model = read(parts);
  EXPECT_EQ(model.materials[0].diffuse.r, 0.0F);
  EXPECT_EQ(model.materials[0].shininess, 0.0F);
  EXPECT_EQ(model.materials[0].texture, -1);
  EXPECT_EQ(model.materials[0].sphere_mode, mmd::SphereMode::none);
  EXPECT_EQ(model.materials[0].toon_slot, 0);
  // Five repairs and the indices that nothing draws.
  EXPECT_EQ(model.warnings.size(), 6U);
}

TEST(PmxReader, RefusesIndicesAndMaterials) {
  Bytes index = pmx_tri();
  const std::size_t indices = 39 + 4 + 3 * 38;
  put_u8(index, indices + 4, 3);
  EXPECT_EQ(error_of(index), "a.pmx: index[0]: vertex 3, expected 0..2 (offset 161)");
  Bytes count = pmx_tri();
  put_u32(count, indices, 2);
  EXPECT_EQ(error_of(count), "a.pmx: index: count 2 is no multiple of 3 (offset 157)");
  PmxParts parts;
  ByteWriter materials;
  materials.i32(1);
  write_pmx_tri_material(materials, "m", 6);
  parts.materials = materials.bytes();
  EXPECT_EQ(error_of(pmx_of(parts)),
            "a.pmx: material[0]: index count 6, expected at most 3 (what earlier materials left of "
            "3) (offset 172)");
  Bytes version = pmx_tri();
  put_f32(version, 4, 2.2F);
  EXPECT_EQ(error_of(version), "a.pmx: header: version 2.200000, expected 2.0 or 2.1 (offset 4)");
  Bytes magic = pmx_tri();
  put_u8(magic, 2, 'D');
  EXPECT_EQ(error_of(magic),
            "a.pmx: header: not a PMX file, expected it to begin with \"PMX \" (offset 0)");
  Bytes kind = pmx_tri();
  put_u8(kind, 43 + 32, 5);
  EXPECT_EQ(error_of(kind), "a.pmx: vertex[0]: weight kind 5, expected 0..4 (offset 75)");
}

}  // namespace
