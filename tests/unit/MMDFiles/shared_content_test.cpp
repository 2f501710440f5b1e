// Real content: counts of published models and motions, and that PMD and PMX of one model agree.
#include <gtest/gtest.h>

#include <glm/geometric.hpp>

#include <algorithm>
#include <map>

#include "MMDFiles/image.h"
#include "MMDFiles/paths.h"
#include "MMDFiles/readers.h"
#include "support/shared_content.h"

namespace {

using mmd::ModelData;
using mmd::MorphKind;
using mmd::SkinningKind;

template <typename Values, typename Value>
long count_of(const Values& values, Value value) {
  return std::count(values.begin(), values.end(), value);
}

long morphs_of(const ModelData& model, MorphKind kind) {
  return std::count_if(model.morphs.begin(), model.morphs.end(),
                       [&](const mmd::MorphData& morph) { return morph.kind == kind; });
}

TEST(SharedContent, GenePmdWithItsCsv) {
  SHARED_OR_SKIP(path, "content/gene/Gene_light.pmd");
  const ModelData model = mmd::read_model_file(path);
  EXPECT_EQ(model.kind, mmd::ModelKind::pmd_extended);
  EXPECT_EQ(model.vertices.size(), 28646U);
  EXPECT_EQ(model.indices.size(), 141318U);
  EXPECT_EQ(model.materials.size(), 13U);
  EXPECT_EQ(model.bones.size(), 224U);
  EXPECT_EQ(model.ik_chains.size(), 6U);
  EXPECT_EQ(model.textures.size(), 10U);
  EXPECT_EQ(model.morphs.size(), 178U + 184U);
  EXPECT_EQ(morphs_of(model, MorphKind::vertex), 178 + 177);
  EXPECT_EQ(morphs_of(model, MorphKind::material), 3);
  EXPECT_EQ(morphs_of(model, MorphKind::group), 3);
  EXPECT_EQ(morphs_of(model, MorphKind::uv), 1);
  EXPECT_EQ(count_of(model.vertices.skinning, SkinningKind::bdef4), 4916);
  EXPECT_EQ(model.rigid_bodies.size(), 87U);
  EXPECT_EQ(model.joints.size(), 92U);
  EXPECT_TRUE(model.warnings.empty()) << model.warnings.front();
}

TEST(SharedContent, GenePmx) {
  SHARED_OR_SKIP(path, "content/gene/Gene_light.pmx");
  const ModelData model = mmd::read_model_file(path);
  EXPECT_EQ(model.kind, mmd::ModelKind::pmx);
  EXPECT_EQ(model.vertices.size(), 28646U);
  EXPECT_EQ(count_of(model.vertices.skinning, SkinningKind::bdef1), 13552);
  EXPECT_EQ(count_of(model.vertices.skinning, SkinningKind::bdef2), 10178);
  EXPECT_EQ(count_of(model.vertices.skinning, SkinningKind::bdef4), 4916);
  EXPECT_EQ(model.indices.size(), 141318U);
  EXPECT_EQ(model.textures.size(), 10U);
  EXPECT_EQ(model.materials.size(), 13U);
  EXPECT_EQ(model.bones.size(), 224U);
  EXPECT_EQ(model.morphs.size(), 184U);
  EXPECT_EQ(morphs_of(model, MorphKind::vertex), 177);
  EXPECT_EQ(morphs_of(model, MorphKind::material), 3);
  EXPECT_EQ(morphs_of(model, MorphKind::group), 3);
  EXPECT_EQ(morphs_of(model, MorphKind::uv), 1);
  EXPECT_EQ(model.display_frames.size(), 15U);
  EXPECT_EQ(model.rigid_bodies.size(), 87U);
  EXPECT_EQ(model.joints.size(), 92U);
  EXPECT_TRUE(model.warnings.empty()) << model.warnings.front();
}

// What the CSV adds is what the PMX holds.
TEST(SharedContent, GeneHasTheSameMaterialsInBothFormats) {
  SHARED_OR_SKIP(pmd_path, "content/gene/Gene_light.pmd");
  SHARED_OR_SKIP(pmx_path, "content/gene/Gene_light.pmx");
  const ModelData pmd = mmd::read_model_file(pmd_path);
  const ModelData pmx = mmd::read_model_file(pmx_path);
  ASSERT_EQ(pmd.materials.size(), pmx.materials.size());
  const auto image = [](const ModelData& model, int texture) {
    return texture == -1 ? std::string() : model.textures.at(texture);
  };
  for (std::size_t i = 0; i < pmd.materials.size(); ++i) {
    const mmd::MaterialData& a = pmd.materials[i];
    const mmd::MaterialData& b = pmx.materials[i];
    EXPECT_EQ(a.name, b.name) << i;
    EXPECT_FLOAT_EQ(a.diffuse.a, b.diffuse.a) << i;
    EXPECT_FLOAT_EQ(a.edge_size, b.edge_size) << i;
    EXPECT_EQ(image(pmd, a.texture), image(pmx, b.texture)) << i;
  }
  for (std::size_t i = 0; i < pmd.bones.size(); ++i) {
    EXPECT_EQ(pmd.bones[i].name, pmx.bones[i].name) << i;
    EXPECT_EQ(pmd.bones[i].append.source, pmx.bones[i].append.source) << i;
  }
}

// The same model in both formats: PMD stores body positions relative to the bone, PMX absolute.
TEST(SharedContent, GeneIsTheSameInBothFormats) {
  SHARED_OR_SKIP(pmd_path, "content/gene/Gene_light.pmd");
  SHARED_OR_SKIP(pmx_path, "content/gene/Gene_light.pmx");
  const ModelData pmd = mmd::read_model_file(pmd_path);
  const ModelData pmx = mmd::read_model_file(pmx_path);
  EXPECT_EQ(pmd.indices, pmx.indices);
  ASSERT_EQ(pmd.rigid_bodies.size(), pmx.rigid_bodies.size());
  for (std::size_t i = 0; i < pmd.rigid_bodies.size(); ++i) {
    EXPECT_EQ(pmd.rigid_bodies[i].bone, pmx.rigid_bodies[i].bone) << i;
    EXPECT_LT(glm::distance(pmd.rigid_bodies[i].offset, pmx.rigid_bodies[i].offset), 1e-4F) << i;
  }
  for (std::size_t i = 0; i < pmd.bones.size(); ++i) {
    EXPECT_LT(glm::distance(pmd.bones[i].origin, pmx.bones[i].origin), 1e-5F) << i;
  }
  const auto body = pmd.rigid_bodies.at(0);
  EXPECT_EQ(body.name, "上半身");
  EXPECT_NEAR(body.offset.y, 0.487593F, 1e-6F);
  EXPECT_NEAR(body.offset.z, -0.063404F, 1e-6F);
}

TEST(SharedContent, Glasses) {
  SHARED_OR_SKIP(path, "content/glasses/glasses.pmd");
  const ModelData model = mmd::read_model_file(path);
  EXPECT_EQ(model.vertices.size(), 2864U);
  EXPECT_EQ(model.indices.size(), 15408U);
  EXPECT_EQ(model.materials.size(), 7U);
  EXPECT_EQ(model.bones.size(), 17U);
  EXPECT_EQ(model.ik_chains.size(), 0U);
  EXPECT_EQ(model.morphs.size(), 18U);
  EXPECT_EQ(model.rigid_bodies.size(), 0U);
  EXPECT_TRUE(model.warnings.empty()) << model.warnings.front();
}

TEST(SharedContent, TexturesOfTheModelsAreFoundAndDecoded) {
  SHARED_OR_SKIP(gene, "content/gene");
  SHARED_OR_SKIP(glasses, "content/glasses");
  int decoded = 0;
  const auto decode_all = [&](const std::filesystem::path& folder, const char* file) {
    for (const std::string& texture : mmd::read_model_file(folder / file).textures) {
      const auto path = mmd::find_content_path(folder, texture);
      ASSERT_TRUE(path) << texture;
      const mmd::Image image = mmd::read_image_file(*path);
      EXPECT_GE(image.width, 16) << texture;
      EXPECT_GE(image.height, 16) << texture;
      ++decoded;
    }
  };
  decode_all(gene, "Gene_light.pmx");
  decode_all(glasses, "glasses.pmd");
  EXPECT_GE(decoded, 12);
}

TEST(SharedContent, SmallPmxFixtures) {
  SHARED_OR_SKIP(folder, "content/fixtures");
  int read = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".pmx") continue;
    EXPECT_NO_THROW(mmd::read_model_file(entry.path())) << entry.path();
    ++read;
  }
  EXPECT_GE(read, 8);
}

TEST(SharedContent, MotionsReadToTheirEnd) {
  SHARED_OR_SKIP(folder, "content/gene/motion");
  int read = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".vmd") continue;
    const mmd::MotionData motion = mmd::read_motion_file(entry.path());
    EXPECT_FALSE(motion.bone_tracks.empty() && motion.morph_tracks.empty()) << entry.path();
    EXPECT_TRUE(motion.warnings.empty()) << motion.warnings.front();
    ++read;
  }
  EXPECT_GE(read, 9);
}

}  // namespace
