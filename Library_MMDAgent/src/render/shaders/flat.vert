// The posed model in one colour, straight or laid flat onto the ground along the light.
layout(location = 0) in vec3 in_position;
layout(location = 2) in vec2 in_uv;

out vec2 uv;

void main() {
#ifdef GROUND
  gl_Position = shadow_view_projection * vec4(in_position, 1.0);
#else
  gl_Position = view_projection * vec4(in_position, 1.0);
#endif
  uv = in_uv;
}
