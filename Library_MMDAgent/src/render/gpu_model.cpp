#include "render/gpu_model.h"

#include <epoxy/gl.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "MMDFiles/skinning.h"
#include "render/frame_block.h"
#include "render/gl_program.h"
#include "render/toon_rows.h"

namespace mmdagent {
namespace {

struct StaticAttributes {
  float edge_scale;
  float additional_uv[2];
  std::uint32_t material;  // within its block of the table
};

template <class T>
void upload(GLenum target, const std::vector<T>& values) {
  glBufferData(target, static_cast<GLsizeiptr>(values.size() * sizeof(T)), values.data(),
               GL_STATIC_DRAW);
}

void attribute(GLuint index, GLint components, std::size_t stride, std::size_t offset) {
  glEnableVertexAttribArray(index);
  glVertexAttribPointer(index, components, GL_FLOAT, GL_FALSE, static_cast<GLsizei>(stride),
                        reinterpret_cast<const void*>(offset));
}

// Materials that are chosen and visible, neighbours as one run.
template <class Chosen>
std::vector<DrawRange> runs_of(const mmd::ModelData& data, Chosen chosen) {
  std::vector<DrawRange> runs;
  for (const mmd::MaterialData& material : data.materials) {
    if (!chosen(material) || material.diffuse.a == 0.0F || material.index_count == 0) continue;
    if (!runs.empty() && runs.back().first + runs.back().count == material.first_index) {
      runs.back().count += material.index_count;
    } else {
      runs.push_back({material.first_index, material.index_count});
    }
  }
  return runs;
}

auto reference_caster(mmd::ModelKind kind) {
  return [kind](const mmd::MaterialData& material) {
    return kind == mmd::ModelKind::pmx ? material.self_shadow_cast : material.reference_self_shadow;
  };
}

}  // namespace

GpuModel::GpuModel(std::shared_ptr<const mmd::ModelData> data, const ToonImages& toons)
    : GpuModel(assign_materials(std::move(data)), toons) {}

GpuModel::GpuModel(MaterialVertices vertices, const ToonImages& toons)
    : geometry_(mmd::prepare_skin_geometry(std::move(vertices.data))),
      indices_(gl::make_buffer()),
      attributes_(gl::make_buffer()),
      shadow_runs_(runs_of(*geometry_.data, [](const auto& one) { return one.ground_shadow; })),
      caster_runs_(runs_of(*geometry_.data, [](const auto& one) { return one.self_shadow_cast; })),
      reference_caster_runs_(runs_of(*geometry_.data, reference_caster(geometry_.data->kind))),
      spheres_(bone_spheres(*geometry_.data)),
      textures_(geometry_.data->textures.size()),
      toons_(toons) {
  const auto& materials = geometry_.data->materials;
  has_edges_ = std::any_of(materials.begin(), materials.end(),
                           [](const mmd::MaterialData& material) { return material.edge; });
  // The element buffer binding is part of the vertex array that is bound: none may be.
  glBindVertexArray(0);
  upload_indices();
  upload_attributes(vertices.materials);
  for (const mmd::MaterialData& material : materials) {
    const int own = material.toon_texture;
    if (own >= 0 && std::ranges::find(own_toons_, own) == own_toons_.end()) {
      own_toons_.push_back(own);
    }
  }
  upload_toons();
}

void GpuModel::upload_indices() {
  const mmd::ModelData& model = data();
  wide_indices_ = model.vertices.size() > 65'536;
  glBindBuffer(GL_ARRAY_BUFFER, indices_.name());
  if (wide_indices_) {
    upload(GL_ARRAY_BUFFER, model.indices);
  } else {
    upload(GL_ARRAY_BUFFER, std::vector<std::uint16_t>(model.indices.begin(), model.indices.end()));
  }
}

void GpuModel::upload_attributes(const std::vector<std::uint32_t>& materials) {
  const mmd::VertexData& vertices = data().vertices;
  std::vector<StaticAttributes> attributes(vertices.size());
  for (std::size_t i = 0; i < attributes.size(); ++i) {
    attributes[i].edge_scale = vertices.edge_scales[i];
    attributes[i].material = materials[i] % materials_per_block;
    if (vertices.additional_uv_count > 0) {
      attributes[i].additional_uv[0] = vertices.additional_uvs[0][i].x;
      attributes[i].additional_uv[1] = vertices.additional_uvs[0][i].y;
    }
  }
  glBindBuffer(GL_ARRAY_BUFFER, attributes_.name());
  upload(GL_ARRAY_BUFFER, attributes);
}

gl::VertexArray GpuModel::make_vertex_array(gl::Name posed_buffer) const {
  gl::VertexArray array = gl::make_vertex_array();
  glBindVertexArray(array.name());
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, indices_.name());
  glBindBuffer(GL_ARRAY_BUFFER, posed_buffer);
  attribute(position_attribute, 3, sizeof(mmd::PosedVertex), offsetof(mmd::PosedVertex, position));
  attribute(normal_attribute, 3, sizeof(mmd::PosedVertex), offsetof(mmd::PosedVertex, normal));
  attribute(uv_attribute, 2, sizeof(mmd::PosedVertex), offsetof(mmd::PosedVertex, uv));
  glBindBuffer(GL_ARRAY_BUFFER, attributes_.name());
  attribute(edge_scale_attribute, 1, sizeof(StaticAttributes),
            offsetof(StaticAttributes, edge_scale));
  attribute(additional_uv_attribute, 2, sizeof(StaticAttributes),
            offsetof(StaticAttributes, additional_uv));
  glEnableVertexAttribArray(material_attribute);
  glVertexAttribIPointer(material_attribute, 1, GL_UNSIGNED_INT, sizeof(StaticAttributes),
                         reinterpret_cast<const void*>(offsetof(StaticAttributes, material)));
  glBindVertexArray(0);
  return array;
}

