uniform sampler2D base_image;
#ifdef MAPPED
uniform sampler2DShadow shadow_image;

in vec4 shadow_place;
flat in vec3 dark;
#endif

in vec2 uv;

out vec4 color;

void main() {
  color = texture(base_image, uv);
#if defined(GROUND)
  color.rgb *= shadow_color.rgb;
#elif defined(DARK)
  color *= vec4(dark, map_fraction(shadow_image, shadow_place));
  if (color.a < 0.1) discard;
#else
  color.rgb *= stage_color.rgb;
#ifdef MAPPED
  color.rgb *= mix(self_shadow.w, 1.0, map_fraction(shadow_image, shadow_place));
#endif
#endif
#ifdef DISCARD
  if (color.a == 0.0) discard;
#endif
}
