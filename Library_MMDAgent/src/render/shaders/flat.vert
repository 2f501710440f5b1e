// The posed model in one colour or none: as the camera sees it, laid flat onto the ground along the
// light, as the light sees it, or as the offset silhouette.
layout(location = 0) in vec3 in_position;
layout(location = 2) in vec2 in_uv;

invariant gl_Position;

out vec2 uv;

void main() {
#if defined(GROUND)
  gl_Position = shadow_view_projection * vec4(in_position, 1.0);
#elif defined(LIGHT)
  gl_Position = light_view_projection * vec4(in_position, 1.0);
#elif defined(DOPPEL)
  gl_Position = doppel_view_projection * vec4(in_position, 1.0);
#else
  gl_Position = view_projection * vec4(in_position, 1.0);
#endif
  uv = in_uv;
}
