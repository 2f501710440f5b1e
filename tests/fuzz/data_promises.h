// What the readers promise of everything they return; a fuzz target stops the run where it is
// broken.
#pragma once

#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "MMDFiles/image.h"
#include "MMDFiles/limits.h"
#include "MMDFiles/model_data.h"
#include "MMDFiles/motion_data.h"

namespace fuzz {

inline void promise(bool kept, const char* what) {
  if (kept) return;
  std::fprintf(stderr, "broken promise: %s\n", what);
  std::abort();
}

inline bool within(int index, std::size_t count) {
  return index >= 0 && static_cast<std::size_t>(index) < count;
}
inline bool none_or_within(int index, std::size_t count) {
  return index == -1 || within(index, count);
}

template <typename Vector>
bool finite(const Vector& v) {
  for (int i = 0; i < v.length(); ++i) {
    if (!std::isfinite(v[i])) return false;
  }
  return true;
}

inline bool unit(const glm::quat& q) {
  const float squared = q.x * q.x + q.y * q.y + q.z * q.z + q.w * q.w;
  return std::abs(squared - 1.0F) < 1e-3F;
}

inline void check_vertices(const mmd::ModelData& model) {
  const mmd::VertexData& data = model.vertices;
  const std::size_t count = data.size();
  promise(data.normals.size() == count && data.uvs.size() == count &&
              data.edge_scales.size() == count && data.skinning.size() == count &&
              data.bone_indices.size() == count && data.bone_weights.size() == count,
          "vertex arrays are parallel");
  std::size_t sdef = 0;
  for (std::size_t i = 0; i < count; ++i) {
    promise(finite(data.positions[i]) && finite(data.normals[i]) && finite(data.uvs[i]) &&
                finite(data.bone_weights[i]) && std::isfinite(data.edge_scales[i]),
            "vertices are finite");
    for (int slot = 0; slot < 4; ++slot) {
      promise(within(data.bone_indices[i][slot], model.bones.size()), "vertex bones exist");
    }
    if (data.skinning[i] == mmd::SkinningKind::sdef) {
      promise(sdef < data.sdef.size() && data.sdef[sdef].vertex == i, "SDEF centres in order");
      ++sdef;
    }
  }
  promise(sdef == data.sdef.size(), "SDEF centres only for SDEF vertices");
  promise(model.indices.size() % 3 == 0, "indices form triangles");
  for (const std::uint32_t index : model.indices) promise(index < count, "indices exist");
}

inline void check_materials(const mmd::ModelData& model) {
  std::size_t used = 0;
  for (const mmd::MaterialData& material : model.materials) {
    promise(material.first_index == used, "material ranges follow each other");
    used += material.index_count;
    promise(none_or_within(material.texture, model.textures.size()) &&
                none_or_within(material.sphere_texture, model.textures.size()) &&
                none_or_within(material.toon_texture, model.textures.size()),
            "textures exist");
    promise(within(material.toon_slot, mmd::toon_slot_count), "toon slot exists");
    promise(finite(material.diffuse) && finite(material.ambient), "colours are finite");
  }
  promise(used <= model.indices.size(), "materials stay within the indices");
}

inline void check_bones(const mmd::ModelData& model) {
  const std::size_t count = model.bones.size();
  for (std::size_t i = 0; i < count; ++i) {
    const mmd::BoneData& bone = model.bones[i];
    promise(finite(bone.origin), "bone heads are finite");
    promise(none_or_within(bone.parent, count) && none_or_within(bone.tail_bone, count) &&
                none_or_within(bone.append.source, count) && none_or_within(bone.pmd_target, count),
            "bones named by bones exist");
    std::size_t steps = 0;
    for (int at = static_cast<int>(i); at != -1; at = model.bones[at].parent) {
      promise(steps++ <= count, "parents form no cycle");
      if (steps > 64) break;
    }
  }
  for (const mmd::IkChain& chain : model.ik_chains) {
    promise(within(chain.bone, count) && within(chain.effector, count), "IK bones exist");
    promise(!chain.links.empty() && chain.iterations <= mmd::limits::ik_iterations, "IK limits");
    for (const mmd::IkLink& link : chain.links) promise(within(link.bone, count), "links exist");
  }
}

inline void check_morphs(const mmd::ModelData& model) {
  for (const mmd::MorphData& morph : model.morphs) {
    promise(morph.vertices.size() == morph.offsets.size() + morph.uv_offsets.size(),
            "morph arrays are parallel");
    for (const std::uint32_t v : morph.vertices) promise(v < model.vertices.size(), "vertices");
    for (const glm::vec3& offset : morph.offsets) promise(finite(offset), "offsets are finite");
    for (const auto& e : morph.bones) {
      promise(within(e.bone, model.bones.size()) && unit(e.rotation), "bone morphs");
    }
    for (const auto& e : morph.materials) {
      promise(none_or_within(e.material, model.materials.size()), "material morphs");
    }
    for (const auto& e : morph.groups) promise(within(e.morph, model.morphs.size()), "groups");
    for (const auto& e : morph.impulses) {
      promise(within(e.body, model.rigid_bodies.size()), "impulses");
    }
  }
}

inline void check_model(const mmd::ModelData& model) {
  check_vertices(model);
  check_materials(model);
  check_bones(model);
  check_morphs(model);
  for (const mmd::RigidBodyData& body : model.rigid_bodies) {
    promise(none_or_within(body.bone, model.bones.size()) && body.group < 16, "bodies");
    promise(finite(body.size) && unit(body.rotation), "bodies are finite");
    promise(body.mode == mmd::BodyMode::follow_bone || body.mass > 0, "moving bodies weigh");
  }
  for (const mmd::JointData& joint : model.joints) {
    promise(within(joint.body_a, model.rigid_bodies.size()) &&
                within(joint.body_b, model.rigid_bodies.size()) && joint.body_a != joint.body_b,
            "joints");
  }
  promise(model.warnings.size() <= mmd::limits::warnings + 1, "warnings are limited");
}

inline void check_image(const mmd::Image& image) {
  promise(image.width > 0 && image.height > 0, "an image has pixels");
  const auto pixels =
      static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height);
  promise(image.rgba.size() == 4 * pixels, "four bytes a pixel");
}

template <typename Frames>
void check_frames(const Frames& frames) {
  for (std::size_t i = 1; i < frames.size(); ++i) promise(frames[i - 1] < frames[i], "key order");
}

inline void check_motion(const mmd::MotionData& motion) {
  for (const mmd::BoneTrack& track : motion.bone_tracks) {
    promise(!track.name.empty() && !track.frames.empty(), "tracks have a name and keys");
    promise(track.frames.size() == track.translations.size() &&
                track.frames.size() == track.rotations.size() &&
                track.frames.size() == track.curves.size(),
            "track arrays are parallel");
    check_frames(track.frames);
    for (const glm::quat& q : track.rotations) promise(unit(q), "rotations have unit length");
    promise(track.frames.back() <= motion.length, "length");
  }
  for (const mmd::MorphTrack& track : motion.morph_tracks) {
    promise(!track.name.empty() && track.frames.size() == track.weights.size(), "morph tracks");
    check_frames(track.frames);
  }
  check_frames(motion.camera.frames);
  for (const glm::vec3& angles : motion.camera.angles) promise(finite(angles), "camera angles");
  promise(motion.length <= mmd::limits::last_frame, "length is limited");
}

}  // namespace fuzz
