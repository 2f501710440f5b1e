uniform sampler2D base_image;

in vec2 uv;

out vec4 color;

void main() {
#ifdef DOPPEL
  color = vec4(doppel_color.rgb, 1.0);
#else
  color = vec4(shadow_color.rgb, 1.0);
#endif
#ifdef BASE
  color *= texture(base_image, uv);
#endif
}
