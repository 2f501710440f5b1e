#include "pictures/procedural_model.h"

#include <array>
#include <cmath>
#include <glm/geometric.hpp>
#include <glm/gtc/constants.hpp>
#include <string>

namespace mmdagent::test {
namespace {

std::uint32_t add_vertex(mmd::ModelData& model, const glm::vec3& position, const glm::vec3& normal,
                         const glm::vec2& uv) {
  mmd::VertexData& vertices = model.vertices;
  vertices.positions.push_back(position);
  vertices.normals.push_back(normal);
  vertices.uvs.push_back(uv);
  vertices.edge_scales.push_back(1.0F);
  vertices.skinning.push_back(mmd::SkinningKind::bdef1);
  vertices.bone_indices.emplace_back(0);
  vertices.bone_weights.emplace_back(1.0F, 0.0F, 0.0F, 0.0F);
  return static_cast<std::uint32_t>(vertices.size() - 1);
}

void add_material(mmd::ModelData& model, mmd::MaterialData material, std::uint32_t index_count) {
  material.first_index = static_cast<std::uint32_t>(model.indices.size()) - index_count;
  material.index_count = index_count;
  model.materials.push_back(material);
}

}  // namespace

mmd::MaterialData plain_material(const glm::vec3& diffuse, const glm::vec3& ambient) {
  mmd::MaterialData material;
  material.diffuse = glm::vec4(diffuse, 1.0F);
  material.ambient = ambient;
  return material;
}

mmd::MaterialData with_alpha(mmd::MaterialData material, float alpha) {
  material.diffuse.a = alpha;
  return material;
}

Quad at_z(float z) {
  Quad quad;
  quad.z = z;
  return quad;
}

std::shared_ptr<mmd::ModelData> empty_model(const glm::vec3& origin) {
  auto model = std::make_shared<mmd::ModelData>();
  model->kind = mmd::ModelKind::pmx;
  model->name = "test";
  model->bones.resize(1);
  model->bones[0].origin = origin;
  model->center_bone = 0;
  return model;
}

void add_quad(mmd::ModelData& model, const Quad& quad, const mmd::MaterialData& material) {
  const glm::vec2& low = quad.low;
  const glm::vec2& high = quad.high;
  const auto a = add_vertex(model, {low.x, low.y, quad.z}, quad.normal, quad.uv_low);
  add_vertex(model, {high.x, low.y, quad.z}, quad.normal, {quad.uv_high.x, quad.uv_low.y});
  add_vertex(model, {high.x, high.y, quad.z}, quad.normal, quad.uv_high);
  add_vertex(model, {low.x, high.y, quad.z}, quad.normal, {quad.uv_low.x, quad.uv_high.y});
  std::array<std::uint32_t, 6> order{0, 1, 2, 0, 2, 3};
  if (quad.reversed) order = {0, 2, 1, 0, 3, 2};
  for (const std::uint32_t corner : order) model.indices.push_back(a + corner);
  add_material(model, material, 6);
}

void add_level_square(mmd::ModelData& model, const glm::vec3& center, float half_size,
                      const mmd::MaterialData& material) {
  const glm::vec3 up(0.0F, 1.0F, 0.0F);
  const float h = half_size;
  const auto a = add_vertex(model, center + glm::vec3(-h, 0, h), up, {0, 1});
  add_vertex(model, center + glm::vec3(h, 0, h), up, {1, 1});
  add_vertex(model, center + glm::vec3(h, 0, -h), up, {1, 0});
  add_vertex(model, center + glm::vec3(-h, 0, -h), up, {0, 0});
  for (const std::uint32_t corner : {0U, 1U, 2U, 0U, 2U, 3U}) model.indices.push_back(a + corner);
  add_material(model, material, 6);
}

void add_box(mmd::ModelData& model, const glm::vec3& center, float half_size,
             const mmd::MaterialData& material) {
  const auto first = static_cast<std::uint32_t>(model.vertices.size());
  for (unsigned corner = 0; corner < 8; ++corner) {
    const glm::vec3 side((corner & 1U) != 0 ? 1.0F : -1.0F, (corner & 2U) != 0 ? 1.0F : -1.0F,
                         (corner & 4U) != 0 ? 1.0F : -1.0F);
    add_vertex(model, center + side * half_size, glm::normalize(side), {0, 0});
  }
  constexpr std::uint32_t faces[6][4] = {{4, 5, 7, 6}, {1, 0, 2, 3}, {5, 1, 3, 7},
                                         {0, 4, 6, 2}, {6, 7, 3, 2}, {0, 1, 5, 4}};
  for (const auto& face : faces) {
    for (const int corner : {0, 1, 2, 0, 2, 3}) model.indices.push_back(first + face[corner]);
  }
  add_material(model, material, 36);
}

void add_ball(mmd::ModelData& model, const glm::vec3& center, float radius,
              const mmd::MaterialData& material) {
  constexpr std::uint32_t rings = 24;
  constexpr std::uint32_t sectors = 48;
  const auto first = static_cast<std::uint32_t>(model.vertices.size());
  for (std::uint32_t ring = 0; ring <= rings; ++ring) {
    for (std::uint32_t sector = 0; sector <= sectors; ++sector) {
      const glm::vec2 uv(static_cast<float>(sector) / sectors, static_cast<float>(ring) / rings);
      const float around = glm::two_pi<float>() * uv.x;
      const float down = glm::pi<float>() * uv.y;
      const glm::vec3 normal(std::sin(down) * std::sin(around), std::cos(down),
                             std::sin(down) * std::cos(around));
      add_vertex(model, center + normal * radius, normal, uv);
    }
  }
  for (std::uint32_t ring = 0; ring < rings; ++ring) {
    for (std::uint32_t sector = 0; sector < sectors; ++sector) {
      const std::uint32_t a = first + ring * (sectors + 1) + sector;
      const std::uint32_t b = a + sectors + 1;
      for (const std::uint32_t corner : {a, b, b + 1, a, b + 1, a + 1}) {
        model.indices.push_back(corner);
      }
    }
  }
  add_material(model, material, rings * sectors * 6);
}

int add_texture(mmd::ModelData& model) {
  model.textures.push_back("texture" + std::to_string(model.textures.size()));
  return static_cast<int>(model.textures.size() - 1);
}

Image image_of(int width, int height, const std::vector<std::uint8_t>& rgba) {
  Image image{width, height, rgba, false};
  for (std::size_t i = 3; i < rgba.size(); i += 4) image.transparent |= rgba[i] != 255;
  return image;
}

Image one_pixel(int red, int green, int blue, int alpha) {
  return image_of(1, 1,
                  {static_cast<std::uint8_t>(red), static_cast<std::uint8_t>(green),
                   static_cast<std::uint8_t>(blue), static_cast<std::uint8_t>(alpha)});
}

}  // namespace mmdagent::test
