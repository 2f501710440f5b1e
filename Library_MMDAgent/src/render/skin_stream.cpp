#include "render/skin_stream.h"

#include <epoxy/gl.h>

#include <algorithm>
#include <cstddef>
#include <vector>

#include "render/draw_state.h"

namespace mmdagent {
namespace {

constexpr std::size_t texels_per_bone = sizeof(BoneTexels) / sizeof(glm::vec4);
constexpr std::size_t texels_per_center = 3;
constexpr std::uint32_t has_uv_morphs = 8;
constexpr unsigned center_shift = 4;

std::size_t bone_count(const mmd::SkinGeometry& geometry) {
  return std::max<std::size_t>(1, geometry.data->bones.size());
}

std::size_t morph_texels(const mmd::SkinGeometry& geometry) {
  return std::size_t{geometry.slot_count} * (geometry.morphs_uv ? 2 : 1);
}

void set_bones(StreamVertex& vertex, std::span<const std::uint32_t> bones) {
  for (std::size_t i = 0; i < bones.size(); ++i)
    vertex.links[static_cast<int>(i / 2)] |= bones[i] << (16 * (i % 2));
}

void set_influences(StreamVertex& vertex, const mmd::SkinGeometry& geometry,
                    const mmd::SkinRun& run, std::uint32_t i) {
  const std::uint32_t place = run.first_influence + i;
  const auto set_two = [&vertex](const mmd::TwoInfluences& two) {
    set_bones(vertex, two.bones);
    vertex.weights.x = two.weight;
  };
  switch (run.kind) {
    case mmd::SkinningKind::bdef1:
      set_bones(vertex, {&geometry.one[place], 1});
      break;
    case mmd::SkinningKind::bdef2:
      set_two(geometry.two[place]);
      break;
    case mmd::SkinningKind::sdef:
      set_two(geometry.sdef[place].two);
      vertex.links.z |= place << center_shift;
      break;
    case mmd::SkinningKind::bdef4:
    case mmd::SkinningKind::qdef:
      set_bones(vertex, geometry.four[place].bones);
      vertex.weights = geometry.four[place].weights;
      break;
  }
}

// In the order of the file, which is that of the posed buffer.
std::vector<StreamVertex> stream_vertices(const mmd::SkinGeometry& geometry) {
  std::vector<StreamVertex> vertices(geometry.rest.size());
  for (const mmd::SkinRun& run : geometry.runs) {
    for (std::uint32_t i = 0; i < run.count; ++i) {
      StreamVertex& vertex = vertices[geometry.targets[run.first + i]];
      vertex.rest = geometry.rest[run.first + i];
      vertex.links.z = static_cast<std::uint32_t>(run.kind);
      if (geometry.morphs_uv) vertex.links.z |= has_uv_morphs;
      if (run.morphed) vertex.links.w = geometry.slots[run.first_slot + i] + 1;
      set_influences(vertex, geometry, run, i);
    }
  }
  return vertices;
}

gl::VertexArray make_vertex_array(gl::Name vertices) {
  gl::VertexArray array = gl::make_vertex_array();
  glBindVertexArray(array.name());
  glBindBuffer(GL_ARRAY_BUFFER, vertices);
  constexpr auto stride = static_cast<GLsizei>(sizeof(StreamVertex));
  for (GLuint i = 0; i < 4; ++i) {
    const auto* const offset = reinterpret_cast<const void*>(i * sizeof(glm::vec4));
    glEnableVertexAttribArray(i);
    if (i < 3) {
      glVertexAttribPointer(i, 4, GL_FLOAT, GL_FALSE, stride, offset);
    } else {
      glVertexAttribIPointer(i, 4, GL_UNSIGNED_INT, stride, offset);
    }
  }
  glBindVertexArray(0);
  return array;
}

// A texture of four floats a texel over a buffer.
gl::Texture view_as_texels(gl::Name buffer) {
  gl::Texture texture = gl::make_texture();
  glBindTexture(GL_TEXTURE_BUFFER, texture.name());
  glTexBuffer(GL_TEXTURE_BUFFER, GL_RGBA32F, buffer);
  return texture;
}

void write_bones(std::span<const BoneTransform> bones, BoneTexels* texels) {
  for (std::size_t i = 0; i < bones.size(); ++i) {
    const glm::mat3 m = glm::mat3_cast(bones[i].rotation);
    const glm::vec3& t = bones[i].translation;
    const glm::quat& q = bones[i].rotation;
    texels[i] = {{{m[0].x, m[1].x, m[2].x, t.x},
                  {m[0].y, m[1].y, m[2].y, t.y},
                  {m[0].z, m[1].z, m[2].z, t.z}},
                 {q.x, q.y, q.z, q.w}};
  }
}

bool upload_slots(const std::vector<glm::vec4>& sums, mmd::SlotRange& changed,
                  std::size_t first_texel, StreamBuffer& buffer, DrawCounts& counts) {
  if (changed.empty()) return true;
  const std::size_t bytes = (changed.end - changed.first) * sizeof(glm::vec4);
  void* const mapped = buffer.map((first_texel + changed.first) * sizeof(glm::vec4), bytes);
  if (mapped == nullptr) return false;
  std::copy_n(sums.begin() + changed.first, changed.end - changed.first,
              static_cast<glm::vec4*>(mapped));
  changed = {};
  counts.uploaded_bytes += bytes;
  return buffer.unmap();
}

}  // namespace

std::unique_ptr<SkinStream> SkinStream::create(const mmd::SkinGeometry& geometry,
                                               const GlFeatures& features) {
  const auto fits = [&features](std::size_t texels) {
    return static_cast<std::int64_t>(texels) <= features.buffer_texels;
  };
  if (!fits(bone_count(geometry) * texels_per_bone) || !fits(morph_texels(geometry)) ||
      !fits(geometry.sdef.size() * texels_per_center)) {
    return nullptr;
  }
  const std::size_t bytes = geometry.rest.size() * sizeof(StreamVertex);
  if (features.compute && static_cast<std::int64_t>(bytes) > features.storage_bytes) {
    return nullptr;
  }
  std::unique_ptr<SkinStream> stream(new SkinStream());
  const std::vector<StreamVertex> vertices = stream_vertices(geometry);
  stream->vertex_count_ = static_cast<std::uint32_t>(vertices.size());
  stream->vertices_ = gl::make_buffer();
  glBindBuffer(GL_ARRAY_BUFFER, stream->vertices_.name());
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(bytes), vertices.data(), GL_STATIC_DRAW);
  stream->vertex_array_ = make_vertex_array(stream->vertices_.name());
  if (geometry.sdef.empty()) return stream;
  std::vector<glm::vec4> centers;
  for (const mmd::SdefInfluences& sdef : geometry.sdef) {
    for (const glm::vec3& center : {sdef.c, sdef.cr0, sdef.cr1}) centers.emplace_back(center, 0.0F);
  }
  stream->centers_buffer_ = gl::make_buffer();
  glBindBuffer(GL_TEXTURE_BUFFER, stream->centers_buffer_.name());
  glBufferData(GL_TEXTURE_BUFFER, static_cast<GLsizeiptr>(centers.size() * sizeof(glm::vec4)),
               centers.data(), GL_STATIC_DRAW);
  stream->centers_texture_ = view_as_texels(stream->centers_buffer_.name());
  return stream;
}

