// PMD files that are refused, with the whole message, and bodies and joints that are repaired.
#include <gtest/gtest.h>

#include <limits>

#include "MMDFiles/readers.h"
#include "pmd_builder.h"
#include "support/load_errors.h"

namespace {

using namespace test_support;

constexpr float nan = std::numeric_limits<float>::quiet_NaN();

struct Refusal {
  const char* name;
  Bytes bytes;
  const char* message;
};

Bytes tri_with(std::size_t offset, std::uint32_t value) {
  Bytes bytes = pmd_tri();
  put_u32(bytes, offset, value);
  return bytes;
}

Bytes with_bones(std::initializer_list<PmdBone> bones) {
  PmdParts parts;
  parts.bones = pmd_bones(bones);
  return pmd_of(parts);
}

Bytes with_ik(unsigned bone, unsigned effector, unsigned link, float limit) {
  PmdParts parts;
  parts.ik = ByteWriter().u16(1).u16(bone).u16(effector).u8(1).u16(1).f32(limit).u16(link).bytes();
  return pmd_of(parts);
}

Bytes with_faces(std::uint32_t base_vertex, std::uint32_t vertex, float offset) {
  PmdParts parts;
  ByteWriter faces;
  faces.u16(2).field("base", 20).u32(1).u8(0).u32(base_vertex).floats({0, 0, 0});
  faces.field("x", 20).u32(1).u8(1).u32(vertex).floats({offset, 0, 0});
  parts.faces = faces.bytes();
  return pmd_of(parts);
}

// Offsets inside pmd_phys().
constexpr std::size_t body = 536 + 1 + 1000 + 4;

Bytes phys_with(std::size_t offset, std::uint32_t value) {
  Bytes bytes = pmd_phys();
  put_u32(bytes, body + offset, value);
  return bytes;
}

TEST(PmdRefusals, NamePlaceAndReason) {
  const Refusal refusals[] = {
      {"magic", tri_with(0, 0),
       "a.pmd: header: not a PMD file, expected it to begin with \"Pmd\" (offset 0)"},
      {"vertex count", tri_with(283, 16'777'217),
       "a.pmd: vertex: count 16777217, expected at most 16777216 (offset 283)"},
      {"vertices missing", tri_with(283, 1000),
       "a.pmd: vertex: file ends early: 1000 records need at least 38000 bytes, found 249 "
       "(offset 283)"},
      {"position", tri_with(pmd_tri_vertex0 + 4, 0x7F800000),
       "a.pmd: vertex[0]: position is not a finite number (offset 291)"},
      {"index count", tri_with(pmd_tri_indices - 4, 2),
       "a.pmd: index: count 2 is no multiple of 3 (offset 401)"},
      {"indices", tri_with(pmd_tri_indices - 4, 100'663'299),
       "a.pmd: index: count 100663299, expected at most 100663296 (offset 401)"},
      {"index", tri_with(pmd_tri_indices, 3),
       "a.pmd: index[0]: vertex 3, expected less than 3 (offset 405)"},
      {"material count", tri_with(pmd_tri_material - 4, 65'537),
       "a.pmd: material: count 65537, expected at most 65536 (offset 411)"},
      {"triangle cut", tri_with(pmd_tri_material + 46, 2),
       "a.pmd: material[0]: index count 2 is no multiple of 3 (offset 415)"},
      {"too many bones", tri_with(pmd_tri_bone - 2, 32'768),
       "a.pmd: bone: count 32768, expected at most 32767 (offset 485)"},
      {"parent", with_bones({{.parent = 1}}),
       "a.pmd: bone[0]: parent index 1, expected -1..0 (offset 487)"},
      {"child", with_bones({{.child = 5}}),
       "a.pmd: bone[0]: child index 5, expected -1..0 (offset 487)"},
      {"under IK", with_bones({{}, {.type = 4, .target = -1}}),
       "a.pmd: bone[1]: target index -1, expected 0..1 (offset 526)"},
      {"under rotate", with_bones({{.type = 5, .target = 1}}),
       "a.pmd: bone[0]: target index 1, expected 0..0 (offset 487)"},
      {"co-rotate", with_bones({{.child = -1, .type = 9, .target = 100}}),
       "a.pmd: bone[0]: co-rotate bone names no source bone (offset 487)"},
      {"IK bone", with_ik(1, 0, 0, 1),
       "a.pmd: ik[0]: destination index 1, expected -1..0 (offset 528)"},
      {"IK link", with_ik(0, 0, 9, 1), "a.pmd: ik[0]: link index 9, expected -1..0 (offset 528)"},
      {"IK limit", with_ik(0, 0, 0, nan),
       "a.pmd: ik[0]: angle limit is not a finite number (offset 535)"},
      {"base face vertex", with_faces(3, 0, 0),
       "a.pmd: face[0]: vertex 3, expected less than 3 (offset 555)"},
      {"face vertex", with_faces(2, 1, 0),
       "a.pmd: face[1]: vertex 1, expected less than 1 (offset 596)"},
      {"face offset", with_faces(2, 0, nan),
       "a.pmd: face[1]: offset is not a finite number (offset 600)"},
      {"body bone", phys_with(20, 0xFF000001),
       "a.pmd: rigid body[0]: bone index 1, expected -1..0 (offset 1541)"},
      {"body shape", phys_with(25, 3),
       "a.pmd: rigid body[0]: shape 3, expected 0..2 (offset 1541)"},
      {"body size", phys_with(26, 0x7FC00000),
       "a.pmd: rigid body[0]: size is not a finite number (offset 1567)"},
      {"body count", phys_with(static_cast<std::size_t>(0) - 4, 16'385),
       "a.pmd: rigid body: count 16385, expected at most 16384 (offset 1537)"},
      {"joint count", phys_with(83, 65'537),
       "a.pmd: joint: count 65537, expected at most 65536 (offset 1624)"},
  };
  for (const Refusal& refusal : refusals) {
    EXPECT_EQ(load_error_of([&] { mmd::read_pmd(refusal.bytes, "a.pmd"); }), refusal.message)
        << refusal.name;
  }
}

struct Body {
  float size = 1;
  unsigned group = 0;
  float mass = 1;
  float damping = .5F;
  float friction = .5F;
  unsigned mode = 1;
  float rotation = 0;
  unsigned bone = 0;
};

void write_body(ByteWriter& out, const Body& b) {
  out.field("b", 20).u16(b.bone).u8(b.group).u16(1).u8(1);
  out.floats({b.size, 2, 3, 4, 5, 6, b.rotation, .2F, .3F, b.mass, b.damping, .5F, 0});
  out.f32(b.friction).u8(b.mode);
}

void write_joint(ByteWriter& out, std::uint32_t a, std::uint32_t b) {
  out.field("j", 20).u32(a).u32(b).floats({1, 2, 3, .1F, .2F, .3F});
  out.floats({-1, -2, -3, 4, 5, 6, -.1F, -.2F, -.3F, .4F, .5F, .6F, 1, 2, 3, 4, 5, 6});
}

mmd::ModelData with_physics(std::initializer_list<Body> bodies, const Bytes& joints) {
  PmdParts parts;
  ByteWriter tail;
  tail.u8(0).zeros(1000).u32(static_cast<std::uint32_t>(bodies.size()));
  for (const Body& b : bodies) write_body(tail, b);
  tail.raw(joints);
  parts.tail = tail.bytes();
  return mmd::read_pmd(pmd_of(parts), "a.pmd");
}

TEST(PmdPhysics, BodiesAreConvertedAndRepaired) {
  const Bytes no_joints = ByteWriter().u32(0).bytes();
  const mmd::ModelData model = with_physics({{.rotation = .1F},
                                             {.size = -2},
                                             {.mass = 0},
                                             {.damping = 1.5F, .friction = -1},
                                             {.mode = 7},
                                             {.rotation = nan},
                                             {.group = 16},
                                             {.bone = 0xFFFF}},
                                            no_joints);
  const auto& bodies = model.rigid_bodies;
  EXPECT_EQ(bodies[0].offset, glm::vec3(4, 5, -6));
  EXPECT_NEAR(bodies[0].rotation.x, -.064071F, 1e-6F);
  EXPECT_NEAR(bodies[0].rotation.y, -.091158F, 1e-6F);
  EXPECT_NEAR(bodies[0].rotation.z, .143572F, 1e-6F);
  EXPECT_NEAR(bodies[0].rotation.w, .983347F, 1e-6F);
  EXPECT_EQ(bodies[0].shape, mmd::BodyShape::box);
  EXPECT_EQ(bodies[1].size, glm::vec3(2, 2, 3));
  EXPECT_EQ(bodies[2].mode, mmd::BodyMode::follow_bone);
  EXPECT_EQ(bodies[3].linear_damping, 1.0F);
  EXPECT_EQ(bodies[3].friction, 0.0F);
  EXPECT_EQ(bodies[4].mode, mmd::BodyMode::physics);
  EXPECT_NE(bodies[5].rotation.w, 1.0F);  // only the broken angle is taken as 0
  EXPECT_EQ(bodies[6].group, 15);
  EXPECT_EQ(bodies[7].bone, -1);
  EXPECT_EQ(model.warnings.size(), 7U);
}

TEST(PmdPhysics, JointLimitsAreMirroredAndUselessJointsDropped) {
  ByteWriter joints;
  joints.u32(4);
  write_joint(joints, 0, 1);
  write_joint(joints, 1, 1);
  write_joint(joints, 0xFFFFFFFF, 1);
  write_joint(joints, 1, 0);
  const mmd::ModelData model = with_physics({{}, {}}, joints.bytes());
  ASSERT_EQ(model.joints.size(), 2U);
  const mmd::JointData& joint = model.joints[0];
  EXPECT_EQ(joint.position, glm::vec3(1, 2, -3));
  EXPECT_NEAR(joint.rotation.x, -.064071F, 1e-6F);
  EXPECT_EQ(joint.translation_lower, glm::vec3(-1, -2, -6));
  EXPECT_EQ(joint.translation_upper, glm::vec3(4, 5, 3));
  EXPECT_EQ(joint.rotation_lower, glm::vec3(-.4F, -.5F, -.3F));
  EXPECT_EQ(joint.rotation_upper, glm::vec3(.1F, .2F, .6F));
  EXPECT_EQ(joint.translation_spring, glm::vec3(1, 2, 3));
  EXPECT_EQ(joint.rotation_spring, glm::vec3(4, 5, 6));
  EXPECT_EQ(model.joints[1].body_a, 1);
  EXPECT_EQ(model.warnings.size(), 2U);
  ByteWriter missing;
  missing.u32(1);
  write_joint(missing, 0, 2);
  EXPECT_EQ(load_error_of([&] {
              with_physics({{}, {}}, missing.bytes());
            }),
            "a.pmd: joint[0]: rigid body B index 2, expected -1..1 (offset 1711)");
}

}  // namespace
