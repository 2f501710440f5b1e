#include "render/toon_ramps.h"

#include <glm/common.hpp>
#include <glm/vec3.hpp>
#include <span>

namespace mmdagent {
namespace {

constexpr int rows = 32;

// Rows between two of these are linear, rows beyond the ends constant.
struct Step {
  int row;
  glm::vec3 color;
};

constexpr Step white[] = {{0, {255, 255, 255}}};
constexpr Step toon01[] = {{15, {255, 255, 255}}, {16, {205, 205, 205}}};
constexpr Step toon02[] = {{15, {255, 255, 255}}, {16, {245, 225, 225}}};
constexpr Step toon03[] = {{15, {255, 255, 255}}, {16, {154, 154, 154}}};
constexpr Step toon04[] = {{15, {255, 255, 255}}, {16, {248, 239, 235}}};
constexpr Step toon05[] = {{18, {255, 255, 255}},
                           {19, {255, 254, 254}},
                           {20, {255, 250, 248}},
                           {30, {255, 231, 222}},
                           {31, {254, 232, 223}}};
constexpr Step toon06[] = {{7, {255, 237, 97}},
                           {8, {255, 238, 106}},
                           {9, {255, 246, 175}},
                           {25, {197, 174, 6}},
                           {26, {195, 172, 3}}};

std::span<const Step> steps_of(int slot) {
  switch (slot) {
    case 1:
      return toon01;
    case 2:
      return toon02;
    case 3:
      return toon03;
    case 4:
      return toon04;
    case 5:
      return toon05;
    case 6:
      return toon06;
    default:
      return white;
  }
}

glm::vec3 color_at(std::span<const Step> steps, int row) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (row > steps[i].row) continue;
    if (i == 0) return steps[0].color;
    const Step& before = steps[i - 1];
    const auto part =
        static_cast<float>(row - before.row) / static_cast<float>(steps[i].row - before.row);
    return glm::mix(before.color, steps[i].color, part);
  }
  return steps.back().color;
}

}  // namespace

Image toon_ramp(int slot) {
  Image image{1, rows, {}, false};
  for (int row = 0; row < rows; ++row) {
    const glm::vec3 color = glm::round(color_at(steps_of(slot), row));
    for (int channel = 0; channel < 3; ++channel) {
      image.rgba.push_back(static_cast<std::uint8_t>(color[channel]));
    }
    image.rgba.push_back(255);
  }
  return image;
}

}  // namespace mmdagent
