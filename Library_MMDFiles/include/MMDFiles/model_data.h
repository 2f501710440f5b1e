// A model file as plain data: what the PMD and PMX readers both produce.
//
// Everything is in runtime space (right-handed, +Y up, +Z toward the viewer, length in MMD units,
// angles in radians); the readers mirror the file's z axis once. Every index in here has been
// checked: it is -1 where "none" is allowed, otherwise it names an existing element. All numbers
// are finite. A ModelData is never changed after loading.
#pragma once

#include <array>
#include <cstdint>
#include <glm/gtc/quaternion.hpp>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>
#include <string>
#include <vector>

#include "MMDFiles/bone_data.h"
#include "MMDFiles/morph_data.h"
#include "MMDFiles/physics_data.h"

namespace mmd {

// Chooses the evaluation rules: `pmd` follows the classic order and solver, `pmd_extended` is a PMD
// whose bones were extended by a .pmd.csv, `pmx` follows layers, append transforms and link limits.
enum class ModelKind : std::uint8_t { pmd, pmd_extended, pmx };

enum class SkinningKind : std::uint8_t { bdef1, bdef2, bdef4, sdef, qdef };

// The three centres of one SDEF vertex, absolute rest positions.
struct SdefVertex {
  std::uint32_t vertex = 0;
  glm::vec3 c{0.0F};
  glm::vec3 r0{0.0F};
  glm::vec3 r1{0.0F};
};

// Structure of arrays; all vectors but `sdef` and unused `additional_uvs` have one entry per
// vertex. UV (0,0) is the top left corner of the image.
struct VertexData {
  std::vector<glm::vec3> positions;
  std::vector<glm::vec3> normals;
  std::vector<glm::vec2> uvs;
  std::vector<float> edge_scales;  // 0 = no edge
  std::vector<SkinningKind> skinning;
  // Unused slots hold bone 0 with weight 0, so all four indices may be followed blindly.
  // BDEF4 and QDEF weights are normalised; BDEF2 and SDEF have w1 = 1 - w0.
  std::vector<glm::ivec4> bone_indices;
  std::vector<glm::vec4> bone_weights;
  std::vector<SdefVertex> sdef;  // ascending by vertex, one for each vertex of kind sdef
  int additional_uv_count = 0;   // 0..4
  std::array<std::vector<glm::vec4>, 4> additional_uvs;

  std::size_t size() const { return positions.size(); }
};

enum class SphereMode : std::uint8_t { none, multiply, add, subtexture };

// Slot 0 is the white toon; slots 1..10 are toon01..toon10.
inline constexpr int toon_slot_count = 11;

struct MaterialData {
  std::string name;  // PMD materials have no name
  std::string english_name;
  std::string memo;
  glm::vec4 diffuse{1.0F};  // rgb and opacity
  glm::vec3 specular{0.0F};
  float shininess = 0.0F;
  glm::vec3 ambient{0.0F};
  glm::vec3 toon_base_color{1.0F};  // min(1, 0.5 diffuse + ambient)

  bool two_sided = false;
  bool ground_shadow = false;
  bool self_shadow_cast = false;
  bool self_shadow_receive = false;
  // PMD only, the reference's inverted rule: edge flag and opacity 0.98. The two flags above follow
  // MikuMikuDance, where a PMD opacity of 0.98 switches self-shadow off.
  bool reference_self_shadow = false;
  bool edge = false;
  bool vertex_color = false;  // colour = additional UV 1
  bool points = false;
  bool lines = false;
  bool luminous = false;  // specular black and shininess at least 100: glows

  glm::vec4 edge_color{0.0F, 0.0F, 0.0F, 1.0F};
  float edge_size = 1.0F;

  int texture = -1;         // index into ModelData::textures
  int sphere_texture = -1;  // index into ModelData::textures
  SphereMode sphere_mode = SphereMode::none;
  int toon_texture = -1;  // the material's own toon image; when -1, toon_slot holds
  int toon_slot = 0;      // 0..10

  // The part of ModelData::indices that this material draws; ranges follow each other in order.
  std::uint32_t first_index = 0;
  std::uint32_t index_count = 0;
};

struct DisplayElement {
  enum class Kind : std::uint8_t { bone, morph };
  Kind kind = Kind::bone;
  int index = 0;
};

// A group of the editor's list; no meaning at run time.
struct DisplayFrame {
  std::string name;
  std::string english_name;
  bool special = false;
  std::vector<DisplayElement> elements;
};

struct ModelData {
  ModelKind kind = ModelKind::pmd;
  float version = 1.0F;
  std::string name;
  std::string english_name;
  std::string comment;
  std::string english_comment;

  VertexData vertices;
  std::vector<std::uint32_t> indices;  // triangles, counter-clockwise front faces
  std::vector<std::string> textures;   // as the file names them: UTF-8, slash separated
  std::vector<MaterialData> materials;
  // File names to look for in the model's folder before the system toon of that slot is taken;
  // an empty string means the system toon at once. PMX leaves all empty.
  std::array<std::string, toon_slot_count> toon_files;

  std::vector<BoneData> bones;
  int center_bone = -1;  // first bone named センター, else bone 0, -1 without bones
  std::vector<IkChain> ik_chains;
  std::vector<MorphData> morphs;
  std::vector<DisplayFrame> display_frames;
  std::vector<RigidBodyData> rigid_bodies;
  std::vector<JointData> joints;
  int skipped_soft_bodies = 0;

  // Repairs made while reading, whole lines in the form of LoadError.
  std::vector<std::string> warnings;
};

}  // namespace mmd
