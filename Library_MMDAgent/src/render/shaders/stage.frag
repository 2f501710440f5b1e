uniform sampler2D base_image;

in vec2 uv;

out vec4 color;

void main() {
#ifdef SHADOW
  color = texture(base_image, uv) * vec4(shadow_color.rgb, 1.0);
#else
  color = texture(base_image, uv) * vec4(stage_color.rgb, 1.0);
#endif
#ifdef DISCARD
  if (color.a == 0.0) discard;
#endif
}
