// Posing of one vertex by the formulas of MMDFiles/skinning.cpp, for the programs that fill posed
// buffers. The layouts match skin_stream.h.
uniform samplerBuffer bone_texels;    // four a bone: rows of its matrix, its rotation
uniform samplerBuffer morph_texels;   // of each slot xyz0, then, where links say so, 00uv
uniform samplerBuffer center_texels;  // three an SDEF vertex: c, cr0, cr1

const uint bdef2 = 1u;
const uint bdef4 = 2u;
const uint sdef = 3u;
const uint qdef = 4u;

// What a model keeps of each vertex.
struct RestVertex {
  vec4 low;   // position, u
  vec4 high;  // normal, v
  vec4 weights;
  uvec4 links;  // xy: four bones of 16 bits; z: kind, 8 if morphs have uvs, place in
                // center_texels from bit 4 on; w: morph slot + 1, 0 = none
};

struct PosedVertex {
  vec4 low;   // position, normal.x
  vec4 high;  // normal.yz, texture coordinates
};

struct Rows {
  vec4 x, y, z;
};

uint bone_of(RestVertex v, int i) { return (v.links[i >> 1] >> (16 * (i & 1))) & 0xFFFFu; }

Rows rows_of(uint bone) {
  int at = int(bone) * 4;
  return Rows(texelFetch(bone_texels, at), texelFetch(bone_texels, at + 1),
              texelFetch(bone_texels, at + 2));
}

vec4 rotation_of(uint bone) { return texelFetch(bone_texels, int(bone) * 4 + 3); }

Rows weighted(Rows a, Rows b, float weight_of_b) {
  return Rows(a.x + b.x * weight_of_b, a.y + b.y * weight_of_b, a.z + b.z * weight_of_b);
}

vec3 moved(Rows m, vec3 p) {
  vec4 point = vec4(p, 1.0);
  return vec3(dot(m.x, point), dot(m.y, point), dot(m.z, point));
}

vec3 turned(Rows m, vec3 n) { return vec3(dot(m.x.xyz, n), dot(m.y.xyz, n), dot(m.z.xyz, n)); }

vec4 product(vec4 a, vec4 b) {
  return vec4(a.w * b.xyz + b.w * a.xyz + cross(a.xyz, b.xyz), a.w * b.w - dot(a.xyz, b.xyz));
}

vec3 rotated(vec4 q, vec3 v) { return v + 2.0 * cross(q.xyz, cross(q.xyz, v) + q.w * v); }

// sin(t * angle) / sin(angle) as a series in cos(angle) - 1, for angles up to 45 degrees: the
// inverse cosines of drivers are too coarse.
float slerp_factor(float t, float below_one) {
  float sum = 1.0;
  for (int i = 8; i > 0; --i) {
    float n = float(i);
    sum = 1.0 + (t * t - n * n) / (n * (2.0 * n + 1.0)) * below_one * sum;
  }
  return t * sum;
}

// From a to b the short way, which may be a quarter turn of the four-vectors: halved first.
vec4 slerp(vec4 a, vec4 b, float t) {
  if (dot(a, b) < 0.0) a = -a;
  vec4 middle = normalize(a + b);
  vec4 end = t < 0.5 ? a : b;
  float part = t < 0.5 ? 2.0 * t : 2.0 - 2.0 * t;
  float below_one = dot(end, middle) - 1.0;
  return end * slerp_factor(1.0 - part, below_one) + middle * slerp_factor(part, below_one);
}

void pose_linearly(RestVertex v, uint kind, vec3 p, vec3 n, out vec3 position, out vec3 normal) {
  Rows m = rows_of(bone_of(v, 0));
  if (kind == bdef2) {
    Rows other = rows_of(bone_of(v, 1));
    m = weighted(other, weighted(m, other, -1.0), v.weights.x);
  } else if (kind == bdef4) {
    m = Rows(m.x * v.weights.x, m.y * v.weights.x, m.z * v.weights.x);
    for (int i = 1; i < 4; ++i) m = weighted(m, rows_of(bone_of(v, i)), v.weights[i]);
  }
  position = moved(m, p);
  normal = turned(m, n);
  if (kind == bdef2 || kind == bdef4) normal /= sqrt(dot(normal, normal) + 1e-30);
}

void pose_sdef(RestVertex v, vec3 p, vec3 n, out vec3 position, out vec3 normal) {
  int at = int(v.links.z >> 4) * 3;
  vec3 c = texelFetch(center_texels, at).xyz;
  float weight = v.weights.x;
  uint first = bone_of(v, 0);
  uint second = bone_of(v, 1);
  vec4 turn = slerp(rotation_of(second), rotation_of(first), weight);
  vec3 center = moved(rows_of(first), texelFetch(center_texels, at + 1).xyz) * weight +
                moved(rows_of(second), texelFetch(center_texels, at + 2).xyz) * (1.0 - weight);
  position = center + rotated(turn, p - c);
  normal = rotated(turn, n);
}

void pose_qdef(RestVertex v, vec3 p, vec3 n, out vec3 position, out vec3 normal) {
  vec4 pivot = rotation_of(bone_of(v, 0));
  vec4 real = vec4(0.0);
  vec4 dual = vec4(0.0);
  for (int i = 0; i < 4; ++i) {
    uint bone = bone_of(v, i);
    vec4 part = rotation_of(bone);
    Rows m = rows_of(bone);
    float weight = dot(part, pivot) < 0.0 ? -v.weights[i] : v.weights[i];
    real += part * weight;
    dual += product(vec4(m.x.w, m.y.w, m.z.w, 0.0), part) * (0.5 * weight);
  }
  float size = length(real);
  float scale = size > 0.0 ? 1.0 / size : 0.0;
  real *= scale;
  dual *= scale;
  position = rotated(real, p) + 2.0 * product(dual, vec4(-real.xyz, real.w)).xyz;
  normal = rotated(real, n);
}

PosedVertex posed(RestVertex v) {
  vec3 p = v.low.xyz;
  vec3 n = v.high.xyz;
  vec2 uv = vec2(v.low.w, v.high.w);
  uint kind = v.links.z & 7u;
  if (v.links.w != 0u) {
    int slot = int(v.links.w) - 1;
    p += texelFetch(morph_texels, slot).xyz;
    if ((v.links.z & 8u) != 0u) {
      uv += texelFetch(morph_texels, textureSize(morph_texels) / 2 + slot).zw;
    }
  }
  vec3 position, normal;
  if (kind == sdef) {
    pose_sdef(v, p, n, position, normal);
  } else if (kind == qdef) {
    pose_qdef(v, p, n, position, normal);
  } else {
    pose_linearly(v, kind, p, n, position, normal);
  }
  return PosedVertex(vec4(position, normal.x), vec4(normal.yz, uv));
}
