// Applies one .pmd.csv to the model of the PMD beside it, in two passes over the lines: the first
// finds the variant, counts and names, the second changes the model.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "MMDFiles/model_data.h"
#include "MMDFiles/name_index.h"
#include "formats/csv_cursor.h"
#include "formats/csv_lines.h"

namespace mmd {

// Newer editors put "Pmx" before each record name.
inline std::string_view without_prefix(std::string_view record) {
  constexpr std::string_view prefix = "Pmx";
  if (record.starts_with(prefix)) record.remove_prefix(prefix.size());
  return record;
}

// Most lines are records of vertices and morphs in a plain shape; `quick` reads those from left to
// right. What comes of a file is the same either way.
enum class CsvWay : std::uint8_t { quick, careful };

class CsvReader {
 public:
  CsvReader(ModelData& model, std::span<const std::byte> bytes, std::string_view path,
            CsvWay way = CsvWay::quick)
      : model_(model), lines_(bytes, path), way_(way) {}

  // Once only. When it throws, the model is left partly changed.
  void read();

 private:
  // csv_reader.cpp
  void survey();
  void detect_variant(std::string_view record);
  void check_counts();
  void apply_records();
  std::uint32_t vertex_index(std::size_t k) const;

  // csv_quick.cpp. Each either applies the whole line, or returns false and has changed nothing.
  bool apply_quickly();
  bool apply_vertex_quickly(CsvCursor& fields);
  bool apply_four_bones_quickly(CsvCursor& fields, std::uint32_t vertex);
  bool apply_morph_quickly(CsvCursor& fields);
  bool read_vertex_index(CsvCursor& fields, std::uint32_t& vertex) const;
  std::string_view plain_morph_start() const;

  // csv_geometry.cpp
  void apply_vertex();
  void apply_skinning(std::uint32_t vertex);
  void apply_bones(std::uint32_t vertex, SkinningKind kind);
  void set_bones(std::uint32_t vertex, SkinningKind kind, const glm::ivec4& bones,
                 const glm::vec4& weights);
  void apply_sdef(std::uint32_t vertex);
  void apply_face();
  void finish_vertices();

  int bone_named(std::string_view raw);

  // csv_materials.cpp
  void clear_textures();
  void apply_material();
  void apply_textures(MaterialData& material, std::size_t k);
  int texture_index(std::size_t k);

  // csv_bones.cpp
  void rename_bones();
  void apply_bone();
  void finish_bones();

  // csv_morphs.cpp
  MorphData& morph(MorphKind kind);
  std::size_t morph_named(MorphKind kind, std::string name);
  void apply_bone_morph();
  void apply_vertex_morph();
  void apply_uv_morph();
  void apply_material_morph();
  void apply_group_morph();
  void finish_groups();
  // Field k of the unprefixed record; newer files have a local index after the name.
  std::size_t morph_field(std::size_t k) const { return k + (has_local_index_ ? 1 : 0); }

  struct GroupElement {
    std::size_t group = 0;
    std::string target;
    float ratio = 0.0F;
    std::uint64_t line_number = 0;
    std::size_t line_offset = 0;
  };

  ModelData& model_;
  CsvLines lines_;
  CsvWay way_;

  bool recent_columns_ = false;
  bool has_local_index_ = false;

  // Survey; the names are undecoded.
  std::vector<std::string_view> bone_names_;
  std::vector<std::size_t> bone_offsets_;
  std::vector<std::string_view> material_names_;
  std::uint64_t face_count_ = 0;

  NameIndex bones_{std::span<const BoneData>{}};                 // new names, then old ones
  std::unordered_map<std::string_view, int> bones_of_vertices_;  // by undecoded name
  NameIndex materials_{std::span<const BoneData>{}};
  std::size_t next_material_ = 0;
  std::size_t next_bone_ = 0;
  std::size_t next_face_ = 0;
  std::map<std::uint32_t, SdefVertex> sdef_;
  std::unordered_map<std::string, int> texture_indices_;
  // By kind, for each name the index of the morph.
  std::map<MorphKind, std::unordered_map<std::string, std::size_t>> morphs_;
  struct LastMorph {
    MorphKind kind = MorphKind::group;
    std::string_view raw_name;
    std::size_t index = 0;
    // Of its line, up to the comma after the name; empty where other lines that begin like this may
    // not be of the same morph.
    std::string_view start;
  };
  std::optional<LastMorph> last_morph_;  // the next record is mostly of the same
  std::uint64_t morph_elements_ = 0;
  std::vector<GroupElement> group_elements_;
};

}  // namespace mmd
