// Bones, morphs, display frames, bodies and joints of PMX files.
#include <gtest/gtest.h>

#include <limits>

#include "MMDFiles/readers.h"
#include "pmx_builder.h"
#include "support/load_errors.h"

namespace {

using namespace test_support;
using mmd::ModelData;

constexpr float nan = std::numeric_limits<float>::quiet_NaN();

ModelData read(const PmxParts& parts) { return mmd::read_pmx(pmx_of(parts), "a.pmx"); }
std::string error_of(const PmxParts& parts) {
  return load_error_of([&] { read(parts); });
}

// A bone without tail data beyond an offset of 0.
void write_plain_bone(ByteWriter& out, std::string_view name, int parent) {
  write_pmx_bone(out, name, parent, 0);
  out.floats({0, 0, 0});
}

PmxParts with_bones(const ByteWriter& bones) {
  PmxParts parts;
  parts.bones = bones.bytes();
  return parts;
}

TEST(PmxBones, DataByFlag) {
  ByteWriter bones;
  bones.i32(2);
  bones.text("左ひざ").text("knee").floats({1, 2, 3}).u8(1).i32(40'000).u16(0x3FBF).u8(1);
  bones.u8(1).f32(.5F).floats({0, 0, 2}).floats({1, 0, 0, 0, 0, 1}).i32(77);
  bones.u8(1).i32(-1).f32(.1F).i32(2).u8(1).u8(0).u8(0).u8(1).floats({-1, -2, -3, .1F, .2F, .3F});
  write_plain_bone(bones, "b", -1);
  const ModelData model = read(with_bones(bones));
  const mmd::BoneData& bone = model.bones.at(0);
  EXPECT_EQ(bone.origin, glm::vec3(1, 2, -3));
  EXPECT_EQ(bone.parent, 1);
  EXPECT_EQ(bone.deform_layer, 32'767);
  EXPECT_EQ(bone.tail_bone, 1);
  EXPECT_TRUE(bone.can_rotate && bone.can_move && bone.visible && bone.operable);
  EXPECT_TRUE(bone.after_physics);
  EXPECT_TRUE(bone.is_knee);
  EXPECT_EQ(bone.append.source, 1);
  EXPECT_EQ(bone.append.ratio, .5F);
  EXPECT_TRUE(bone.append.rotation && bone.append.translation && bone.append.local);
  EXPECT_EQ(bone.fixed_axis, glm::vec3(0, 0, -1));
  ASSERT_TRUE(bone.local_axes);
  EXPECT_EQ(bone.local_axes->z, glm::vec3(0, 0, -1));
  EXPECT_EQ(bone.external_parent_key, 77);
  ASSERT_EQ(model.ik_chains.size(), 1U);
  const mmd::IkChain& chain = model.ik_chains[0];
  EXPECT_EQ(chain.bone, 0);
  EXPECT_EQ(chain.effector, 1);
  EXPECT_EQ(chain.iterations, 0);
  EXPECT_EQ(chain.angle_limit, .1F);
  ASSERT_EQ(chain.links.size(), 2U);
  EXPECT_FALSE(chain.links[0].limits);
  ASSERT_TRUE(chain.links[1].limits);
  EXPECT_EQ(chain.links[1].limits->lower, glm::vec3(-.1F, -.2F, -3));
  EXPECT_EQ(chain.links[1].limits->upper, glm::vec3(1, 2, .3F));
  EXPECT_FALSE(model.bones[1].fixed_axis || model.bones[1].local_axes);
  EXPECT_EQ(model.bones[1].append.source, -1);
}

TEST(PmxBones, LimitsInWrongOrderAreSorted) {
  ByteWriter bones;
  bones.i32(1);
  write_pmx_bone(bones, "a", -1, 0x20);
  bones.floats({0, 0, 0}).u8(0).i32(300).f32(1).i32(1).u8(0).u8(1).floats({1, 1, 1, -1, -1, -1});
  const ModelData model = read(with_bones(bones));
  EXPECT_EQ(model.ik_chains.at(0).iterations, 256);
  EXPECT_EQ(model.ik_chains[0].links[0].limits->lower, glm::vec3(-1));
  EXPECT_EQ(model.ik_chains[0].links[0].limits->upper, glm::vec3(1));
  EXPECT_EQ(model.warnings.back(),
            "a.pmx: bone[0]: IK link limit: lower above upper, exchanged (offset 264)");
}

TEST(PmxBones, UnusableChainsAndAxesAreDropped) {
  ByteWriter bones;
  bones.i32(3);
  write_pmx_bone(bones, "no links", -1, 0x20);
  bones.floats({0, 0, 0}).u8(0).i32(1).f32(1).i32(0);
  write_pmx_bone(bones, "no target", -1, 0x20);
  bones.floats({0, 0, 0}).u8(0xFF).i32(1).f32(1).i32(1).u8(0).u8(0);
  write_pmx_bone(bones, "no axis", -1, 0x400);
  bones.floats({0, 0, 0, 0, 0, 0});
  const ModelData model = read(with_bones(bones));
  EXPECT_TRUE(model.ik_chains.empty());
  EXPECT_FALSE(model.bones[2].fixed_axis);
  EXPECT_EQ(model.warnings.size(), 3U);
}

TEST(PmxBones, CyclesAreBroken) {
  ByteWriter bones;
  bones.i32(4);
  write_plain_bone(bones, "a", 1);
  write_plain_bone(bones, "b", 0);
  write_pmx_bone(bones, "c", -1, 0x100);
  bones.floats({0, 0, 0}).u8(3).f32(1);
  write_pmx_bone(bones, "d", -1, 0x200);
  bones.floats({0, 0, 0}).u8(2).f32(1);
  const ModelData model = read(with_bones(bones));
  EXPECT_EQ(model.bones[0].parent, -1);
  EXPECT_EQ(model.bones[1].parent, 0);
  EXPECT_EQ(model.bones[2].append.source, 3);
  EXPECT_EQ(model.bones[3].append.source, -1);
  EXPECT_FALSE(model.bones[3].append.translation);
  EXPECT_EQ(model.warnings,
            (std::vector<std::string>{
                "a.pmx: bone[0]: bone is its own ancestor, taken as a root (offset 264)",
                "a.pmx: bone[3]: bone appends its own motion to itself, append ignored (offset "
                "389)"}));
}

TEST(PmxBones, Refusals) {
  const auto with = [](auto&& write) {
    ByteWriter bones;
    bones.i32(1);
    write(bones);
    return error_of(with_bones(bones));
  };
  EXPECT_EQ(with([](ByteWriter& out) { write_plain_bone(out, "a", 1); }),
            "a.pmx: bone[0]: parent index 1, expected -1..0 (offset 264)");
  EXPECT_EQ(with([](ByteWriter& out) { write_plain_bone(out, "a", -2); }),
            "a.pmx: bone[0]: parent index -2, expected -1..0 (offset 264)");
  EXPECT_EQ(with([](ByteWriter& out) {
              write_pmx_bone(out, "a", -1, 0x100);
              out.floats({0, 0, 0}).u8(9).f32(1);
            }),
            "a.pmx: bone[0]: append source index 9, expected -1..0 (offset 264)");
  EXPECT_EQ(with([](ByteWriter& out) {
              write_pmx_bone(out, "a", -1, 0x20);
              out.floats({0, 0, 0}).u8(0).i32(1).f32(1).i32(1025).zeros(1025 * 2);
            }),
            "a.pmx: bone[0]: count 1025, expected at most 1024 (offset 264)");
}

PmxParts with_morphs(const ByteWriter& morphs) {
  PmxParts parts;
  parts.morphs = morphs.bytes();
  return parts;
}

void begin_morph(ByteWriter& out, std::string_view name, unsigned kind, int count) {
  out.text(name).text("").u8(3).u8(kind).i32(count);
}

TEST(PmxMorphs, EveryKind) {
  ByteWriter morphs;
  morphs.i32(7);
  begin_morph(morphs, "group", 0, 2);
  morphs.u8(1).f32(.5F).u8(0xFF).f32(1);
  begin_morph(morphs, "vertex", 1, 1);
  morphs.u8(2).floats({1, 2, 3});
  begin_morph(morphs, "bone", 2, 1);
  morphs.u8(0).floats({1, 2, 3, 0, 0, 2, 0});
  begin_morph(morphs, "uv", 3, 1);
  morphs.u8(1).floats({1, 2, 3, 4});
  begin_morph(morphs, "uv4", 7, 1);
  morphs.u8(1).floats({5, 6, 7, 8});
  begin_morph(morphs, "material", 8, 2);
  morphs.u8(0).u8(1);
  for (int i = 1; i <= 28; ++i) morphs.f32(static_cast<float>(i));
  morphs.u8(0xFF).u8(0).zeros(28 * 4);
  begin_morph(morphs, "impulse", 10, 1);
  morphs.u8(0).u8(1).floats({1, 2, 3, 4, 5, 6});
  PmxParts parts = with_morphs(morphs);
  ByteWriter bodies;
  bodies.i32(1);
  write_pmx_body(bodies, "body", 0);
  parts.bodies = bodies.bytes();
  const ModelData model = read(parts);
  ASSERT_EQ(model.morphs.size(), 7U);
  EXPECT_EQ(model.morphs[0].groups.size(), 1U);
  EXPECT_EQ(model.morphs[0].groups[0].ratio, .5F);
  EXPECT_EQ(model.morphs[0].panel, mmd::MorphPanel::mouth);
  EXPECT_EQ(model.morphs[1].vertices[0], 2U);
  EXPECT_EQ(model.morphs[1].offsets[0], glm::vec3(1, 2, -3));
  EXPECT_EQ(model.morphs[2].bones[0].translation, glm::vec3(1, 2, -3));
  EXPECT_EQ(model.morphs[2].bones[0].rotation.z, 1.0F);
  EXPECT_EQ(model.morphs[3].uv_offsets[0], glm::vec4(1, 2, 3, 4));
  EXPECT_EQ(model.morphs[4].kind, mmd::MorphKind::additional_uv4);
  const mmd::MaterialMorphElement& material = model.morphs[5].materials.at(0);
  EXPECT_TRUE(material.add);
  EXPECT_EQ(material.diffuse, glm::vec4(1, 2, 3, 4));
  EXPECT_EQ(material.specular, glm::vec3(5, 6, 7));
  EXPECT_EQ(material.shininess, 8.0F);
  EXPECT_EQ(material.ambient, glm::vec3(9, 10, 11));
  EXPECT_EQ(material.edge_color, glm::vec4(12, 13, 14, 15));
  EXPECT_EQ(material.edge_size, 16.0F);
  EXPECT_EQ(material.texture, glm::vec4(17, 18, 19, 20));
  EXPECT_EQ(material.sphere, glm::vec4(21, 22, 23, 24));
  EXPECT_EQ(material.toon, glm::vec4(25, 26, 27, 28));
  EXPECT_EQ(model.morphs[5].materials.at(1).material, -1);
  const mmd::ImpulseMorphElement& impulse = model.morphs[6].impulses.at(0);
  EXPECT_TRUE(impulse.local);
  EXPECT_EQ(impulse.velocity, glm::vec3(1, 2, -3));
  EXPECT_EQ(impulse.torque, glm::vec3(-4, -5, 6));
}

TEST(PmxMorphs, EveryAdditionalUvAndFlip) {
  ByteWriter morphs;
  morphs.i32(5);
  for (unsigned kind = 4; kind <= 7; ++kind) {
    begin_morph(morphs, "uv", kind, 1);
    morphs.u8(kind % 3).floats({static_cast<float>(kind), 0, 0, 1});
  }
  begin_morph(morphs, "flip", 9, 2);
  morphs.u8(0).f32(.5F).u8(3).f32(1);
  const ModelData model = read(with_morphs(morphs));
  for (unsigned kind = 4; kind <= 7; ++kind) {
    const mmd::MorphData& morph = model.morphs.at(kind - 4);
    EXPECT_EQ(morph.kind, static_cast<mmd::MorphKind>(kind));
    EXPECT_EQ(morph.vertices, (std::vector<std::uint32_t>{kind % 3}));
    EXPECT_EQ(morph.uv_offsets, (std::vector<glm::vec4>{{static_cast<float>(kind), 0, 0, 1}}));
  }
  EXPECT_EQ(model.morphs.at(4).kind, mmd::MorphKind::flip);
  ASSERT_EQ(model.morphs[4].groups.size(), 2U);
  EXPECT_EQ(model.morphs[4].groups[1].morph, 3);
  EXPECT_EQ(model.morphs[4].groups[1].ratio, 1.0F);
}

TEST(PmxMorphs, GroupCyclesAreCutAtTheClosingElement) {
  ByteWriter morphs;
  morphs.i32(4);
  begin_morph(morphs, "a", 0, 2);
  morphs.u8(1).f32(.5F).u8(3).f32(.25F);
  begin_morph(morphs, "b", 0, 2);
  morphs.u8(0).f32(1).u8(3).f32(.75F);
  begin_morph(morphs, "c", 9, 1);
  morphs.u8(2).f32(1);
  begin_morph(morphs, "v", 1, 0);
  const ModelData model = read(with_morphs(morphs));
  ASSERT_EQ(model.morphs[0].groups.size(), 2U);
  ASSERT_EQ(model.morphs[1].groups.size(), 1U);
  EXPECT_EQ(model.morphs[1].groups[0].morph, 3);
  EXPECT_EQ(model.morphs[1].groups[0].ratio, .75F);
  EXPECT_TRUE(model.morphs[2].groups.empty());
  EXPECT_EQ(model.warnings.size(), 2U);
}

TEST(PmxMorphs, GroupsNestSixteenDeep) {
  ByteWriter morphs;
  morphs.i32(18);
  for (int i = 0; i < 17; ++i) {
    begin_morph(morphs, "g", 0, 1);
    morphs.u8(static_cast<unsigned>(i) + 1).f32(1);
  }
  begin_morph(morphs, "v", 1, 0);
  const ModelData model = read(with_morphs(morphs));
  EXPECT_TRUE(model.morphs[0].groups.empty());
  for (int i = 1; i < 17; ++i) EXPECT_EQ(model.morphs[i].groups.size(), 1U) << i;
  EXPECT_EQ(model.warnings.size(), 1U);
}

TEST(PmxMorphs, Refusals) {
  const auto with = [](unsigned kind, int count, const Bytes& elements) {
    ByteWriter morphs;
    morphs.i32(1);
    begin_morph(morphs, "m", kind, count);
    morphs.raw(elements);
    return error_of(with_morphs(morphs));
  };
  EXPECT_EQ(with(11, 0, {}), "a.pmx: morph[0]: morph kind 11, expected 0..10 (offset 329)");
  EXPECT_EQ(with(1, -1, {}), "a.pmx: morph[0]: element count -1, expected at least 0 (offset 319)");
  EXPECT_EQ(with(1, 16'777'217, {}),
            "a.pmx: morph[0]: count 16777217, expected at most 16777216 (offset 319)");
  EXPECT_EQ(with(1, 1, ByteWriter().u8(3).floats({0, 0, 0}).bytes()),
            "a.pmx: morph[0]: vertex 3, expected 0..2 (offset 334)");
  EXPECT_EQ(with(1, 1, ByteWriter().u8(0).floats({0, nan, 0}).bytes()),
            "a.pmx: morph[0]: offset is not a finite number (offset 339)");
  EXPECT_EQ(with(0, 1, ByteWriter().u8(1).f32(1).bytes()),
            "a.pmx: morph[0]: morph index 1, expected -1..0 (offset 319)");
  EXPECT_EQ(with(2, 1, ByteWriter().u8(1).zeros(28).bytes()),
            "a.pmx: morph[0]: bone index 1, expected -1..0 (offset 319)");
  EXPECT_EQ(with(8, 1, ByteWriter().u8(1).zeros(113).bytes()),
            "a.pmx: morph[0]: material index 1, expected -1..0 (offset 319)");
  EXPECT_EQ(with(10, 1, ByteWriter().u8(0).zeros(25).bytes()),
            "a.pmx: morph[0]: rigid body index 0, expected -1..-1 (offset 319)");
}

TEST(PmxFrames, KeepWhatExists) {
  PmxParts parts;
  parts.frames =
      ByteWriter().i32(1).text("Root").text("r").u8(1).i32(2).u8(0).u8(0).u8(1).u8(4).bytes();
  const ModelData model = read(parts);
  ASSERT_EQ(model.display_frames.size(), 1U);
  EXPECT_TRUE(model.display_frames[0].special);
  ASSERT_EQ(model.display_frames[0].elements.size(), 1U);
  EXPECT_EQ(model.display_frames[0].elements[0].kind, mmd::DisplayElement::Kind::bone);
  EXPECT_EQ(model.warnings.size(), 1U);
}

TEST(PmxLimits, CountsOfSections) {
  const auto with = [](Bytes PmxParts::*section, std::int32_t count) {
    PmxParts parts;
    parts.options.version = 2.1F;
    parts.*section = ByteWriter().i32(count).bytes();
    return error_of(parts);
  };
  EXPECT_EQ(with(&PmxParts::textures, 65'537),
            "a.pmx: texture: count 65537, expected at most 65536 (offset 164)");
  EXPECT_EQ(with(&PmxParts::materials, 65'537),
            "a.pmx: material: count 65537, expected at most 65536 (offset 168)");
  EXPECT_EQ(with(&PmxParts::bones, 65'537),
            "a.pmx: bone: count 65537, expected at most 65536 (offset 260)");
  EXPECT_EQ(with(&PmxParts::morphs, 65'536),
            "a.pmx: morph: count 65536, expected at most 65535 (offset 315)");
  EXPECT_EQ(with(&PmxParts::frames, 65'537),
            "a.pmx: display frame: count 65537, expected at most 65536 (offset 319)");
  EXPECT_EQ(with(&PmxParts::bodies, 16'385),
            "a.pmx: rigid body: count 16385, expected at most 16384 (offset 323)");
  EXPECT_EQ(with(&PmxParts::joints, 65'537),
            "a.pmx: joint: count 65537, expected at most 65536 (offset 327)");
  EXPECT_EQ(with(&PmxParts::tail, 1'025),
            "a.pmx: soft body: count 1025, expected at most 1024 (offset 331)");
}

TEST(PmxLimits, ElementsOfAFrame) {
  PmxParts parts;
  parts.frames = ByteWriter().i32(1).text("").text("").u8(0).i32(1'048'577).bytes();
  EXPECT_EQ(error_of(parts),
            "a.pmx: display frame[0]: count 1048577, expected at most 1048576 (offset 323)");
}

TEST(PmxLimits, IkChains) {
  PmxParts parts;
  ByteWriter bones;
  bones.i32(65'536);
  for (int i = 0; i < 65'536; ++i) {
    write_pmx_bone(bones, "", -1, 0x20);
    bones.floats({0, 0, 0}).u8(0).i32(1).f32(1).i32(1).u8(0).u8(0);
  }
  parts.bones = bones.bytes();
  EXPECT_EQ(error_of(parts), "a.pmx: bone[65535]: more than 65535 IK chains (offset 3539154)");
}

TEST(PmxPhysics, BodiesAreRelativeToTheirBone) {
  PmxParts parts;
  ByteWriter bodies;
  bodies.i32(2);
  write_pmx_body(bodies, "body", 0);
  write_pmx_body(bodies, "free", -1);
  parts.bodies = bodies.bytes();
  const ModelData model = read(parts);
  ASSERT_EQ(model.rigid_bodies.size(), 2U);
  const mmd::RigidBodyData& body = model.rigid_bodies[0];
  EXPECT_EQ(body.offset, glm::vec3(4, 4, -4));
  EXPECT_EQ(body.group, 2);
  EXPECT_EQ(body.mask, 0xFF0F);
  EXPECT_EQ(body.shape, mmd::BodyShape::capsule);
  EXPECT_EQ(body.mode, mmd::BodyMode::physics);
  EXPECT_EQ(model.rigid_bodies[1].bone, -1);
  EXPECT_EQ(model.rigid_bodies[1].offset, glm::vec3(4, 4, -4));
}

TEST(PmxPhysics, Joints) {
  PmxParts parts;
  ByteWriter bodies;
  bodies.i32(2);
  write_pmx_body(bodies, "a", 0);
  write_pmx_body(bodies, "b", 0);
  parts.bodies = bodies.bytes();
  ByteWriter joints;
  joints.i32(2);
  for (const unsigned kind : {5U, 6U}) {
    joints.text("j").text("").u8(kind).u8(0).u8(1).floats({1, 2, 3, 0, 0, 0});
    joints.floats({-1, -2, -3, 4, 5, 6, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6});
  }
  parts.joints = joints.bytes();
  const ModelData model = read(parts);
  ASSERT_EQ(model.joints.size(), 2U);
  EXPECT_EQ(model.joints[0].kind, mmd::JointKind::hinge);
  EXPECT_EQ(model.joints[1].kind, mmd::JointKind::spring_six_dof);
  EXPECT_EQ(model.joints[0].translation_lower, glm::vec3(-1, -2, -6));
  EXPECT_EQ(model.joints[0].rotation_spring, glm::vec3(4, 5, 6));
  EXPECT_EQ(model.warnings.size(), 1U);
}

}  // namespace
