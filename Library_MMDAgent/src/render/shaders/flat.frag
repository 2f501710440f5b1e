uniform sampler2D base_image;

in vec2 uv;

out vec4 color;

void main() {
  color = vec4(shadow_color.rgb, 1.0);
#ifdef BASE
  color *= texture(base_image, uv);
#endif
}
