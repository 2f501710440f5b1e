// What the debug display shows of a model: its bones, its rigid bodies. Appends pairs of points.
#pragma once

#include <span>
#include <vector>

#include "MMDFiles/physics_data.h"
#include "MMDFiles/transform.h"
#include "render/debug_line.h"

namespace mmd {
struct Rig;
}  // namespace mmd

namespace mmdagent {

// Colours of bones: what stands at the end of a line gives it its colour.
inline constexpr glm::vec<4, std::uint8_t> bone_color{90, 170, 255, 255};
inline constexpr glm::vec<4, std::uint8_t> ik_link_color{255, 170, 0, 255};     // turned by IK
inline constexpr glm::vec<4, std::uint8_t> ik_target_color{255, 60, 60, 255};   // IK reaches for it
inline constexpr glm::vec<4, std::uint8_t> simulated_color{90, 220, 120, 255};  // moved by a body
// Of bodies.
inline constexpr glm::vec<4, std::uint8_t> following_color{90, 220, 120, 255};
inline constexpr glm::vec<4, std::uint8_t> dynamic_color{255, 90, 90, 255};
inline constexpr glm::vec<4, std::uint8_t> turning_color{255, 210, 60,
                                                         255};  // position of its bone

// A line from each parent to its child, a small cross at each root. `heads` in world space, one per
// bone.
void add_bone_lines(const mmd::Rig& rig, std::span<const glm::vec3> heads,
                    std::vector<DebugPoint>& points);

// The body's shape at its place in the world.
void add_body_lines(const mmd::RigidBodyData& body, const mmd::Transform& place,
                    std::vector<DebugPoint>& points);

}  // namespace mmdagent
