// What every program knows of the picture. Must match FrameBlock of frame_block.h.
layout(std140) uniform Frame {
  mat4 view;
  mat4 view_projection;
  mat4 shadow_view_projection;  // view_projection * projection onto the ground along the light
  mat4 light_view_projection;   // into the shadow map
  mat4 doppel_view_projection;
  vec4 light_direction;         // xyz towards the light, unit length, world space
  vec4 light_color;             // rgb, a = intensity
  vec4 eye;                     // world space
  vec4 half_viewport;           // xy pixels / 2
  vec4 edge;                    // x = 1 if edges grow away from the light
  vec4 stage_color;             // what floor and background are multiplied by
  vec4 shadow_color;            // what the floor is multiplied by in the ground shadow
  vec4 doppel_color;
  vec4 dark_floor;              // profile reference: stage_color where the shadow map is dark
  vec4 dark_background;
  vec4 self_shadow;             // x = toon row of shadows, y = texels to coordinates of the map,
                                // z = light factor in shadow (reference), w = stage in shadow (mmd)
  vec4 effects;                 // x = bloom, y = diffusion, zw = step of its taps
};

// One material of one model. Must match MaterialBlock of frame_block.h.
struct MaterialRecord {
  vec4 diffuse;        // a = opacity, fades included
  vec4 ambient;
  vec4 specular;       // a = power
  vec4 light_factors;  // profile reference: diffuse, ambient, specular light
  vec4 edge_color;
  vec4 extras;  // x: world units (reference) or pixels (mmd) per vertex edge scale; y: glow;
                // z: layer of the toon; w: the same in shadows (reference)
  vec4 texture_multiply;
  vec4 texture_add;
  vec4 sphere_multiply;
  vec4 sphere_add;
  vec4 toon_multiply;
  vec4 toon_add;
};

// Lit part of a point, 0..1, from four taps around it: a comparison in reverse gives the dark part.
float map_fraction(sampler2DShadow map, vec4 place) {
  vec3 at = place.xyz / place.w;
  vec2 reach = vec2(0.75 * self_shadow.y, -0.75 * self_shadow.y);
  return 0.25 * (texture(map, vec3(at.xy + reach.xx, at.z)) +
                 texture(map, vec3(at.xy + reach.xy, at.z)) +
                 texture(map, vec3(at.xy + reach.yx, at.z)) +
                 texture(map, vec3(at.xy + reach.yy, at.z)));
}

// Place of a world position in the shadow map, before division.
vec4 map_place(vec3 position) {
  vec4 clip = light_view_projection * vec4(position, 1.0);
  return vec4(clip.xyz * 0.5 + clip.w * 0.5, clip.w);
}

// Every vertex knows its place in here, so that one draw serves many materials.
layout(std140) uniform Materials {
  MaterialRecord materials[64];
};
