#include "animation/skinning_avx2.h"

#if defined(__x86_64__)

#include <immintrin.h>

// Only these functions may use the instructions: the rest of the program runs on any processor.
#define MMD_AVX2 __attribute__((target("avx2,fma")))
#define MMD_AVX2_INLINE __attribute__((target("avx2,fma"), always_inline)) inline

namespace mmd {
namespace {

// A vertex at rest is px py pz u | nx ny nz v, turned px py pz . | nx ny nz .
// and posed px py pz nx ny nz u v.

// Columns of a matrix for both halves; the translation is 0 in the upper one.
struct Columns {
  __m256 x, y, z, translation;
};

// The columns as they lie in memory, x y | z translation: half the work where matrices are blended.
struct ColumnPairs {
  __m256 xy, zt;
};

MMD_AVX2_INLINE __m256 both(const SkinMatrix::Lanes& column) {
  return _mm256_broadcast_ps(reinterpret_cast<const __m128*>(&column));
}

MMD_AVX2_INLINE __m256 turn(const Columns& m, __m256 v) {
  const __m256 x = _mm256_permute_ps(v, 0x00);
  const __m256 y = _mm256_permute_ps(v, 0x55);
  const __m256 z = _mm256_permute_ps(v, 0xAA);
  const __m256 moved = _mm256_fmadd_ps(m.x, x, m.translation);
  return _mm256_fmadd_ps(m.z, z, _mm256_fmadd_ps(m.y, y, moved));
}

// What morphs do to a run.
enum class Morphed { none, positions, positions_and_uvs };

template <Morphed morphed>
MMD_AVX2_INLINE __m256 rest_of(const LinearRun& run, std::uint32_t i) {
  __m256 v = _mm256_load_ps(&run.rest[i].position.x);
  if constexpr (morphed != Morphed::none) {
    const __m128 delta = _mm_loadu_ps(&run.position_deltas[run.slots[i]].x);
    v = _mm256_add_ps(v, _mm256_zextps128_ps256(delta));
  }
  if constexpr (morphed == Morphed::positions_and_uvs) {
    const __m128 delta = _mm_loadu_ps(&run.uv_deltas[run.slots[i]].x);  // 00uv
    const __m256i lanes = _mm256_setr_epi32(0, 0, 0, 2, 0, 0, 0, 3);
    v = _mm256_add_ps(v, _mm256_permutevar8x32_ps(_mm256_castps128_ps256(delta), lanes));
  }
  return v;
}

MMD_AVX2_INLINE void store(const LinearRun& run, std::uint32_t i, __m256 turned, __m256 rest) {
  const __m256 all = _mm256_blend_ps(turned, rest, 0x88);
  _mm256_storeu_ps(&run.posed[run.targets[i]].position.x,
                   _mm256_permutevar8x32_ps(all, _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 3, 7)));
}

MMD_AVX2_INLINE ColumnPairs pairs(const SkinMatrix& bone) {
  const auto* columns = reinterpret_cast<const float*>(&bone);
  return {_mm256_loadu_ps(columns), _mm256_loadu_ps(columns + 8)};
}

MMD_AVX2_INLINE Columns columns(const ColumnPairs& m) {
  return {_mm256_permute2f128_ps(m.xy, m.xy, 0x00), _mm256_permute2f128_ps(m.xy, m.xy, 0x11),
          _mm256_permute2f128_ps(m.zt, m.zt, 0x00), _mm256_permute2f128_ps(m.zt, m.zt, 0x81)};
}

MMD_AVX2_INLINE __m256 turned_two(const LinearRun& run, std::uint32_t i, __m256 rest) {
  const TwoInfluences& two = run.two[i];
  const ColumnPairs a = pairs(run.matrices[two.bones[0]]);
  const ColumnPairs b = pairs(run.matrices[two.bones[1]]);
  const __m256 w = _mm256_broadcast_ss(&two.weight);
  return turn(columns({_mm256_fmadd_ps(_mm256_sub_ps(a.xy, b.xy), w, b.xy),
                       _mm256_fmadd_ps(_mm256_sub_ps(a.zt, b.zt), w, b.zt)}),
              rest);
}

MMD_AVX2_INLINE void add_part(ColumnPairs& m, const SkinMatrix& part, const float& weight) {
  const ColumnPairs p = pairs(part);
  const __m256 w = _mm256_broadcast_ss(&weight);
  m.xy = _mm256_fmadd_ps(p.xy, w, m.xy);
  m.zt = _mm256_fmadd_ps(p.zt, w, m.zt);
}

MMD_AVX2_INLINE __m256 turned_four(const LinearRun& run, std::uint32_t i, __m256 rest) {
  const FourInfluences& four = run.four[i];
  const ColumnPairs first = pairs(run.matrices[four.bones[0]]);
  const __m256 w = _mm256_broadcast_ss(&four.weights.x);
  ColumnPairs m{_mm256_mul_ps(first.xy, w), _mm256_mul_ps(first.zt, w)};
  add_part(m, run.matrices[four.bones[1]], four.weights.y);
  add_part(m, run.matrices[four.bones[2]], four.weights.z);
  add_part(m, run.matrices[four.bones[3]], four.weights.w);
  return turn(columns(m), rest);
}

MMD_AVX2_INLINE __m128 squared_normal(__m256 turned) {
  const __m128 n = _mm256_extractf128_ps(turned, 1);
  return _mm_mul_ps(n, n);
}

// 1 / length of the normals of four turned vertices.
MMD_AVX2_INLINE __m128 inverse_lengths(__m256 a, __m256 b, __m256 c, __m256 d) {
  const __m128 qa = squared_normal(a);
  const __m128 qb = squared_normal(b);
  const __m128 qc = squared_normal(c);
  const __m128 qd = squared_normal(d);
  const __m128 xy_ab = _mm_unpacklo_ps(qa, qb);
  const __m128 xy_cd = _mm_unpacklo_ps(qc, qd);
  const __m128 z_ab = _mm_unpackhi_ps(qa, qb);
  const __m128 z_cd = _mm_unpackhi_ps(qc, qd);
  const __m128 sums =
      _mm_add_ps(_mm_add_ps(_mm_movelh_ps(xy_ab, xy_cd), _mm_movehl_ps(xy_cd, xy_ab)),
                 _mm_add_ps(_mm_movelh_ps(z_ab, z_cd), _mm_set1_ps(smallest_squared_normal)));
  return _mm_div_ps(_mm_set1_ps(1.0F), _mm_sqrt_ps(sums));
}

// The vertex with the normal times scale `k`.
template <int k>
MMD_AVX2_INLINE __m256 with_scaled_normal(__m256 turned, __m128 scales) {
  const __m128 scale = _mm_permute_ps(scales, k * 0x55);
  return _mm256_mul_ps(turned, _mm256_insertf128_ps(_mm256_set1_ps(1.0F), scale, 1));
}

template <SkinningKind kind>
MMD_AVX2_INLINE __m256 turned_vertex(const LinearRun& run, std::uint32_t i, __m256 rest) {
  return kind == SkinningKind::bdef2 ? turned_two(run, i, rest) : turned_four(run, i, rest);
}

// Four at a time for the lengths; the last four repeat the last vertex of the run.
template <SkinningKind kind, Morphed morphed>
MMD_AVX2_INLINE void blend_run(const LinearRun& run) {
  const std::uint32_t last = run.count - 1;
  for (std::uint32_t i = 0; i <= last; i += 4) {
    const std::uint32_t ib = i + 1 < last ? i + 1 : last;
    const std::uint32_t ic = i + 2 < last ? i + 2 : last;
    const std::uint32_t id = i + 3 < last ? i + 3 : last;
    const __m256 rest_a = rest_of<morphed>(run, i);
    const __m256 rest_b = rest_of<morphed>(run, ib);
    const __m256 rest_c = rest_of<morphed>(run, ic);
    const __m256 rest_d = rest_of<morphed>(run, id);
    const __m256 a = turned_vertex<kind>(run, i, rest_a);
    const __m256 b = turned_vertex<kind>(run, ib, rest_b);
    const __m256 c = turned_vertex<kind>(run, ic, rest_c);
    const __m256 d = turned_vertex<kind>(run, id, rest_d);
    const __m128 scales = inverse_lengths(a, b, c, d);
    store(run, i, with_scaled_normal<0>(a, scales), rest_a);
    store(run, ib, with_scaled_normal<1>(b, scales), rest_b);
    store(run, ic, with_scaled_normal<2>(c, scales), rest_c);
    store(run, id, with_scaled_normal<3>(d, scales), rest_d);
  }
}

template <Morphed morphed>
MMD_AVX2_INLINE void single_run(const LinearRun& run) {
  for (std::uint32_t i = 0; i < run.count; ++i) {
    const SkinMatrix& bone = run.matrices[run.one[i]];
    const Columns m{both(bone.x), both(bone.y), both(bone.z),
                    _mm256_zextps128_ps256(reinterpret_cast<__m128>(bone.translation))};
    const __m256 rest = rest_of<morphed>(run, i);
    store(run, i, turn(m, rest), rest);
  }
}

template <Morphed morphed>
MMD_AVX2_INLINE void skin_run(const LinearRun& run) {
  if (run.kind == SkinningKind::bdef1)
    single_run<morphed>(run);
  else if (run.kind == SkinningKind::bdef2)
    blend_run<SkinningKind::bdef2, morphed>(run);
  else
    blend_run<SkinningKind::bdef4, morphed>(run);
}

}  // namespace

bool can_skin_avx2() { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }

// A copy, so that the compiler sees that no written vertex changes it.
MMD_AVX2 void skin_avx2(const LinearRun& given) {
  const LinearRun run = given;
  if (run.slots == nullptr)
    skin_run<Morphed::none>(run);
  else if (run.uv_deltas == nullptr)
    skin_run<Morphed::positions>(run);
  else
    skin_run<Morphed::positions_and_uvs>(run);
}

}  // namespace mmd

#else

namespace mmd {

bool can_skin_avx2() { return false; }
void skin_avx2(const LinearRun&) {}

}  // namespace mmd

#endif
