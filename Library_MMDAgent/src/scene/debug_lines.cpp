#include "scene/debug_lines.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <glm/gtc/constants.hpp>

#include "MMDFiles/rig.h"

namespace mmdagent {
namespace {

using Rgba = glm::vec<4, std::uint8_t>;

constexpr int circle_lines = 16;
constexpr float root_cross = 0.2F;  // half its size

struct Pen {
  const mmd::Transform& place;
  Rgba color;
  std::vector<DebugPoint>& points;

  void line(const glm::vec3& from, const glm::vec3& to) {
    points.push_back({place.position + place.rotation * from, color});
    points.push_back({place.position + place.rotation * to, color});
  }

  // From the direction `x` towards `y`, both of the circle's radius.
  void arc(const glm::vec3& center, const glm::vec3& x, const glm::vec3& y, int lines) {
    glm::vec3 last = center + x;
    for (int i = 1; i <= lines; ++i) {
      const float angle = glm::two_pi<float>() * static_cast<float>(i) / circle_lines;
      const glm::vec3 next = center + std::cos(angle) * x + std::sin(angle) * y;
      line(last, next);
      last = next;
    }
  }
};

void add_sphere(Pen pen, float radius) {
  const glm::vec3 x(radius, 0, 0);
  const glm::vec3 y(0, radius, 0);
  const glm::vec3 z(0, 0, radius);
  pen.arc({}, x, y, circle_lines);
  pen.arc({}, y, z, circle_lines);
  pen.arc({}, z, x, circle_lines);
}

void add_box(Pen pen, const glm::vec3& half) {
  for (int axis = 0; axis < 3; ++axis) {
    for (int corner = 0; corner < 4; ++corner) {
      glm::vec3 from = half;
      if ((corner & 1) != 0) from[(axis + 1) % 3] *= -1.0F;
      if ((corner & 2) != 0) from[(axis + 2) % 3] *= -1.0F;
      glm::vec3 to = from;
      to[axis] *= -1.0F;
      pen.line(from, to);
    }
  }
}

// Upright: half circles on both ends of a cylinder.
void add_capsule(Pen pen, float radius, float length) {
  const glm::vec3 end(0, 0.5F * length, 0);
  const glm::vec3 x(radius, 0, 0);
  const glm::vec3 up(0, radius, 0);
  const glm::vec3 z(0, 0, radius);
  for (const glm::vec3& side : {x, z}) {
    pen.arc(end, side, up, circle_lines / 2);
    pen.arc(-end, side, -up, circle_lines / 2);
    pen.line(end + side, -end + side);
    pen.line(end - side, -end - side);
  }
  pen.arc(end, x, z, circle_lines);
  pen.arc(-end, x, z, circle_lines);
}

Rgba color_of(mmd::BodyMode mode) {
  if (mode == mmd::BodyMode::follow_bone) return following_color;
  return mode == mmd::BodyMode::physics ? dynamic_color : turning_color;
}

Rgba color_of_bone(const mmd::Rig& rig, int bone) {
  const auto reaches = [bone](const mmd::RigChain& chain) { return chain.destination == bone; };
  if (std::ranges::any_of(rig.chains, reaches)) return ik_target_color;
  if (std::ranges::find(rig.links, bone) != rig.links.end()) return ik_link_color;
  const bool simulated =
      (rig.flags[static_cast<std::size_t>(bone)] & mmd::bone_flag::simulated) != 0;
  return simulated ? simulated_color : bone_color;
}

}  // namespace

void add_bone_lines(const mmd::Rig& rig, std::span<const glm::vec3> heads,
                    std::vector<DebugPoint>& points) {
  for (std::size_t i = 0; i < rig.size(); ++i) {
    const glm::vec3& head = heads[i];
    const Rgba color = color_of_bone(rig, static_cast<int>(i));
    if (rig.parents[i] >= 0) {
      points.push_back({heads[static_cast<std::size_t>(rig.parents[i])], color});
      points.push_back({head, color});
      continue;
    }
    for (int axis = 0; axis < 3; ++axis) {
      glm::vec3 reach(0.0F);
      reach[axis] = root_cross;
      points.push_back({head - reach, color});
      points.push_back({head + reach, color});
    }
  }
}

void add_body_lines(const mmd::RigidBodyData& body, const mmd::Transform& place,
                    std::vector<DebugPoint>& points) {
  const Pen pen{place, color_of(body.mode), points};
  switch (body.shape) {
    case mmd::BodyShape::sphere:
      return add_sphere(pen, body.size.x);
    case mmd::BodyShape::box:
      return add_box(pen, body.size);
    case mmd::BodyShape::capsule:
      return add_capsule(pen, body.size.x, body.size.y);
  }
}

}  // namespace mmdagent
