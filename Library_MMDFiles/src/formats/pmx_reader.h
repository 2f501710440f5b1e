// Reads one PMX 2.0 or 2.1 file, section after section in file order.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "MMDFiles/model_data.h"
#include "formats/byte_reader.h"

namespace mmd {

class PmxReader {
 public:
  PmxReader(std::span<const std::byte> bytes, std::string_view path) : in_(bytes, path) {}

  // Once only.
  ModelData read();

 private:
  // pmx_reader.cpp
  void read_header();
  void read_indices();
  void read_textures();
  void read_materials();
  MaterialData read_material(std::uint64_t& used);
  void read_toon(MaterialData& material);
  int read_texture_index();
  // Count of a section, checked against the limit and the bytes left.
  std::size_t read_count(std::string_view section, std::uint64_t limit, std::uint64_t record_bytes);
  std::string read_text(std::uint64_t limit);
  std::string read_name();
  std::int64_t read_index(unsigned size);  // signed, -1 = none
  std::int64_t read_vertex_index();

  // pmx_vertices.cpp
  void read_vertices();
  void read_vertex(std::size_t vertex);
  void read_weights(std::size_t vertex);
  void check_vertex_bones();
  int checked_vertex_bone(int bone, float weight);

  // pmx_bones.cpp
  void read_bones();
  BoneData read_bone(std::size_t index, std::size_t bone_count);
  void read_axes(BoneData& bone, unsigned flags);
  void read_append(BoneData& bone, unsigned flags, std::size_t bone_count);
  void read_ik_chain(std::size_t bone, std::size_t bone_count);
  IkLink read_ik_link(std::size_t bone_count, bool& complete);

  // pmx_morphs.cpp
  void read_morphs();
  void read_morph();
  void read_elements(MorphData& morph, std::size_t count);
  void read_bone_element(MorphData& morph);
  void read_material_element(MorphData& morph);
  void read_group_element(MorphData& morph);
  void read_impulse_element(MorphData& morph);
  void check_impulse_bodies();
  void read_display_frames();

  // pmx_physics.cpp
  void read_rigid_bodies();
  RigidBodyData read_rigid_body();
  void read_joints();
  void skip_soft_bodies();
  void skip_soft_body();

  ByteReader in_;
  ModelData model_;
  bool utf8_ = false;
  unsigned vertex_size_ = 0;
  unsigned texture_size_ = 0;
  unsigned material_size_ = 0;
  unsigned bone_size_ = 0;
  unsigned morph_size_ = 0;
  unsigned body_size_ = 0;
  std::size_t vertices_offset_ = 0;
  std::size_t morph_count_ = 0;
  std::vector<std::size_t> bone_offsets_;
  std::vector<std::size_t> morph_offsets_;
  std::uint64_t morph_elements_ = 0;
};

}  // namespace mmd
