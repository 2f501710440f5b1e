// Floor and background: two quads, unlit but for the light's colour.
layout(location = 0) in vec3 in_position;
layout(location = 2) in vec2 in_uv;

out vec2 uv;

void main() {
  gl_Position = view_projection * vec4(in_position, 1.0);
  uv = in_uv;
}
