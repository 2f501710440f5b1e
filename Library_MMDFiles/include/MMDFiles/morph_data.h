// Morphs of a model, in runtime space. PMD faces are vertex morphs.
#pragma once

#include <cstdint>
#include <glm/gtc/quaternion.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>
#include <string>
#include <vector>

namespace mmd {

enum class MorphKind : std::uint8_t {
  group = 0,
  vertex = 1,
  bone = 2,
  uv = 3,
  additional_uv1 = 4,
  additional_uv2 = 5,
  additional_uv3 = 6,
  additional_uv4 = 7,
  material = 8,
  flip = 9,
  impulse = 10,
};

enum class MorphPanel : std::uint8_t { system, brow, eye, mouth, other };

struct BoneMorphElement {
  int bone = 0;
  glm::vec3 translation{0.0F};
  glm::quat rotation{1.0F, 0.0F, 0.0F, 0.0F};  // unit length
};

struct MaterialMorphElement {
  int material = -1;  // -1 = all
  bool add = false;   // otherwise multiply
  glm::vec4 diffuse{0.0F};
  glm::vec3 specular{0.0F};
  float shininess = 0.0F;
  glm::vec3 ambient{0.0F};
  glm::vec4 edge_color{0.0F};
  float edge_size = 0.0F;
  glm::vec4 texture{0.0F};
  glm::vec4 sphere{0.0F};
  glm::vec4 toon{0.0F};
};

// Also the element of a flip morph. References never form a cycle and nest at most 16 deep.
struct GroupMorphElement {
  int morph = 0;
  float ratio = 0.0F;
};

struct ImpulseMorphElement {
  int body = 0;
  bool local = false;
  glm::vec3 velocity{0.0F};
  glm::vec3 torque{0.0F};
};

// Only the tables of the morph's own kind are filled.
struct MorphData {
  std::string name;
  std::string english_name;
  MorphPanel panel = MorphPanel::other;
  MorphKind kind = MorphKind::vertex;
  // The PMD face 0: its positions are already the rest positions of the model, so it has no
  // elements. It keeps its place in the list.
  bool pmd_base = false;
  // Stands in the face list of a PMD. With a .pmd.csv such a face answers for its name only when no
  // other morph does.
  bool pmd_face = false;

  std::vector<std::uint32_t> vertices;  // kinds vertex, uv and additional_uv
  std::vector<glm::vec3> offsets;       // kind vertex, parallel to `vertices`
  std::vector<glm::vec4> uv_offsets;    // kinds uv and additional_uv, parallel to `vertices`
  std::vector<BoneMorphElement> bones;
  std::vector<MaterialMorphElement> materials;
  std::vector<GroupMorphElement> groups;  // kinds group and flip
  std::vector<ImpulseMorphElement> impulses;
};

}  // namespace mmd
