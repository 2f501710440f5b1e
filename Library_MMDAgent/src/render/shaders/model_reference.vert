// Profile reference: light, toon coordinate and sphere coordinate per vertex, as the fixed-function
// pipeline has them.
layout(location = 0) in vec3 in_position;
layout(location = 1) in vec3 in_normal;
layout(location = 2) in vec2 in_uv;

out vec4 lit;
out vec2 uv;
#ifdef TOON
out float toon_row;
#endif
#ifdef SPHERE
out vec2 sphere_uv;
#endif

void main() {
  gl_Position = view_projection * vec4(in_position, 1.0);
  float toward_light = dot(in_normal, light_direction.xyz);
  vec3 color = light_color.rgb;
  vec3 sum = material.ambient.rgb * (0.2 + material.light_factors.y * color) +
             material.diffuse.rgb * material.light_factors.x * color * max(toward_light, 0.0);
#ifdef SPECULAR
  if (toward_light > 0.0) {
    // The viewer stands infinitely far away on the z axis of the eye.
    vec3 half_way = normalize(mat3(view) * light_direction.xyz + vec3(0.0, 0.0, 1.0));
    float facing = max(dot(mat3(view) * in_normal, half_way), 0.0);
    sum += material.specular.rgb * material.light_factors.z * color *
           pow(facing, material.specular.a);
  }
#endif
  lit = vec4(clamp(sum, 0.0, 1.0), material.diffuse.a);
  uv = in_uv;
#ifdef TOON
  toon_row = (1.0 - toward_light) * 0.5;
#endif
#ifdef SPHERE
  vec3 incoming = normalize((view * vec4(in_position, 1.0)).xyz);
  vec3 r = reflect(incoming, mat3(view) * in_normal);
  float m = 2.0 * sqrt(r.x * r.x + r.y * r.y + (r.z + 1.0) * (r.z + 1.0));
  sphere_uv = m > 0.0 ? r.xy / m + 0.5 : vec2(0.5);
#endif
}
