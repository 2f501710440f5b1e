#include "formats/csv_reader.h"

#include <array>
#include <utility>

#include "MMDFiles/readers.h"

namespace mmd {
namespace {

// Most lines are of other kinds than those that the survey reads.
bool is_surveyed(std::string_view line) {
  const std::string_view unprefixed = without_prefix(line);
  constexpr std::string_view initials = ";BFM";
  return !unprefixed.empty() && initials.find(unprefixed.front()) != std::string_view::npos;
}

}  // namespace

void CsvReader::read() {
  for (MorphData& morph : model_.morphs) morph.pmd_face = true;
  survey();
  check_counts();
  clear_textures();
  rename_bones();
  int material = 0;
  for (const std::string_view name : material_names_) {
    if (!name.empty()) materials_.add(lines_.decoded(name), material);
    ++material;
  }
  apply_records();
  finish_vertices();
  finish_bones();
  finish_groups();
  std::vector<std::string> warnings = lines_.place().take_warnings();
  for (std::string& warning : warnings) model_.warnings.push_back(std::move(warning));
}

void CsvReader::survey() {
  while (lines_.next()) {
    if (!is_surveyed(lines_.line())) continue;
    const std::string_view record = lines_.record();
    if (record.starts_with(';')) {
      detect_variant(record);
      continue;
    }
    const std::string_view kind = without_prefix(record);
    if (kind == "Face") ++face_count_;
    if (kind != "Bone" && kind != "Material") continue;
    lines_.split();
    if (kind == "Bone") {
      bone_names_.push_back(lines_.field(1));
      bone_offsets_.push_back(lines_.line_offset());
    } else if (material_names_.size() < model_.materials.size()) {
      material_names_.push_back(lines_.field(1));
    }
  }
  lines_.use_encoding(has_local_index_ ? CsvEncoding::utf8 : CsvEncoding::cp932);
}

void CsvReader::detect_variant(std::string_view record) {
  struct RecentHeader {
    std::string_view record;
    std::size_t fields;  // at least, the record name included
  };
  constexpr std::array<RecentHeader, 3> recent_headers = {
      {{";Material", 31}, {";Bone", 40}, {";Joint", 30}}};
  if (record == ";PmxHeader") {
    has_local_index_ = true;
    recent_columns_ = true;
    return;
  }
  for (const RecentHeader& header : recent_headers) {
    if (record != header.record) continue;
    lines_.split();
    if (lines_.field_count() >= header.fields) recent_columns_ = true;
  }
}

void CsvReader::check_counts() {
  ByteReader& place = lines_.place();
  const auto expect = [&](std::string_view section, std::uint64_t found, std::uint64_t expected) {
    if (found == 0 || found == expected) return;
    place.enter(section);
    place.fail(std::to_string(found) + " records, expected " + std::to_string(expected) +
               " as in the model");
  };
  expect("bone", bone_names_.size(), model_.bones.size());
  expect("face", face_count_, model_.indices.size() / 3);
}

void CsvReader::apply_records() {
  using Apply = void (CsvReader::*)();
  struct Record {
    std::string_view name;
    Apply apply;
    std::size_t fields = CsvLines::all_fields;  // that it needs at first
  };
  constexpr std::array<Record, 9> records = {{{"Bone", &CsvReader::apply_bone},
                                              {"BoneMorph", &CsvReader::apply_bone_morph},
                                              {"Face", &CsvReader::apply_face},
                                              {"GroupMorph", &CsvReader::apply_group_morph},
                                              {"Material", &CsvReader::apply_material},
                                              {"MaterialMorph", &CsvReader::apply_material_morph},
                                              {"UVMorph", &CsvReader::apply_uv_morph},
                                              {"Vertex", &CsvReader::apply_vertex, 28},
                                              {"VertexMorph", &CsvReader::apply_vertex_morph}}};
  lines_.rewind();
  while (lines_.next()) {
    if (way_ == CsvWay::quick && apply_quickly()) continue;
    const std::string_view name = without_prefix(lines_.record());
    for (const Record& record : records) {
      if (record.name != name) continue;
      lines_.split(record.fields);
      (this->*record.apply)();
      break;
    }
  }
}

std::uint32_t CsvReader::vertex_index(std::size_t k) const {
  const std::int64_t vertex = lines_.integer(k, -1);
  const auto count = static_cast<std::int64_t>(model_.vertices.size());
  if (vertex < 0 || vertex >= count) {
    lines_.place().fail("vertex " + std::to_string(vertex) + ", expected 0.." +
                        std::to_string(count - 1));
  }
  return static_cast<std::uint32_t>(vertex);
}

void apply_pmd_csv(ModelData& model, std::span<const std::byte> csv, std::string_view path) {
  ModelData changed = model;
  CsvReader(changed, csv, path).read();
  model = std::move(changed);
}

}  // namespace mmd
