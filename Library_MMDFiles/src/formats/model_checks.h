// Checks and repairs that PMD and PMX share. Each notes what it changed as a warning of the reader,
// or throws LoadError for the place that the reader points at.
#pragma once

#include <cstddef>
#include <span>

#include "MMDFiles/model_data.h"
#include "formats/byte_reader.h"

namespace mmd {

// Offsets of the records in the file, for messages; one per element.
using RecordOffsets = std::span<const std::size_t>;

// Repairs of one value, at the reader's current place.
glm::vec3 repaired_normal(const glm::vec3& normal, ByteReader& in);
glm::vec2 repaired_uv(const glm::vec2& uv, ByteReader& in);
glm::vec4 repaired_uv(const glm::vec4& uv, ByteReader& in);
glm::vec3 repaired_color(const glm::vec3& color, ByteReader& in);
glm::vec4 repaired_color(const glm::vec4& color, ByteReader& in);
float repaired_factor(float value, ByteReader& in);  // shininess, edge size: NaN becomes 0
glm::vec3 repaired_rotation(const glm::vec3& euler, ByteReader& in);
glm::quat repaired_quaternion(const glm::quat& q, ByteReader& in);  // unit length after it

// Exporters leave sums that are not 1; a sum of nothing means the first bone alone.
glm::vec4 normalised_weights(const glm::vec4& weights);

// An index of which -1 means none. Other negative values and values >= count throw.
int checked_index_or_none(std::int64_t index, std::size_t count, std::string_view what,
                          const ByteReader& in);

// Values that PMD and PMX derive alike from the colours of a material.
void derive_material_values(MaterialData& material);
// Range of `count` indices after `used`; throws when it goes beyond `total` or cuts a triangle.
void assign_material_range(MaterialData& material, std::int64_t count, std::uint64_t& used,
                           std::uint64_t total, const ByteReader& in);
void warn_of_undrawn_indices(std::uint64_t used, std::uint64_t total, ByteReader& in);

// Sizes, masses and coefficients of the body that the reader points at.
void repair_rigid_body(RigidBodyData& body, ByteReader& in);
// False when the joint must be dropped: a body is missing or both are the same.
bool joint_is_usable(std::int64_t body_a, std::int64_t body_b, std::size_t body_count,
                     ByteReader& in);
// Reads what PMD and PMX joints have in common: position, rotation, limits and springs.
void read_joint_frame(JointData& joint, ByteReader& in);

// After all bones are known.
void break_parent_cycles(std::vector<BoneData>& bones, RecordOffsets offsets, ByteReader& in);
void break_append_cycles(std::vector<BoneData>& bones, RecordOffsets offsets, ByteReader& in);
int find_center_bone(const std::vector<BoneData>& bones);

// Group and flip morphs: removes elements that close a cycle or nest too deep.
void prune_group_morphs(std::vector<MorphData>& morphs, RecordOffsets offsets, ByteReader& in);

}  // namespace mmd
