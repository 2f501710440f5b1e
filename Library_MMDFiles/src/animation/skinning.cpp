#include "MMDFiles/skinning.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <glm/geometric.hpp>

#include "MMDFiles/pose.h"
#include "MMDFiles/rig.h"
#include "animation/skinning_avx2.h"

namespace mmd {
namespace {

using Lanes = SkinMatrix::Lanes;

Lanes splat(float value) { return Lanes{value, value, value, value}; }

template <int lane>
Lanes splat_lane(const Lanes& v) {
  return __builtin_shufflevector(v, v, lane, lane, lane, lane);
}

Lanes lanes(const glm::vec3& v) { return Lanes{v.x, v.y, v.z, 0.0F}; }

Lanes load(const void* four_floats) {
  Lanes v;
  std::memcpy(&v, four_floats, sizeof(v));
  return v;
}

// A RestVertex: position and u, normal and v.
struct Halves {
  Lanes position;
  Lanes normal;
};

struct Turned {
  Lanes position;
  Lanes normal;
};

[[gnu::always_inline]] inline Turned turn(const SkinMatrix& m, const Halves& v) {
  const Lanes& p = v.position;
  const Lanes& n = v.normal;
  return {m.x * splat_lane<0>(p) + m.y * splat_lane<1>(p) + m.z * splat_lane<2>(p) + m.translation,
          m.x * splat_lane<0>(n) + m.y * splat_lane<1>(n) + m.z * splat_lane<2>(n)};
}

// Lengths of four normals at once: a root and a division take long and overlap well.
[[gnu::always_inline]] inline void make_unit(Lanes& n0, Lanes& n1, Lanes& n2, Lanes& n3) {
  const Lanes q0 = n0 * n0;
  const Lanes q1 = n1 * n1;
  const Lanes q2 = n2 * n2;
  const Lanes q3 = n3 * n3;
  const Lanes xy01 = __builtin_shufflevector(q0, q1, 0, 4, 1, 5);
  const Lanes xy23 = __builtin_shufflevector(q2, q3, 0, 4, 1, 5);
  const Lanes z01 = __builtin_shufflevector(q0, q1, 2, 6, 2, 6);
  const Lanes z23 = __builtin_shufflevector(q2, q3, 2, 6, 2, 6);
  const Lanes sums = __builtin_shufflevector(xy01, xy23, 0, 1, 4, 5) +
                     __builtin_shufflevector(xy01, xy23, 2, 3, 6, 7) +
                     __builtin_shufflevector(z01, z23, 0, 1, 4, 5) + splat(smallest_squared_normal);
  Lanes scales;
  for (int i = 0; i < 4; ++i) scales[i] = std::sqrt(sums[i]);
  scales = splat(1.0F) / scales;
  n0 *= splat_lane<0>(scales);
  n1 *= splat_lane<1>(scales);
  n2 *= splat_lane<2>(scales);
  n3 *= splat_lane<3>(scales);
}

[[gnu::always_inline]] inline void store(PosedVertex& target, const Turned& turned,
                                         const Halves& rest) {
  const Lanes& p = turned.position;
  const Lanes& n = turned.normal;
  const Lanes middle = __builtin_shufflevector(p, n, 2, 2, 4, 4);
  const Lanes low = __builtin_shufflevector(p, middle, 0, 1, 4, 6);
  const Lanes uv = __builtin_shufflevector(rest.position, rest.normal, 3, 3, 7, 7);
  const Lanes high = __builtin_shufflevector(n, uv, 1, 2, 4, 6);
  auto* bytes = reinterpret_cast<unsigned char*>(&target);
  std::memcpy(bytes, &low, sizeof(low));
  std::memcpy(bytes + sizeof(low), &high, sizeof(high));
}

[[gnu::always_inline]] inline SkinMatrix blend(const SkinMatrix& a, const SkinMatrix& b,
                                               float weight_of_a) {
  const Lanes w = splat(weight_of_a);
  return {b.x + (a.x - b.x) * w, b.y + (a.y - b.y) * w, b.z + (a.z - b.z) * w,
          b.translation + (a.translation - b.translation) * w};
}

glm::vec3 vector(const Lanes& v) { return {v[0], v[1], v[2]}; }

class Kernel {
 public:
  explicit Kernel(const SkinningJob& job) : job_(job), geometry_(*job.geometry) {}

  void run(const SkinRun& run) const {
    const bool uvs = !job_.deltas->uvs.empty();
    if (!run.morphed)
      run_kind<false, false>(run);
    else if (uvs)
      run_kind<true, true>(run);
    else
      run_kind<true, false>(run);
  }

