// The hull of a model: each vertex moved along its normal.
layout(location = 0) in vec3 in_position;
layout(location = 1) in vec3 in_normal;
layout(location = 3) in float in_edge_scale;
layout(location = 5) in uint in_material;

flat out vec4 edge_color;

invariant gl_Position;

void main() {
  edge_color = materials[in_material].edge_color;
  float size = in_edge_scale * materials[in_material].extras.x;
  if (edge.x > 0.0) size *= (1.0 - dot(in_normal, light_direction.xyz)) * 0.75 + 0.2;
#ifdef SCREEN_CONSTANT
  gl_Position = view_projection * vec4(in_position, 1.0);
  vec2 direction = (mat3(view_projection) * in_normal).xy * half_viewport.xy;
  float reach = length(direction);
  if (reach > 1e-6) {
    gl_Position.xy += direction / reach * size / half_viewport.xy * gl_Position.w;
  }
#else
  gl_Position = view_projection * vec4(in_position + in_normal * size, 1.0);
#endif
}
