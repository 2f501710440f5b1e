// Morph element records of a .pmd.csv; records with one name make one morph.
#include <glm/trigonometric.hpp>

#include "MMDFiles/limits.h"
#include "formats/csv_reader.h"
#include "formats/space.h"

namespace mmd {

MorphData& CsvReader::morph(MorphKind kind) {
  if (++morph_elements_ > limits::total_morph_elements) {
    lines_.place().fail("more than " + std::to_string(limits::total_morph_elements) +
                        " elements in all");
  }
  const std::string_view raw_name = lines_.field(1);
  const bool same = last_morph_ && last_morph_->kind == kind && last_morph_->raw_name == raw_name;
  if (!same)
    last_morph_ = {kind, raw_name, morph_named(kind, lines_.decoded(raw_name)),
                   plain_morph_start()};
  return model_.morphs[last_morph_->index];
}

std::size_t CsvReader::morph_named(MorphKind kind, std::string name) {
  auto& known = morphs_[kind];
  if (const auto found = known.find(name); found != known.end()) return found->second;
  if (known.size() == limits::csv_morphs) {
    lines_.place().fail("more than " + std::to_string(limits::csv_morphs) + " morphs of a kind");
  }
  known.emplace(name, model_.morphs.size());
  MorphData& added = model_.morphs.emplace_back();
  added.name = std::move(name);
  added.kind = kind;
  return model_.morphs.size() - 1;
}

void CsvReader::apply_bone_morph() {
  MorphData& data = morph(MorphKind::bone);
  const auto bone = bones_.find(lines_.text(morph_field(2)));
  if (!bone) return;
  BoneMorphElement element;
  element.bone = *bone;
  element.translation = to_runtime(lines_.vec3(morph_field(3)));
  element.rotation = euler_to_runtime(glm::radians(lines_.vec3(morph_field(6))));
  data.bones.push_back(element);
}

void CsvReader::apply_vertex_morph() {
  MorphData& data = morph(MorphKind::vertex);
  data.vertices.push_back(vertex_index(morph_field(2)));
  data.offsets.push_back(to_runtime(lines_.vec3(morph_field(3))));
}

void CsvReader::apply_uv_morph() {
  MorphData& data = morph(MorphKind::uv);
  data.vertices.push_back(vertex_index(morph_field(2)));
  const float u = lines_.number(morph_field(3));
  const float v = lines_.number(morph_field(4));
  data.uv_offsets.emplace_back(u, v, 0.0F, 0.0F);
}

// The edge's size comes before its colour here, unlike in a PMX.
void CsvReader::apply_material_morph() {
  MaterialMorphElement element;
  element.material = materials_.find(lines_.text(morph_field(2))).value_or(-1);
  element.add = lines_.integer(morph_field(3)) == 1;
  element.diffuse = lines_.vec4(morph_field(4));
  element.specular = lines_.vec3(morph_field(8));
  element.shininess = lines_.number(morph_field(11));
  element.ambient = lines_.vec3(morph_field(12));
  element.edge_size = lines_.number(morph_field(15));
  element.edge_color = lines_.vec4(morph_field(16));
  element.texture = lines_.vec4(morph_field(20));
  element.sphere = lines_.vec4(morph_field(24));
  element.toon = lines_.vec4(morph_field(28));
  morph(MorphKind::material).materials.push_back(element);
}

// The morphs that a group names may come later.
void CsvReader::apply_group_morph() {
  morph(MorphKind::group);
  GroupElement element;
  element.group = morphs_[MorphKind::group].at(lines_.text(1));
  element.target = lines_.text(morph_field(2));
  element.ratio = lines_.number(morph_field(3));
  element.line_number = lines_.line_number();
  element.line_offset = lines_.line_offset();
  group_elements_.push_back(std::move(element));
}

// A name stands for the morphs of all kinds that have it, but for PMD faces and groups.
void CsvReader::finish_groups() {
  constexpr MorphKind kinds[] = {MorphKind::bone, MorphKind::vertex, MorphKind::uv,
                                 MorphKind::material};
  for (const GroupElement& element : group_elements_) {
    bool found = false;
    for (const MorphKind kind : kinds) {
      const auto target = morphs_[kind].find(element.target);
      if (target == morphs_[kind].end()) continue;
      found = true;
      model_.morphs[element.group].groups.push_back(
          {static_cast<int>(target->second), element.ratio});
    }
    if (found) continue;
    lines_.place().point_at("line", element.line_number, element.line_offset);
    lines_.place().warn("group names the morph \"" + element.target +
                        "\", which does not exist; element ignored");
  }
}

}  // namespace mmd