 private:
  static constexpr std::uint32_t block_size = 32;

  template <bool morphed, bool uvs>
  [[gnu::always_inline]] Halves rest_of(const SkinRun& run, std::uint32_t i) const {
    const RestVertex& rest = geometry_.rest[run.first + i];
    Halves v{load(&rest.position), load(&rest.normal)};
    if constexpr (morphed)
      v.position += load(&job_.deltas->positions[geometry_.slots[run.first_slot + i]]);
    if constexpr (uvs) {
      const Lanes delta = load(&job_.deltas->uvs[geometry_.slots[run.first_slot + i]]);  // 00uv
      v.position += __builtin_shufflevector(delta, delta, 0, 0, 0, 2);
      v.normal += __builtin_shufflevector(delta, delta, 0, 0, 0, 3);
    }
    return v;
  }

  template <bool morphed, bool uvs>
  void run_kind(const SkinRun& run) const {
    // In blocks: first all are turned, then their normals made unit ones and all written.
    const auto each = [&](auto&& turned_vertex) {
      Turned turned[block_size];
      for (std::uint32_t begin = 0; begin < run.count; begin += block_size) {
        const std::uint32_t count = std::min(block_size, run.count - begin);
        for (std::uint32_t i = 0; i < count; ++i)
          turned[i] =
              turned_vertex(run.first_influence + begin + i, rest_of<morphed, uvs>(run, begin + i));
        if (run.kind == SkinningKind::bdef2 || run.kind == SkinningKind::bdef4)
          for (std::uint32_t i = 0; i < count; i += 4)
            make_unit(turned[i].normal, turned[i + 1].normal, turned[i + 2].normal,
                      turned[i + 3].normal);
        for (std::uint32_t i = 0; i < count; ++i)
          store(job_.posed[geometry_.targets[run.first + begin + i]], turned[i],
                rest_of<morphed, uvs>(run, begin + i));
      }
    };
    switch (run.kind) {
      case SkinningKind::bdef1:
        each([this](std::uint32_t i, const Halves& v) { return bdef1(geometry_.one[i], v); });
        break;
      case SkinningKind::bdef2:
        each([this](std::uint32_t i, const Halves& v) { return bdef2(geometry_.two[i], v); });
        break;
      case SkinningKind::bdef4:
        each([this](std::uint32_t i, const Halves& v) { return bdef4(geometry_.four[i], v); });
        break;
      case SkinningKind::sdef:
        each([this](std::uint32_t i, const Halves& v) { return sdef(geometry_.sdef[i], v); });
        break;
      case SkinningKind::qdef:
        each([this](std::uint32_t i, const Halves& v) { return qdef(geometry_.four[i], v); });
        break;
    }
  }

  Turned bdef1(std::uint32_t bone, const Halves& v) const { return turn(job_.matrices[bone], v); }

  Turned bdef2(const TwoInfluences& two, const Halves& v) const {
    return turn(blend(job_.matrices[two.bones[0]], job_.matrices[two.bones[1]], two.weight), v);
  }

  Turned bdef4(const FourInfluences& four, const Halves& v) const {
    const SkinMatrix& a = job_.matrices[four.bones[0]];
    const SkinMatrix& b = job_.matrices[four.bones[1]];
    const SkinMatrix& c = job_.matrices[four.bones[2]];
    const SkinMatrix& d = job_.matrices[four.bones[3]];
    const Lanes weights = load(&four.weights);
    const Lanes wa = splat_lane<0>(weights);
    const Lanes wb = splat_lane<1>(weights);
    const Lanes wc = splat_lane<2>(weights);
    const Lanes wd = splat_lane<3>(weights);
    return turn(
        {a.x * wa + b.x * wb + c.x * wc + d.x * wd, a.y * wa + b.y * wb + c.y * wc + d.y * wd,
         a.z * wa + b.z * wb + c.z * wc + d.z * wd,
         a.translation * wa + b.translation * wb + c.translation * wc + d.translation * wd},
        v);
  }

  static glm::vec3 position_of(const Halves& v) { return vector(v.position); }
  static glm::vec3 normal_of(const Halves& v) { return vector(v.normal); }

