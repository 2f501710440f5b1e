// Profile mmd: the steps of rendering.md section 3.4, in its order.
uniform sampler2D base_image;
uniform sampler2D toon_image;
uniform sampler2D sphere_image;

in vec3 normal;
in vec2 uv;
#ifdef SPECULAR
in vec3 to_eye;
#endif
#ifdef SUBTEXTURE
in vec2 additional_uv;
#endif
#ifdef MAPPED
uniform sampler2DShadow shadow_image;
in vec4 shadow_place;
#endif

out vec4 color;

vec3 with_factors(vec3 texel, vec4 multiply, vec4 add) {
#ifdef FACTORS
  texel *= mix(vec3(1.0), multiply.rgb, multiply.a);
  texel = clamp(texel + (texel - 1.0) * add.a, 0.0, 1.0) + add.rgb;
#endif
  return texel;
}

void main() {
  float size = length(normal);
  vec3 n = size > 0.0 ? normal / size : normal;
  float toward_light = dot(n, light_direction.xyz);
#ifdef GLOW
  vec3 light = vec3(0.6);
#else
  vec3 light = light_color.rgb * light_color.a;
#endif
#ifdef MAPPED
  float lit = map_fraction(shadow_image, shadow_place);
#endif
#ifdef TOON
  vec3 c = clamp(material.diffuse.rgb * light + material.ambient.rgb, 0.0, 1.0);
#else
  vec3 c = clamp(material.ambient.rgb + material.diffuse.rgb * light * max(toward_light, 0.0),
                 0.0, 1.0);
#endif
#ifdef GLOW
  float alpha = clamp(material.edge_and_glow.y, 0.0, 1.0);
#else
  float alpha = material.diffuse.a;
#endif
#ifdef BASE
  vec4 texel = texture(base_image, uv);
  c *= with_factors(texel.rgb, material.texture_multiply, material.texture_add);
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
  c *= with_factors(sphere, material.sphere_multiply, material.sphere_add);
#endif
#ifdef SPHERE_ADD
  c += with_factors(sphere, material.sphere_multiply, material.sphere_add);
#endif
#ifdef TOON
#ifdef RECEIVE
  // The border of the toon image gives way to the shadow's: its row of shadows is all that is used.
  lit = min(clamp(3.0 * toward_light, 0.0, 1.0), lit);
  vec3 toon = texture(toon_image, vec2(0.0, self_shadow.x)).rgb;
  toon = mix(with_factors(toon, material.toon_multiply, material.toon_add), vec3(1.0), lit);
#else
  vec3 toon = texture(toon_image, vec2(0.0, 0.5 - 0.5 * toward_light)).rgb;
  toon = with_factors(toon, material.toon_multiply, material.toon_add);
#endif
  c *= toon;
#endif
#ifdef STAGE
  c *= mix(self_shadow.w, 1.0, lit);
#endif
#ifdef SPECULAR
  vec3 half_way = normalize(light_direction.xyz + normalize(to_eye));
  vec3 specular =
      material.specular.rgb * light * pow(max(dot(n, half_way), 0.0), material.specular.a);
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
