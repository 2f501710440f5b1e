// Material records of a .pmd.csv.
#include "MMDFiles/limits.h"
#include "formats/csv_reader.h"
#include "formats/texture_field.h"

namespace mmd {

// With a .pmd.csv all images come from its records.
void CsvReader::clear_textures() {
  model_.textures.clear();
  for (MaterialData& material : model_.materials) {
    material.texture = -1;
    material.sphere_texture = -1;
    material.sphere_mode = SphereMode::none;
  }
}

void CsvReader::apply_material() {
  if (next_material_ == model_.materials.size()) return;
  MaterialData& material = model_.materials[next_material_++];
  material.name = lines_.text(1);
  material.diffuse.a = lines_.number(6, 1.0F);
  const bool seen = material.diffuse.a != 0.0F;
  material.two_sided = seen && lines_.flag(14);
  material.ground_shadow = seen && lines_.flag(15);
  material.self_shadow_cast = seen && lines_.flag(16);
  material.self_shadow_receive = seen && lines_.flag(17);
  material.reference_self_shadow = material.self_shadow_receive;
  const std::size_t edge = recent_columns_ ? 20 : 18;
  material.edge = seen && lines_.flag(edge);
  material.edge_size = lines_.number(edge + 1, 1.0F);
  material.edge_color = lines_.vec4(edge + 2);
  apply_textures(material, edge + 6);
}

void CsvReader::apply_textures(MaterialData& material, std::size_t k) {
  material.texture = texture_index(k);
  const std::int64_t mode = lines_.integer(k + 2);
  if (mode != 1 && mode != 2) return;
  material.sphere_texture = texture_index(k + 1);
  if (material.sphere_texture != -1) material.sphere_mode = static_cast<SphereMode>(mode);
}

int CsvReader::texture_index(std::size_t k) {
  if (!lines_.has(k)) return -1;
  const std::string name = normalised_separators(lines_.text(k));
  const auto [entry, added] =
      texture_indices_.try_emplace(name, static_cast<int>(model_.textures.size()));
  if (added) {
    if (model_.textures.size() == limits::textures) {
      lines_.place().fail("more than " + std::to_string(limits::textures) + " textures");
    }
    model_.textures.push_back(name);
  }
  return entry->second;
}

}  // namespace mmd
