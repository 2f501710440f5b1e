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
  vec3 light = light_color.rgb * light_color.a;
#ifdef TOON
  vec3 c = clamp(material.diffuse.rgb * light + material.ambient.rgb, 0.0, 1.0);
#else
  vec3 c = clamp(material.ambient.rgb + material.diffuse.rgb * light * max(toward_light, 0.0),
                 0.0, 1.0);
#endif
  float alpha = material.diffuse.a;
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
  vec3 toon = texture(toon_image, vec2(0.0, 0.5 - 0.5 * toward_light)).rgb;
  c *= with_factors(toon, material.toon_multiply, material.toon_add);
#endif
#ifdef SPECULAR
  vec3 half_way = normalize(light_direction.xyz + normalize(to_eye));
  c += material.specular.rgb * light * pow(max(dot(n, half_way), 0.0), material.specular.a);
#endif
#ifdef DISCARD
  if (alpha == 0.0) discard;
#endif
  color = vec4(clamp(c, 0.0, 1.0), alpha);
}
