// Small models made in the test itself. World space: +y up, fronts towards +z.
#pragma once

#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <memory>

#include "MMDFiles/model_data.h"
#include "render/image.h"

namespace mmdagent::test {

// White toon, no textures, no edge, no shadow, opaque; grey-free defaults of the test rig.
mmd::MaterialData plain_material(const glm::vec3& diffuse, const glm::vec3& ambient);
mmd::MaterialData with_alpha(mmd::MaterialData material, float alpha);

// A rectangle parallel to the x-y plane; wound towards +z, or away from it if `reversed`.
struct Quad {
  glm::vec2 low{-20.0F, -7.0F};
  glm::vec2 high{20.0F, 33.0F};
  float z = 0.0F;
  glm::vec3 normal{0.0F, 0.0F, 1.0F};
  // Of the lower left and the upper right corner.
  glm::vec2 uv_low{0.0F, 1.0F};
  glm::vec2 uv_high{1.0F, 0.0F};
  bool reversed = false;
};
Quad at_z(float z);

// One bone at `origin`, nothing else. The model is a PMX unless changed.
std::shared_ptr<mmd::ModelData> empty_model(const glm::vec3& origin = {});

void add_quad(mmd::ModelData& model, const Quad& quad, const mmd::MaterialData& material);
// A horizontal square, front up.
void add_level_square(mmd::ModelData& model, const glm::vec3& center, float half_size,
                      const mmd::MaterialData& material);
// An axis-parallel box whose eight corners have diagonal normals.
void add_box(mmd::ModelData& model, const glm::vec3& center, float half_size,
             const mmd::MaterialData& material);

// A smooth ball.
void add_ball(mmd::ModelData& model, const glm::vec3& center, float radius,
              const mmd::MaterialData& material);

// A new texture of the model.
int add_texture(mmd::ModelData& model);

Image image_of(int width, int height, const std::vector<std::uint8_t>& rgba);
Image one_pixel(int red, int green, int blue, int alpha = 255);

}  // namespace mmdagent::test
