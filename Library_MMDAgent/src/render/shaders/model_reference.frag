// Profile reference: the texture stages of the fixed-function pipeline, clamped after each.
uniform sampler2D base_image;
uniform sampler2DArray toon_image;
uniform sampler2D sphere_image;

in vec4 lit;
in vec2 uv;
#ifdef TOON
in float toon_row;
flat in float toon_layer;
#endif
#ifdef SPHERE
in vec2 sphere_uv;
#endif
#ifdef DARK
uniform sampler2DShadow shadow_image;
in vec4 shadow_place;
#endif

out vec4 color;

#ifdef SPHERE
vec4 with_sphere(vec4 c) {
  // Sphere maps are stored from the bottom row up.
  vec4 texel = texture(sphere_image, vec2(sphere_uv.x, 1.0 - sphere_uv.y));
#ifdef SPHERE_ADD
  return vec4(clamp(c.rgb + texel.rgb, 0.0, 1.0), c.a * texel.a);
#else
  return c * texel;
#endif
}
#endif

void main() {
  vec4 c = lit;
#ifdef BASE
  c *= texture(base_image, uv);
#endif
#if defined(SPHERE) && defined(SPHERE_FIRST)
  c = with_sphere(c);
#endif
#ifdef TOON
  c *= texture(toon_image, vec3(0.0, toon_row, toon_layer));
#endif
#if defined(SPHERE) && !defined(SPHERE_FIRST)
  c = with_sphere(c);
#endif
#if defined(DARK)
  c.a *= map_fraction(shadow_image, shadow_place);
  if (c.a < 0.1) discard;
#elif defined(DISCARD)
  if (c.a == 0.0) discard;
#endif
  color = c;
}