  Turned sdef(const SdefInfluences& s, const Halves& v) const {
    const SkinTransform& first = job_.transforms[s.two.bones[0]];
    const SkinTransform& second = job_.transforms[s.two.bones[1]];
    const float weight = s.two.weight;
    // glm::slerp takes the short way and falls back to a lerp for nearly equal rotations.
    const glm::quat turn = glm::slerp(second.rotation, first.rotation, weight);
    const glm::vec3 center = (first.rotation * s.cr0 + first.translation) * weight +
                             (second.rotation * s.cr1 + second.translation) * (1.0F - weight);
    return {lanes(center + turn * (position_of(v) - s.c)), lanes(turn * normal_of(v))};
  }

  // Dual quaternions: real part r, dual part d = t * r / 2; the blend is divided by |r|.
  Turned qdef(const FourInfluences& four, const Halves& v) const {
    const glm::quat& pivot = job_.transforms[four.bones[0]].rotation;
    glm::quat real(0.0F, 0.0F, 0.0F, 0.0F);
    glm::quat dual(0.0F, 0.0F, 0.0F, 0.0F);
    for (int k = 0; k < 4; ++k) {
      const SkinTransform& part = job_.transforms[four.bones[static_cast<std::size_t>(k)]];
      const float weight = four.weights[k];
      const float signed_weight = glm::dot(part.rotation, pivot) < 0.0F ? -weight : weight;
      const glm::vec3& move = part.translation;
      real = real + part.rotation * signed_weight;
      dual =
          dual + glm::quat(0.0F, move.x, move.y, move.z) * part.rotation * (0.5F * signed_weight);
    }
    const float length = glm::length(real);
    const float scale = length > 0.0F ? 1.0F / length : 0.0F;
    real = real * scale;
    dual = dual * scale;
    const glm::quat move = dual * glm::conjugate(real);
    return {lanes(real * position_of(v) + 2.0F * glm::vec3(move.x, move.y, move.z)),
            lanes(real * normal_of(v))};
  }

  const SkinningJob& job_;
  const SkinGeometry& geometry_;
};

LinearRun linear_run(const SkinningJob& job, const SkinRun& run) {
  const SkinGeometry& geometry = *job.geometry;
  const MorphDeltas& deltas = *job.deltas;
  return {run.kind,
          run.count,
          geometry.rest.data() + run.first,
          geometry.targets.data() + run.first,
          run.morphed ? geometry.slots.data() + run.first_slot : nullptr,
          run.kind == SkinningKind::bdef1 ? geometry.one.data() + run.first_influence : nullptr,
          run.kind == SkinningKind::bdef2 ? geometry.two.data() + run.first_influence : nullptr,
          run.kind == SkinningKind::bdef4 ? geometry.four.data() + run.first_influence : nullptr,
          deltas.positions.data(),
          deltas.uvs.empty() ? nullptr : deltas.uvs.data(),
          job.matrices.data(),
          job.posed.data()};
}

}  // namespace

void fill_skin_transforms(const Rig& rig, const Pose& pose, std::span<SkinTransform> transforms) {
  for (std::size_t i = 0; i < rig.size(); ++i) {
    const glm::quat& rotation = pose.world_rotations[i];
    transforms[i] = {rotation, pose.world_positions[i] - rotation * rig.origins[i]};
  }
}

void expand_bones(std::span<const SkinTransform> transforms, std::span<SkinMatrix> matrices) {
  for (std::size_t i = 0; i < transforms.size(); ++i) {
    const glm::mat3 m = glm::mat3_cast(transforms[i].rotation);
    matrices[i] = {lanes(m[0]), lanes(m[1]), lanes(m[2]), lanes(transforms[i].translation)};
  }
}

bool SkinningJob::validate() const {
  if (geometry == nullptr || deltas == nullptr) return false;
  const std::size_t bones = std::max<std::size_t>(1, geometry->data->bones.size());
  return transforms.size() == bones && matrices.size() == bones &&
         deltas->positions.size() == geometry->slot_count &&
         deltas->uvs.size() == (geometry->morphs_uv ? geometry->slot_count : 0) &&
         posed.size() == geometry->data->vertices.size();
}

void SkinningJob::run() const {
  static const bool wide = can_skin_avx2();
  const Kernel kernel(*this);
  for (const SkinRun& run : geometry->runs) {
    if (wide && run.kind != SkinningKind::sdef && run.kind != SkinningKind::qdef)
      skin_avx2(linear_run(*this, run));
    else
      kernel.run(run);
  }
}

void SkinningJob::run_portably() const {
  const Kernel kernel(*this);
  for (const SkinRun& run : geometry->runs) kernel.run(run);
}

}  // namespace mmd
