// Profile reference: light, toon coordinate and sphere coordinate per vertex, as the fixed-function
// pipeline has them.
layout(location = 0) in vec3 in_position;
layout(location = 1) in vec3 in_normal;
layout(location = 2) in vec2 in_uv;
layout(location = 5) in uint in_material;

invariant gl_Position;

out vec4 lit;
out vec2 uv;
#ifdef TOON
out float toon_row;
flat out float toon_layer;
#endif
#ifdef SPHERE
out vec2 sphere_uv;
#endif
#ifdef DARK
out vec4 shadow_place;
#endif

void main() {
  MaterialRecord material = materials[in_material];
  gl_Position = view_projection * vec4(in_position, 1.0);
  float toward_light = dot(in_normal, light_direction.xyz);
  vec3 factors = material.light_factors.xyz;
  vec3 color = light_color.rgb;
#if defined(DARK) && !defined(TOON)
  factors = vec3(self_shadow.zz, 0.0);
#endif
#ifdef GLOW
#ifdef TOON
  factors = vec3(0.0, 0.9, 0.0);
#else
  factors = vec3(0.6, 1.0, 0.0);
#endif
  color = vec3(1.0);
#endif
  vec3 sum = material.ambient.rgb * (0.2 + factors.y * color) +
             material.diffuse.rgb * factors.x * color * max(toward_light, 0.0);
#ifdef SPECULAR
  if (toward_light > 0.0 && material.specular.a > 0.0) {
    // The viewer stands infinitely far away on the z axis of the eye.
    vec3 half_way = normalize(mat3(view) * light_direction.xyz + vec3(0.0, 0.0, 1.0));
    float facing = max(dot(mat3(view) * in_normal, half_way), 0.0);
    sum += material.specular.rgb * factors.z * color * pow(facing, material.specular.a);
  }
#endif
#ifdef GLOW
  lit = vec4(clamp(sum, 0.0, 1.0), clamp(material.extras.y, 0.0, 1.0));
#else
  lit = vec4(clamp(sum, 0.0, 1.0), material.diffuse.a);
#endif
  uv = in_uv;
#ifdef TOON
#ifdef DARK
  toon_row = self_shadow.x;
  toon_layer = material.extras.w;
#else
  toon_row = (1.0 - toward_light) * 0.5;
  toon_layer = material.extras.z;
#endif
#endif
#ifdef SPHERE
  vec3 incoming = normalize((view * vec4(in_position, 1.0)).xyz);
  vec3 r = reflect(incoming, mat3(view) * in_normal);
  float m = 2.0 * sqrt(r.x * r.x + r.y * r.y + (r.z + 1.0) * (r.z + 1.0));
  sphere_uv = m > 0.0 ? r.xy / m + 0.5 : vec2(0.5);
#endif
#ifdef DARK
  shadow_place = map_place(in_position);
#endif
}
