// Profile mmd: light is evaluated per pixel.
layout(location = 0) in vec3 in_position;
layout(location = 1) in vec3 in_normal;
layout(location = 2) in vec2 in_uv;
layout(location = 4) in vec2 in_additional_uv;
layout(location = 5) in uint in_material;

invariant gl_Position;

out vec3 normal;
out vec2 uv;
flat out vec4 color_and_alpha;  // lit, if the toon shades
#ifdef TOON
flat out float toon_layer;
#else
flat out vec3 ambient;
#endif
#ifdef FACTORS
flat out uint material_index;
#endif
#ifdef SPECULAR
out vec3 to_eye;
flat out vec4 specular_and_power;
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
#ifdef GLOW
  vec3 light = vec3(0.6);
  float alpha = clamp(materials[in_material].extras.y, 0.0, 1.0);
#else
  vec3 light = light_color.rgb * light_color.a;
  float alpha = materials[in_material].diffuse.a;
#endif
  vec3 lit = materials[in_material].diffuse.rgb * light;
#ifdef TOON
  lit = clamp(lit + materials[in_material].ambient.rgb, 0.0, 1.0);
  toon_layer = materials[in_material].extras.z;
#else
  ambient = materials[in_material].ambient.rgb;
#endif
  color_and_alpha = vec4(lit, alpha);
#ifdef FACTORS
  material_index = in_material;
#endif
#ifdef SPECULAR
  to_eye = eye.xyz - in_position;
  vec4 specular = materials[in_material].specular;
  specular_and_power = vec4(specular.a > 0.0 ? specular.rgb * light : vec3(0.0),
                            max(specular.a, 1e-3));
#endif
#ifdef SUBTEXTURE
  additional_uv = in_additional_uv;
#endif
#ifdef MAPPED
  shadow_place = map_place(in_position);
#endif
}
