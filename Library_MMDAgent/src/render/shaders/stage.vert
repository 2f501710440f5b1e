// Floor and background: two quads, unlit but for the light's colour.
layout(location = 0) in vec3 in_position;
layout(location = 2) in vec2 in_uv;

invariant gl_Position;

out vec2 uv;
#ifdef MAPPED
out vec4 shadow_place;
flat out vec3 dark;
#endif

void main() {
  gl_Position = view_projection * vec4(in_position, 1.0);
  uv = in_uv;
#ifdef MAPPED
  shadow_place = map_place(in_position);
  dark = gl_VertexID < 4 ? dark_floor.rgb : dark_background.rgb;
#endif
}
