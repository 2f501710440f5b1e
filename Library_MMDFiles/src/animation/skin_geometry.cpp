#include "MMDFiles/skin_geometry.h"

#include <algorithm>
#include <array>
#include <utility>

namespace mmd {
namespace {

// From here on one bone of two counts as the only one (animation.md section 8).
constexpr float negligible_weight = 1e-4F;

constexpr std::uint32_t no_slot = 0xFFFFFFFF;

bool moves_vertices(const MorphData& morph) {
  return !morph.vertices.empty() &&
         (morph.kind == MorphKind::vertex || morph.kind == MorphKind::uv);
}

// An SDEF vertex whose three centres coincide turns like BDEF2 (rendering.md section 9.4).
bool degenerate(const SdefVertex& vertex) { return vertex.c == vertex.r0 && vertex.c == vertex.r1; }

TwoInfluences two_influences(const VertexData& vertices, std::size_t vertex) {
  const glm::ivec4& bones = vertices.bone_indices[vertex];
  return {{static_cast<std::uint32_t>(bones[0]), static_cast<std::uint32_t>(bones[1])},
          vertices.bone_weights[vertex][0]};
}

FourInfluences four_influences(const VertexData& vertices, std::size_t vertex) {
  FourInfluences four{{}, vertices.bone_weights[vertex]};
  for (int i = 0; i < 4; ++i)
    four.bones[static_cast<std::size_t>(i)] =
        static_cast<std::uint32_t>(vertices.bone_indices[vertex][i]);
  return four;
}

SdefInfluences sdef_influences(const VertexData& vertices, const SdefVertex& source) {
  const glm::vec4& weights = vertices.bone_weights[source.vertex];
  const glm::vec3 middle = weights[0] * source.r0 + weights[1] * source.r1;
  return {two_influences(vertices, source.vertex), source.c, source.c + (source.r0 - middle) * 0.5F,
          source.c + (source.r1 - middle) * 0.5F};
}

// How a vertex is really skinned.
struct Choice {
  SkinningKind kind = SkinningKind::bdef1;
  std::uint32_t index = 0;  // bdef1: of the bone, sdef: in VertexData::sdef
};

std::vector<Choice> choose_kinds(const VertexData& vertices) {
  std::vector<Choice> choices(vertices.size());
  std::uint32_t next_sdef = 0;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    Choice& choice = choices[i];
    const TwoInfluences two = two_influences(vertices, i);
    choice.kind = vertices.skinning[i];
    if (choice.kind == SkinningKind::bdef1) choice.index = two.bones[0];
    if (choice.kind == SkinningKind::sdef) {
      choice.index = next_sdef++;
      if (degenerate(vertices.sdef[choice.index])) choice.kind = SkinningKind::bdef2;
    }
    if (choice.kind != SkinningKind::bdef2) continue;
    const bool second_alone = two.weight <= negligible_weight;
    if (!second_alone && two.weight < 1.0F - negligible_weight) continue;
    choice.kind = SkinningKind::bdef1;
    choice.index = two.bones[second_alone ? 1 : 0];
  }
  return choices;
}

std::size_t influence_count(const SkinGeometry& geometry, SkinningKind kind) {
  switch (kind) {
    case SkinningKind::bdef1:
      return geometry.one.size();
    case SkinningKind::bdef2:
      return geometry.two.size();
    case SkinningKind::bdef4:
    case SkinningKind::qdef:
      return geometry.four.size();
    case SkinningKind::sdef:
      return geometry.sdef.size();
  }
  return 0;
}

void reserve_influences(SkinGeometry& geometry, SkinningKind kind, std::size_t more) {
  const std::size_t count = influence_count(geometry, kind) + more;
  switch (kind) {
    case SkinningKind::bdef1:
      return geometry.one.reserve(count);
    case SkinningKind::bdef2:
      return geometry.two.reserve(count);
    case SkinningKind::bdef4:
    case SkinningKind::qdef:
      return geometry.four.reserve(count);
    case SkinningKind::sdef:
      return geometry.sdef.reserve(count);
  }
}

void add_influences(SkinGeometry& geometry, std::size_t vertex, const Choice& choice) {
  const VertexData& vertices = geometry.data->vertices;
  switch (choice.kind) {
    case SkinningKind::bdef1:
      geometry.one.push_back(choice.index);
      break;
    case SkinningKind::bdef2:
      geometry.two.push_back(two_influences(vertices, vertex));
      break;
    case SkinningKind::bdef4:
    case SkinningKind::qdef:
      geometry.four.push_back(four_influences(vertices, vertex));
      break;
    case SkinningKind::sdef:
      geometry.sdef.push_back(sdef_influences(vertices, vertices.sdef[choice.index]));
      break;
  }
}

// Of one run, ascending. A vertex goes into the list of its kind, or into that of the kind's
// morphed vertices.
using Members = std::vector<std::uint32_t>;
constexpr std::size_t kind_count = 5;

// `slot_of_vertex` is empty without morphs.
std::array<Members, 2 * kind_count> sort_vertices(std::span<const Choice> choices,
                                                  std::span<const std::uint32_t> slot_of_vertex) {
  const auto list_of = [&](std::size_t i) {
    const bool morphed = !slot_of_vertex.empty() && slot_of_vertex[i] != no_slot;
    return 2 * static_cast<std::size_t>(choices[i].kind) + (morphed ? 1 : 0);
  };
  std::array<std::size_t, 2 * kind_count> counts{};
  for (std::size_t i = 0; i < choices.size(); ++i) ++counts[list_of(i)];
  std::array<Members, 2 * kind_count> lists;
  for (std::size_t list = 0; list < lists.size(); ++list) lists[list].reserve(counts[list]);
  for (std::size_t i = 0; i < choices.size(); ++i)
    lists[list_of(i)].push_back(static_cast<std::uint32_t>(i));
  return lists;
}

void add_run(SkinGeometry& geometry, std::span<const Choice> choices,
             std::span<const std::uint32_t> slot_of_vertex, const Members& members,
             SkinningKind kind, bool morphed) {
  if (members.empty()) return;
  const VertexData& vertices = geometry.data->vertices;
  const auto count_of = [](std::size_t count) { return static_cast<std::uint32_t>(count); };
  geometry.runs.push_back({kind, morphed, count_of(geometry.rest.size()), count_of(members.size()),
                           count_of(geometry.slots.size()),
                           count_of(influence_count(geometry, kind))});
  reserve_influences(geometry, kind, members.size());
  for (const std::uint32_t i : members) {
    RestVertex& rest = geometry.rest.emplace_back();
    rest.position = vertices.positions[i];
    rest.u = vertices.uvs[i].x;
    rest.normal = vertices.normals[i];
    rest.v = vertices.uvs[i].y;
    geometry.targets.push_back(i);
    if (morphed) geometry.slots.push_back(slot_of_vertex[i]);
    add_influences(geometry, i, choices[i]);
  }
}

std::vector<std::uint32_t> prepare_slots(SkinGeometry& geometry) {
  const ModelData& data = *geometry.data;
  std::vector<std::uint32_t> slot_of_vertex;
  if (std::none_of(data.morphs.begin(), data.morphs.end(), moves_vertices)) return slot_of_vertex;
  slot_of_vertex.assign(data.vertices.size(), no_slot);
  for (std::uint32_t index = 0; index < data.morphs.size(); ++index) {
    const MorphData& morph = data.morphs[index];
    if (!moves_vertices(morph)) continue;
    if (morph.kind == MorphKind::uv) geometry.morphs_uv = true;
    MorphTarget target{index, {}, {}};
    target.slots.reserve(morph.vertices.size());
    for (const std::uint32_t vertex : morph.vertices) {
      std::uint32_t& slot = slot_of_vertex[vertex];
      if (slot == no_slot) slot = geometry.slot_count++;
      target.slots.push_back(slot);
      target.range.include({slot, slot + 1});
    }
    geometry.morph_targets.push_back(std::move(target));
  }
  return slot_of_vertex;
}

}  // namespace

