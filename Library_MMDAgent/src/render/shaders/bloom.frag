// What glows, at four sizes, to be added to the picture (rendering.md section 3.13).
uniform sampler2D base_image;

in vec2 uv;

out vec4 color;

void main() {
  vec3 sum = textureLod(base_image, uv, 1.0).rgb * 0.3 + textureLod(base_image, uv, 2.0).rgb * 0.5 +
             textureLod(base_image, uv, 3.0).rgb * 0.6 + textureLod(base_image, uv, 5.0).rgb * 0.8;
  color = vec4(sum * effects.x, 0.0);
}
