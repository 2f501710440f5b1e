// Profile mmd: light is evaluated per pixel.
layout(location = 0) in vec3 in_position;
layout(location = 1) in vec3 in_normal;
layout(location = 2) in vec2 in_uv;
layout(location = 4) in vec2 in_additional_uv;

invariant gl_Position;

out vec3 normal;
out vec2 uv;
#ifdef SPECULAR
out vec3 to_eye;
#endif
#ifdef SUBTEXTURE
out vec2 additional_uv;
#endif
#ifdef MAPPED
out vec4 shadow_place;
#endif

void main() {
  gl_Position = view_projection * vec4(in_position, 1.0);
  normal = in_normal;
  uv = in_uv;
#ifdef SPECULAR
  to_eye = eye.xyz - in_position;
#endif
#ifdef SUBTEXTURE
  additional_uv = in_additional_uv;
#endif
#ifdef MAPPED
  shadow_place = map_place(in_position);
#endif
}
