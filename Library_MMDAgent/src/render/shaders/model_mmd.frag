// Profile mmd: the steps of rendering.md section 3.4, in its order.
uniform sampler2D base_image;
uniform sampler2DArray toon_image;
uniform sampler2D sphere_image;

in vec3 normal;
in vec2 uv;
flat in vec4 color_and_alpha;
#ifdef TOON
flat in float toon_layer;
#else
flat in vec3 ambient;
#endif
#ifdef FACTORS
flat in uint material_index;
#endif
#ifdef SPECULAR
in vec3 to_eye;
flat in vec4 specular_and_power;
#endif
#ifdef SUBTEXTURE
in vec2 additional_uv;
#endif
#ifdef MAPPED
uniform sampler2DShadow shadow_image;
in vec4 shadow_place;
#endif

out vec4 color;

#ifdef FACTORS
vec3 with_factors(vec3 texel, vec4 multiply, vec4 add) {
  texel *= mix(vec3(1.0), multiply.rgb, multiply.a);
  return clamp(texel + (texel - 1.0) * add.a, 0.0, 1.0) + add.rgb;
}
#define WITH_FACTORS(texel, multiply, add) \
  with_factors(texel, materials[material_index].multiply, materials[material_index].add)
#else
#define WITH_FACTORS(texel, multiply, add) (texel)
#endif

void main() {
  float size = length(normal);
  vec3 n = size > 0.0 ? normal / size : normal;
  float toward_light = dot(n, light_direction.xyz);
#ifdef MAPPED
  float lit = map_fraction(shadow_image, shadow_place);
#endif
#ifdef TOON
  vec3 c = color_and_alpha.rgb;
#else
  vec3 c = clamp(ambient + color_and_alpha.rgb * max(toward_light, 0.0), 0.0, 1.0);
#endif
  float alpha = color_and_alpha.a;
#ifdef BASE
  vec4 texel = texture(base_image, uv);
  c *= WITH_FACTORS(texel.rgb, texture_multiply, texture_add);
  alpha *= texel.a;
#endif
#if defined(SPHERE_MULTIPLY) || defined(SPHERE_ADD)
  vec2 facing = normalize(mat3(view) * n).xy * 0.5 + 0.5;
  // Sphere maps are stored from the bottom row up.
  vec3 sphere = texture(sphere_image, vec2(facing.x, 1.0 - facing.y)).rgb;
#endif
#ifdef SUBTEXTURE
  vec3 sphere = texture(sphere_image, additional_uv).rgb;
#endif
#if defined(SPHERE_MULTIPLY) || defined(SUBTEXTURE)
  c *= WITH_FACTORS(sphere, sphere_multiply, sphere_add);
#endif
#ifdef SPHERE_ADD
  c += WITH_FACTORS(sphere, sphere_multiply, sphere_add);
#endif
#ifdef TOON
#ifdef RECEIVE
  // The border of the toon image gives way to the shadow's: its row of shadows is all that is used.
  lit = min(clamp(3.0 * toward_light, 0.0, 1.0), lit);
  vec3 toon = texture(toon_image, vec3(0.0, self_shadow.x, toon_layer)).rgb;
  toon = mix(WITH_FACTORS(toon, toon_multiply, toon_add), vec3(1.0), lit);
#else
  vec3 toon = texture(toon_image, vec3(0.0, 0.5 - 0.5 * toward_light, toon_layer)).rgb;
  toon = WITH_FACTORS(toon, toon_multiply, toon_add);
#endif
  c *= toon;
#endif
#ifdef STAGE
  c *= mix(self_shadow.w, 1.0, lit);
#endif
#ifdef SPECULAR
  vec3 half_way = normalize(light_direction.xyz + normalize(to_eye));
  vec3 specular =
      specular_and_power.rgb * pow(max(dot(n, half_way), 0.0), specular_and_power.a);
#ifdef MAPPED
  specular *= lit;
#endif
  c += specular;
#endif
#ifdef DISCARD
  if (alpha == 0.0) discard;
#endif
  color = vec4(clamp(c, 0.0, 1.0), alpha);
}
