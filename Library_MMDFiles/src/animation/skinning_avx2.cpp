#include "animation/skinning_avx2.h"

#if defined(__x86_64__)

#include <immintrin.h>

// Only these functions may use the instructions: the rest of the program runs on any processor.
#define MMD_AVX2 __attribute__((target("avx2,fma")))
#define MMD_AVX2_INLINE __attribute__((target("avx2,fma"), always_inline)) inline

namespace mmd {
namespace {

// A vertex is px py pz nx ny nz u v. Turned it is px py pz 0 | nx ny nz 0.

struct Columns {
  __m256 x, y, z;
  __m128 translation;
};

MMD_AVX2_INLINE __m256 both(const SkinMatrix::Lanes& column) {
  return _mm256_broadcast_ps(reinterpret_cast<const __m128*>(&column));
}

MMD_AVX2_INLINE __m256 turn(const Columns& m, __m256 v) {
  const __m256 x = _mm256_permutevar8x32_ps(v, _mm256_setr_epi32(0, 0, 0, 0, 3, 3, 3, 3));
  const __m256 y = _mm256_permutevar8x32_ps(v, _mm256_setr_epi32(1, 1, 1, 1, 4, 4, 4, 4));
  const __m256 z = _mm256_permutevar8x32_ps(v, _mm256_setr_epi32(2, 2, 2, 2, 5, 5, 5, 5));
  const __m256 moved = _mm256_fmadd_ps(m.x, x, _mm256_zextps128_ps256(m.translation));
  return _mm256_fmadd_ps(m.z, z, _mm256_fmadd_ps(m.y, y, moved));
}

MMD_AVX2_INLINE __m256 rest_of(const LinearRun& run, std::uint32_t i) {
  const __m256 v = _mm256_load_ps(&run.rest[i].position.x);
  if (run.slots == nullptr) return v;
  const __m128 delta = _mm_loadu_ps(&run.position_deltas[run.slots[i]].x);
  return _mm256_add_ps(v, _mm256_zextps128_ps256(delta));
}

// Texture coordinates, in their lanes.
MMD_AVX2_INLINE __m256 uv_of(const LinearRun& run, std::uint32_t i) {
  const __m256 v = _mm256_load_ps(&run.rest[i].position.x);
  if (run.slots == nullptr || run.uv_deltas == nullptr) return v;
  const __m128 uv = _mm_loadu_ps(&run.uv_deltas[run.slots[i]].x);
  return _mm256_add_ps(v, _mm256_insertf128_ps(_mm256_setzero_ps(), uv, 1));
}

MMD_AVX2_INLINE void store(const LinearRun& run, std::uint32_t i, __m256 turned, __m256 scale) {
  const __m256 packed = _mm256_permutevar8x32_ps(turned, _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 6, 6));
  const __m256 scaled = _mm256_mul_ps(packed, scale);
  _mm256_storeu_ps(&run.posed[run.targets[i]].position.x,
                   _mm256_blend_ps(scaled, uv_of(run, i), 0xC0));
}

MMD_AVX2_INLINE __m256 turned_two(const LinearRun& run, std::uint32_t i, __m256 rest) {
  const TwoInfluences& two = run.two[i];
  const SkinMatrix& a = run.matrices[two.bones[0]];
  const SkinMatrix& b = run.matrices[two.bones[1]];
  const __m256 w = _mm256_broadcast_ss(&two.weight);
  const __m256 bx = both(b.x);
  const __m256 by = both(b.y);
  const __m256 bz = both(b.z);
  const auto bt = reinterpret_cast<__m128>(b.translation);
  const Columns m{_mm256_fmadd_ps(_mm256_sub_ps(both(a.x), bx), w, bx),
                  _mm256_fmadd_ps(_mm256_sub_ps(both(a.y), by), w, by),
                  _mm256_fmadd_ps(_mm256_sub_ps(both(a.z), bz), w, bz),
                  _mm_fmadd_ps(_mm_sub_ps(reinterpret_cast<__m128>(a.translation), bt),
                               _mm256_castps256_ps128(w), bt)};
  return turn(m, rest);
}

MMD_AVX2_INLINE void add_part(Columns& m, const SkinMatrix& part, const float& weight) {
  const __m256 w = _mm256_broadcast_ss(&weight);
  m.x = _mm256_fmadd_ps(both(part.x), w, m.x);
  m.y = _mm256_fmadd_ps(both(part.y), w, m.y);
  m.z = _mm256_fmadd_ps(both(part.z), w, m.z);
  m.translation = _mm_fmadd_ps(reinterpret_cast<__m128>(part.translation),
                               _mm256_castps256_ps128(w), m.translation);
}

MMD_AVX2_INLINE __m256 turned_four(const LinearRun& run, std::uint32_t i, __m256 rest) {
  const FourInfluences& four = run.four[i];
  const SkinMatrix& first = run.matrices[four.bones[0]];
  const __m256 w = _mm256_broadcast_ss(&four.weights.x);
  Columns m{_mm256_mul_ps(both(first.x), w), _mm256_mul_ps(both(first.y), w),
            _mm256_mul_ps(both(first.z), w),
            _mm_mul_ps(reinterpret_cast<__m128>(first.translation), _mm256_castps256_ps128(w))};
  add_part(m, run.matrices[four.bones[1]], four.weights.y);
  add_part(m, run.matrices[four.bones[2]], four.weights.z);
  add_part(m, run.matrices[four.bones[3]], four.weights.w);
  return turn(m, rest);
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

// Ones, and scale `k` where a packed vertex has its normal.
template <int k>
MMD_AVX2_INLINE __m256 normal_scale(__m128 scales) {
  const __m256 scale =
      _mm256_permutevar8x32_ps(_mm256_castps128_ps256(scales), _mm256_set1_epi32(k));
  return _mm256_blend_ps(_mm256_set1_ps(1.0F), scale, 0x38);
}

template <SkinningKind kind>
MMD_AVX2_INLINE __m256 turned_vertex(const LinearRun& run, std::uint32_t i) {
  const __m256 rest = rest_of(run, i);
  return kind == SkinningKind::bdef2 ? turned_two(run, i, rest) : turned_four(run, i, rest);
}

// Four at a time for the lengths; the last four repeat the last vertex of the run.
template <SkinningKind kind>
MMD_AVX2_INLINE void blend_run(const LinearRun& run) {
  const std::uint32_t last = run.count - 1;
  for (std::uint32_t i = 0; i <= last; i += 4) {
    const std::uint32_t ib = i + 1 < last ? i + 1 : last;
    const std::uint32_t ic = i + 2 < last ? i + 2 : last;
    const std::uint32_t id = i + 3 < last ? i + 3 : last;
    const __m256 a = turned_vertex<kind>(run, i);
    const __m256 b = turned_vertex<kind>(run, ib);
    const __m256 c = turned_vertex<kind>(run, ic);
    const __m256 d = turned_vertex<kind>(run, id);
    const __m128 scales = inverse_lengths(a, b, c, d);
    store(run, i, a, normal_scale<0>(scales));
    store(run, ib, b, normal_scale<1>(scales));
    store(run, ic, c, normal_scale<2>(scales));
    store(run, id, d, normal_scale<3>(scales));
  }
}

MMD_AVX2_INLINE void single_run(const LinearRun& run) {
  for (std::uint32_t i = 0; i < run.count; ++i) {
    const SkinMatrix& bone = run.matrices[run.one[i]];
    const Columns m{both(bone.x), both(bone.y), both(bone.z),
                    reinterpret_cast<__m128>(bone.translation)};
    const __m256 rest = rest_of(run, i);
    const __m256 packed =
        _mm256_permutevar8x32_ps(turn(m, rest), _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 6, 6));
    _mm256_storeu_ps(&run.posed[run.targets[i]].position.x,
                     _mm256_blend_ps(packed, uv_of(run, i), 0xC0));
  }
}

}  // namespace

bool can_skin_avx2() { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }

// A copy, so that the compiler sees that no written vertex changes it.
MMD_AVX2 void skin_avx2(const LinearRun& given) {
  const LinearRun run = given;
  if (run.kind == SkinningKind::bdef1)
    single_run(run);
  else if (run.kind == SkinningKind::bdef2)
    blend_run<SkinningKind::bdef2>(run);
  else
    blend_run<SkinningKind::bdef4>(run);
}

}  // namespace mmd

#else

namespace mmd {

bool can_skin_avx2() { return false; }
void skin_avx2(const LinearRun&) {}

}  // namespace mmd

#endif
