// Reads one PMD file, section after section in file order.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "MMDFiles/model_data.h"
#include "formats/byte_reader.h"

namespace mmd {

class PmdReader {
 public:
  PmdReader(std::span<const std::byte> bytes, std::string_view path) : in_(bytes, path) {}

  // Once only.
  ModelData read();

 private:
  // pmd_reader.cpp
  void read_header();
  void read_vertices();
  void read_weights(std::size_t vertex);
  void read_indices();
  void read_materials();
  MaterialData read_material();
  void check_vertex_bones();
  std::string read_name(std::size_t bytes);
  int texture_index(const std::string& name);

  // pmd_bones.cpp
  void read_bones();
  BoneData read_bone(std::size_t bone_count);
  void set_kind_of_motion(BoneData& bone, int tail, int target, std::size_t bone_count);
  void read_ik_chains();
  void read_ik_chain();
  void read_faces();
  void read_face(std::size_t face);
  std::uint32_t read_face_vertex(std::size_t face, std::uint64_t limit);
  void read_display_lists();

  // pmd_extension.cpp
  void read_english_names();
  void read_toon_files();
  void read_rigid_bodies();
  RigidBodyData read_rigid_body();
  void read_joints();

  ByteReader in_;
  ModelData model_;
  std::size_t vertices_offset_ = 0;
  std::vector<std::size_t> bone_offsets_;
  std::vector<std::uint32_t> base_vertices_;  // model vertex of each entry of face 0
  std::uint64_t morph_elements_ = 0;
  std::size_t bone_group_count_ = 0;
  std::unordered_map<std::string, int> texture_indices_;
};

}  // namespace mmd