void SlotRange::include(const SlotRange& other) {
  if (other.empty()) return;
  if (empty()) {
    *this = other;
  } else {
    first = std::min(first, other.first);
    end = std::max(end, other.end);
  }
}

SkinGeometry prepare_skin_geometry(std::shared_ptr<const ModelData> data) {
  SkinGeometry geometry;
  geometry.data = std::move(data);
  const std::vector<std::uint32_t> slot_of_vertex = prepare_slots(geometry);
  const std::vector<Choice> choices = choose_kinds(geometry.data->vertices);
  geometry.rest.reserve(choices.size());
  geometry.targets.reserve(choices.size());
  const auto lists = sort_vertices(choices, slot_of_vertex);
  for (std::size_t list = 0; list < lists.size(); ++list)
    add_run(geometry, choices, slot_of_vertex, lists[list], static_cast<SkinningKind>(list / 2),
            list % 2 != 0);
  return geometry;
}

MorphDeltas::MorphDeltas(const SkinGeometry& geometry)
    : positions(geometry.slot_count, glm::vec4(0.0F)),
      uvs(geometry.morphs_uv ? geometry.slot_count : 0, glm::vec4(0.0F)),
      applied(geometry.morph_targets.size(), 0.0F),
      changed_positions{0, static_cast<std::uint32_t>(positions.size())},
      changed_uvs{0, static_cast<std::uint32_t>(uvs.size())} {}

bool MorphJob::validate() const {
  return geometry != nullptr && deltas != nullptr &&
         deltas->positions.size() == geometry->slot_count &&
         deltas->uvs.size() == (geometry->morphs_uv ? geometry->slot_count : 0) &&
         deltas->applied.size() == geometry->morph_targets.size() &&
         (weights.empty() || weights.size() == geometry->data->morphs.size());
}

void MorphJob::run() const {
  const std::vector<MorphTarget>& targets = geometry->morph_targets;
  // Cleared and summed anew: differences would add up their rounding errors.
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (deltas->applied[i] == 0.0F) continue;
    std::vector<glm::vec4>& sums =
        geometry->data->morphs[targets[i].morph].kind == MorphKind::vertex ? deltas->positions
                                                                           : deltas->uvs;
    for (const std::uint32_t slot : targets[i].slots) sums[slot] = glm::vec4(0.0F);
  }
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const MorphTarget& target = targets[i];
    const float weight = weights.empty() ? 0.0F : weights[target.morph];
    const MorphData& morph = geometry->data->morphs[target.morph];
    const bool moves_positions = morph.kind == MorphKind::vertex;
    if (weight != deltas->applied[i])
      (moves_positions ? deltas->changed_positions : deltas->changed_uvs).include(target.range);
    deltas->applied[i] = weight;
    if (weight == 0.0F) continue;
    if (moves_positions) {
      for (std::size_t k = 0; k < target.slots.size(); ++k)
        deltas->positions[target.slots[k]] += glm::vec4(morph.offsets[k] * weight, 0.0F);
    } else {
      for (std::size_t k = 0; k < target.slots.size(); ++k)
        deltas->uvs[target.slots[k]] +=
            glm::vec4(0.0F, 0.0F, morph.uv_offsets[k].x, morph.uv_offsets[k].y) * weight;
    }
  }
}

}  // namespace mmd
