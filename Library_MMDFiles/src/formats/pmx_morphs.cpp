// Morphs and display frames of a PMX.
#include <algorithm>
#include <utility>

#include "MMDFiles/limits.h"
#include "formats/model_checks.h"
#include "formats/pmx_reader.h"
#include "formats/space.h"

namespace mmd {

void PmxReader::read_morphs() {
  constexpr std::uint64_t record_bytes = 4 + 4 + 1 + 1 + 4;
  morph_count_ = read_count("morph", limits::morphs, record_bytes);
  model_.morphs.reserve(morph_count_);
  for (std::size_t i = 0; i < morph_count_; ++i) {
    in_.enter("morph", i);
    morph_offsets_.push_back(in_.offset());
    read_morph();
  }
  prune_group_morphs(model_.morphs, morph_offsets_, in_);
}

void PmxReader::read_morph() {
  MorphData morph;
  morph.name = read_name();
  morph.english_name = read_name();
  const unsigned panel = in_.u8();
  morph.panel = static_cast<MorphPanel>(std::min(panel, 4U));
  if (panel > 4) in_.warn("panel " + std::to_string(panel) + ", taken as 4");
  const std::size_t kind_offset = in_.offset();
  const unsigned kind = in_.u8();
  if (kind > static_cast<unsigned>(MorphKind::impulse)) {
    in_.fail_at(kind_offset, "morph kind " + std::to_string(kind) + ", expected 0..10");
  }
  morph.kind = static_cast<MorphKind>(kind);
  const std::int32_t count = in_.i32();
  if (count < 0) in_.fail("element count " + std::to_string(count) + ", expected at least 0");
  read_elements(morph, static_cast<std::size_t>(count));
  model_.morphs.push_back(std::move(morph));
}

void PmxReader::read_elements(MorphData& morph, std::size_t count) {
  const auto expect = [&](std::uint64_t element_bytes) {
    in_.expect_records(count, limits::morph_elements, element_bytes);
    morph_elements_ += count;
    if (morph_elements_ > limits::total_morph_elements) {
      in_.fail("more than " + std::to_string(limits::total_morph_elements) + " elements in all");
    }
  };
  switch (morph.kind) {
    case MorphKind::group:
    case MorphKind::flip:
      expect(morph_size_ + 4);
      for (std::size_t i = 0; i < count; ++i) read_group_element(morph);
      break;
    case MorphKind::vertex:
      expect(vertex_size_ + 12);
      morph.vertices.reserve(count);
      morph.offsets.reserve(count);
      for (std::size_t i = 0; i < count; ++i) {
        morph.vertices.push_back(static_cast<std::uint32_t>(read_vertex_index()));
        morph.offsets.push_back(to_runtime(in_.finite_vec3("offset")));
      }
      break;
    case MorphKind::bone:
      expect(bone_size_ + 12 + 16);
      for (std::size_t i = 0; i < count; ++i) read_bone_element(morph);
      break;
    case MorphKind::uv:
    case MorphKind::additional_uv1:
    case MorphKind::additional_uv2:
    case MorphKind::additional_uv3:
    case MorphKind::additional_uv4:
      expect(vertex_size_ + 16);
      morph.vertices.reserve(count);
      morph.uv_offsets.reserve(count);
      for (std::size_t i = 0; i < count; ++i) {
        morph.vertices.push_back(static_cast<std::uint32_t>(read_vertex_index()));
        morph.uv_offsets.push_back(in_.finite_vec4("uv offset"));
      }
      break;
    case MorphKind::material:
      expect(material_size_ + 1 + 28 * 4);
      for (std::size_t i = 0; i < count; ++i) read_material_element(morph);
      break;
    case MorphKind::impulse:
      expect(body_size_ + 1 + 12 + 12);
      for (std::size_t i = 0; i < count; ++i) read_impulse_element(morph);
      break;
  }
}

void PmxReader::read_bone_element(MorphData& morph) {
  BoneMorphElement element;
  element.bone = checked_index_or_none(read_index(bone_size_), model_.bones.size(), "bone", in_);
  element.translation = to_runtime(in_.finite_vec3("translation"));
  const glm::vec4 q = in_.finite_vec4("rotation");
  element.rotation = to_runtime(repaired_quaternion(glm::quat(q.w, q.x, q.y, q.z), in_));
  if (element.bone == -1) {
    in_.warn("bone index -1, element ignored");
  } else {
    morph.bones.push_back(element);
  }
}

void PmxReader::read_material_element(MorphData& morph) {
  MaterialMorphElement element;
  element.material =
      checked_index_or_none(read_index(material_size_), model_.materials.size(), "material", in_);
  element.add = in_.u8() == 1;
  element.diffuse = repaired_color(in_.vec4(), in_);
  element.specular = repaired_color(in_.vec3(), in_);
  element.shininess = repaired_factor(in_.f32(), in_);
  element.ambient = repaired_color(in_.vec3(), in_);
  element.edge_color = repaired_color(in_.vec4(), in_);
  element.edge_size = repaired_factor(in_.f32(), in_);
  element.texture = repaired_color(in_.vec4(), in_);
  element.sphere = repaired_color(in_.vec4(), in_);
  element.toon = repaired_color(in_.vec4(), in_);
  morph.materials.push_back(element);
}

void PmxReader::read_group_element(MorphData& morph) {
  GroupMorphElement element;
  element.morph = checked_index_or_none(read_index(morph_size_), morph_count_, "morph", in_);
  element.ratio = in_.finite_f32("ratio");
  if (element.morph == -1) {
    in_.warn("morph index -1, element ignored");
  } else {
    morph.groups.push_back(element);
  }
}

// The body index is stored raw here: how many bodies there are is not known yet.
void PmxReader::read_impulse_element(MorphData& morph) {
  ImpulseMorphElement element;
  element.body = static_cast<int>(read_index(body_size_));
  element.local = in_.u8() != 0;
  element.velocity = to_runtime(in_.finite_vec3("velocity"));
  // An angular quantity: its mirror image turns the other way.
  element.torque = -to_runtime(in_.finite_vec3("torque"));
  morph.impulses.push_back(element);
}

void PmxReader::check_impulse_bodies() {
  for (std::size_t i = 0; i < model_.morphs.size(); ++i) {
    std::vector<ImpulseMorphElement>& elements = model_.morphs[i].impulses;
    in_.point_at("morph", i, morph_offsets_[i]);
    for (const ImpulseMorphElement& element : elements) {
      const int body =
          checked_index_or_none(element.body, model_.rigid_bodies.size(), "rigid body", in_);
      if (body == -1) in_.warn("rigid body index -1, element ignored");
    }
    std::erase_if(elements, [](const ImpulseMorphElement& e) { return e.body == -1; });
  }
}

void PmxReader::read_display_frames() {
  constexpr std::uint64_t record_bytes = 4 + 4 + 1 + 4;
  const std::size_t count = read_count("display frame", limits::display_frames, record_bytes);
  model_.display_frames.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    in_.enter("display frame", i);
    DisplayFrame frame;
    frame.name = read_name();
    frame.english_name = read_name();
    frame.special = in_.u8() != 0;
    const std::int32_t elements = in_.i32();
    if (elements < 0) {
      in_.fail("element count " + std::to_string(elements) + ", expected at least 0");
    }
    in_.expect_records(static_cast<std::uint64_t>(elements), limits::display_elements,
                       1 + std::min(bone_size_, morph_size_));
    for (std::int32_t k = 0; k < elements; ++k) {
      const unsigned kind = in_.u8();
      if (kind > 1) in_.fail("element kind " + std::to_string(kind) + ", expected 0 or 1");
      const bool is_bone = kind == 0;
      const std::int64_t index = read_index(is_bone ? bone_size_ : morph_size_);
      const std::size_t known = is_bone ? model_.bones.size() : morph_count_;
      if (index < 0 || index >= static_cast<std::int64_t>(known)) {
        in_.warn("element " + std::to_string(index) + " does not exist, ignored");
        continue;
      }
      frame.elements.push_back({static_cast<DisplayElement::Kind>(kind), static_cast<int>(index)});
    }
    model_.display_frames.push_back(std::move(frame));
  }
}

}  // namespace mmd