void GpuModel::set_texture(std::uint32_t texture, SharedImage image) {
  if (texture >= textures_.size()) return;
  textures_[texture] = std::move(image);
  if (std::ranges::find(own_toons_, static_cast<int>(texture)) != own_toons_.end()) upload_toons();
}

void GpuModel::set_toon(std::uint32_t slot, SharedImage image) {
  if (slot >= toons_.size() || image == nullptr) return;
  toons_[slot] = std::move(image);
  upload_toons();
}

const ImageTexture* GpuModel::image(int texture) const {
  const auto index = static_cast<std::size_t>(texture);
  return texture < 0 || index >= textures_.size() ? nullptr : textures_[index].get();
}

int GpuModel::toon_layer(const mmd::MaterialData& material) const {
  if (material.toon_texture < 0) return material.toon_slot;
  // A toon image of the material's own that has not arrived yet lights evenly until it has.
  if (image(material.toon_texture) == nullptr) return 0;
  const auto own = std::ranges::find(own_toons_, material.toon_texture);
  return mmd::toon_slot_count + static_cast<int>(own - own_toons_.begin());
}

int GpuModel::dark_toon_layer(const mmd::MaterialData& material) const {
  if (!receives(material, true)) return 0;
  return material.toon_texture < 0 && material.toon_slot == 0 ? 1 : toon_layer(material);
}

bool GpuModel::receives(const mmd::MaterialData& material, bool reference) const {
  return reference && data().kind != mmd::ModelKind::pmx ? material.reference_self_shadow
                                                         : material.self_shadow_receive;
}

void GpuModel::upload_toons() {
  std::vector<const ImageTexture*> layers;
  for (const SharedImage& toon : toons_) layers.push_back(toon.get());
  for (const int own : own_toons_) layers.push_back(image(own));
  toons_have_alpha_ = false;
  bool plain = true;
  for (const ImageTexture* layer : layers) {
    if (layer == nullptr) continue;
    toons_have_alpha_ |= layer->has_alpha;
    plain &= layer->left_column.size() == std::size_t{plain_toon_rows} * 4;
  }
  const int rows = plain ? plain_toon_rows : fine_toon_rows;
  std::vector<std::uint8_t> pixels;
  for (const ImageTexture* layer : layers) {
    const auto column = resampled_toon(
        layer == nullptr ? std::span<const std::uint8_t>() : layer->left_column, rows);
    pixels.insert(pixels.end(), column.begin(), column.end());
  }
  toon_array_ = gl::make_texture();
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D_ARRAY, toon_array_.name());
  glTexImage3D(GL_TEXTURE_2D_ARRAY, 0, GL_RGBA8, 1, rows, static_cast<GLsizei>(layers.size()), 0,
               GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
  glTexParameteri(GL_TEXTURE_2D_ARRAY, GL_TEXTURE_MAX_LEVEL, 0);
}

}  // namespace mmdagent
