#include "render/material_vertices.h"

#include <algorithm>
#include <limits>
#include <span>
#include <unordered_map>
#include <utility>

namespace mmdagent {
namespace {

constexpr std::uint32_t unused = std::numeric_limits<std::uint32_t>::max();

std::span<const std::uint32_t> indices_of(const mmd::ModelData& data,
                                          const mmd::MaterialData& material) {
  return std::span(data.indices).subspan(material.first_index, material.index_count);
}

// The first material that uses each vertex; true if any has a second.
bool first_users(const mmd::ModelData& data, std::vector<std::uint32_t>& users) {
  users.assign(data.vertices.size(), unused);
  bool shared = false;
  for (std::uint32_t material = 0; material < data.materials.size(); ++material) {
    for (const std::uint32_t vertex : indices_of(data, data.materials[material])) {
      if (users[vertex] == unused) users[vertex] = material;
      shared |= users[vertex] != material;
    }
  }
  return shared;
}

template <class T>
void append_copy(std::vector<T>& values, std::uint32_t index) {
  if (!values.empty()) values.push_back(T(values[index]));
}

void double_vertex(mmd::VertexData& vertices, std::uint32_t vertex) {
  append_copy(vertices.positions, vertex);
  append_copy(vertices.normals, vertex);
  append_copy(vertices.uvs, vertex);
  append_copy(vertices.edge_scales, vertex);
  append_copy(vertices.skinning, vertex);
  append_copy(vertices.bone_indices, vertex);
  append_copy(vertices.bone_weights, vertex);
  for (auto& uvs : vertices.additional_uvs) append_copy(uvs, vertex);
  if (vertices.skinning[vertex] != mmd::SkinningKind::sdef) return;
  const auto found = std::ranges::lower_bound(vertices.sdef, vertex, {}, &mmd::SdefVertex::vertex);
  mmd::SdefVertex copy = *found;
  copy.vertex = static_cast<std::uint32_t>(vertices.size() - 1);
  vertices.sdef.push_back(copy);
}

// What a morph does to a vertex it does to its doubles.
void double_morphs(mmd::ModelData& data,
                   const std::unordered_multimap<std::uint32_t, std::uint32_t>& doubles) {
  for (mmd::MorphData& morph : data.morphs) {
    const std::size_t count = morph.vertices.size();
    for (std::size_t i = 0; i < count; ++i) {
      const auto [first, last] = doubles.equal_range(morph.vertices[i]);
      for (auto it = first; it != last; ++it) {
        morph.vertices.push_back(it->second);
        append_copy(morph.offsets, static_cast<std::uint32_t>(i));
        append_copy(morph.uv_offsets, static_cast<std::uint32_t>(i));
      }
    }
  }
}

}  // namespace

MaterialVertices assign_materials(std::shared_ptr<const mmd::ModelData> data) {
  MaterialVertices result;
  const bool shared = first_users(*data, result.materials);
  if (shared) {
    auto copy = std::make_shared<mmd::ModelData>(*data);
    std::unordered_multimap<std::uint32_t, std::uint32_t> doubles;
    for (std::uint32_t material = 0; material < copy->materials.size(); ++material) {
      const mmd::MaterialData& range = copy->materials[material];
      std::unordered_map<std::uint32_t, std::uint32_t> own;
      for (std::uint32_t i = 0; i < range.index_count; ++i) {
        std::uint32_t& index = copy->indices[range.first_index + i];
        if (result.materials[index] == material) continue;
        const auto next = static_cast<std::uint32_t>(copy->vertices.size());
        const auto [place, made] = own.try_emplace(index, next);
        if (made) {
          double_vertex(copy->vertices, index);
          result.materials.push_back(material);
          doubles.emplace(index, next);
        }
        index = place->second;
      }
    }
    double_morphs(*copy, doubles);
    data = std::move(copy);
  }
  std::ranges::replace(result.materials, unused, 0U);
  result.data = std::move(data);
  return result;
}

}  // namespace mmdagent