gl::Name TexelStream::texture(DrawState& state) {
  gl::Texture& texture = textures_[buffer_.region()];
  if (!texture) {
    state.forget_textures();
    texture = view_as_texels(buffer_.buffer(buffer_.region()));
  }
  return texture.name();
}

PoseStream::PoseStream(const mmd::SkinGeometry& geometry, bool persistent)
    : bones_(bone_count(geometry) * texels_per_bone, persistent),
      morphs_(morph_texels(geometry), persistent) {
  // What the memory of a region holds before it is first written is not known.
  const mmd::SlotRange all{0, geometry.slot_count};
  changed_.fill({all, geometry.morphs_uv ? all : mmd::SlotRange{}});
  has_morphs_ = geometry.slot_count > 0;
}

bool PoseStream::store(std::span<const BoneTransform> bones, mmd::MorphDeltas& deltas,
                       DrawState& state) {
  if (!store_bones(bones, state.counts())) return false;
  if (has_morphs_ && !store_morphs(deltas, state.counts())) return false;
  const gl::Name bones_texture = bones_.texture(state);
  const gl::Name morphs_texture = has_morphs_ ? morphs_.texture(state) : 0;
  state.bind_texture_buffer(bones_unit, bones_texture);
  state.bind_texture_buffer(morphs_unit, morphs_texture);
  return true;
}

bool PoseStream::store_bones(std::span<const BoneTransform> bones, DrawCounts& counts) {
  StreamBuffer& buffer = bones_.buffer();
  buffer.turn();
  void* const mapped = buffer.map(0, bones.size() * sizeof(BoneTexels));
  if (mapped == nullptr) return false;
  write_bones(bones, static_cast<BoneTexels*>(mapped));
  counts.uploaded_bytes += bones.size() * sizeof(BoneTexels);
  return buffer.unmap();
}

bool PoseStream::store_morphs(mmd::MorphDeltas& deltas, DrawCounts& counts) {
  if (stored_ && deltas.changed_positions.empty() && deltas.changed_uvs.empty()) return true;
  for (ChangedSlots& region : changed_) {
    region.positions.include(deltas.changed_positions);
    region.uvs.include(deltas.changed_uvs);
  }
  deltas.changed_positions = {};
  deltas.changed_uvs = {};
  StreamBuffer& buffer = morphs_.buffer();
  buffer.turn();
  ChangedSlots& changed = changed_[buffer.region()];
  stored_ = true;
  return upload_slots(deltas.positions, changed.positions, 0, buffer, counts) &&
         upload_slots(deltas.uvs, changed.uvs, deltas.positions.size(), buffer, counts);
}

}  // namespace mmdagent
