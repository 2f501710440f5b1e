// The records of a .pmd.csv that make up nearly all of it, where they have the usual shape.
#include <array>

#include "MMDFiles/limits.h"
#include "formats/csv_reader.h"
#include "formats/model_checks.h"
#include "formats/space.h"

namespace mmd {
namespace {

constexpr std::size_t edge_scale_field = 8;
constexpr std::size_t weight_kind_field = 27;

}  // namespace

bool CsvReader::apply_quickly() {
  const std::string_view line = lines_.line();
  if (last_morph_ && !last_morph_->start.empty() && line.starts_with(last_morph_->start)) {
    CsvCursor fields(lines_.content(), line.substr(last_morph_->start.size()));
    return apply_morph_quickly(fields);
  }
  constexpr std::string_view vertex = "Vertex,";
  const std::string_view unprefixed = without_prefix(line);
  if (!unprefixed.starts_with(vertex)) return false;
  CsvCursor fields(lines_.content(), unprefixed.substr(vertex.size()));
  return apply_vertex_quickly(fields);
}

bool CsvReader::read_vertex_index(CsvCursor& fields, std::uint32_t& vertex) const {
  return fields.read_index(vertex) && vertex < model_.vertices.size();
}

bool CsvReader::apply_vertex_quickly(CsvCursor& fields) {
  std::uint32_t vertex = 0;
  float edge_scale = 0.0F;
  std::uint32_t kind = 0;
  const bool read = read_vertex_index(fields, vertex) && fields.skip(edge_scale_field - 2) &&
                    fields.read_number(edge_scale) &&
                    fields.skip(weight_kind_field - edge_scale_field - 1) &&
                    fields.read_index(kind);
  if (!read) return false;
  if (kind == 2) {
    if (!apply_four_bones_quickly(fields, vertex)) return false;
  } else if (kind > 1) {
    return false;
  }
  model_.vertices.edge_scales[vertex] = edge_scale;
  return true;
}

bool CsvReader::apply_four_bones_quickly(CsvCursor& fields, std::uint32_t vertex) {
  std::array<std::string_view, 4> names;
  glm::vec4 weights(0.0F);
  for (int slot = 0; slot < 4; ++slot) {
    if (!fields.read_name(names[static_cast<std::size_t>(slot)])) return false;
    if (!fields.read_number(weights[slot])) return false;
  }
  glm::ivec4 bones(0);
  for (int slot = 0; slot < 4; ++slot)
    bones[slot] = bone_named(names[static_cast<std::size_t>(slot)]);
  set_bones(vertex, SkinningKind::bdef4, bones, normalised_weights(weights));
  return true;
}

bool CsvReader::apply_morph_quickly(CsvCursor& fields) {
  const MorphKind kind = last_morph_->kind;
  const bool uv = kind == MorphKind::uv;
  if (!uv && kind != MorphKind::vertex) return false;
  if (morph_elements_ == limits::total_morph_elements) return false;
  std::uint32_t local_index = 0;
  std::uint32_t vertex = 0;
  glm::vec3 offset(0.0F);
  const bool read = (!has_local_index_ || fields.read_index(local_index)) &&
                    read_vertex_index(fields, vertex) && fields.read_number(offset.x) &&
                    fields.read_number(offset.y) && (uv || fields.read_number(offset.z));
  if (!read) return false;
  ++morph_elements_;
  MorphData& morph = model_.morphs[last_morph_->index];
  morph.vertices.push_back(vertex);
  if (uv)
    morph.uv_offsets.emplace_back(offset.x, offset.y, 0.0F, 0.0F);
  else
    morph.offsets.push_back(to_runtime(offset));
  return true;
}

// A name in quotes that closes at the first comma, or one without quotes.
std::string_view CsvReader::plain_morph_start() const {
  const std::string_view line = lines_.line();
  const std::size_t name = line.find(',') + 1;
  const std::size_t end = line.find(',', name);
  if (name == 0 || end == std::string_view::npos) return {};
  const std::string_view field = line.substr(name, end - name);
  const bool quoted = field.starts_with('"');
  if (quoted && (field.size() < 2 || !field.ends_with('"'))) return {};
  return line.substr(0, end + 1);
}

}  // namespace mmd
