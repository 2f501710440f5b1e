// What every program knows of the picture. Must match FrameBlock of frame_block.h.
layout(std140) uniform Frame {
  mat4 view;
  mat4 view_projection;
  mat4 shadow_view_projection;  // view_projection * projection onto the ground along the light
  vec4 light_direction;         // xyz towards the light, unit length, world space
  vec4 light_color;             // rgb, a = intensity
  vec4 eye;                     // world space
  vec4 half_viewport;           // xy pixels / 2
  vec4 edge;                    // x = 1 if edges grow away from the light
  vec4 stage_color;             // what floor and background are multiplied by
  vec4 shadow_color;            // what the floor is multiplied by in the ground shadow
};

// One material of one model. Must match MaterialBlock of frame_block.h.
struct MaterialRecord {
  vec4 diffuse;        // a = opacity, fades included
  vec4 ambient;
  vec4 specular;       // a = power
  vec4 light_factors;  // profile reference: diffuse, ambient, specular light
  vec4 edge_color;
  vec4 edge_size;  // x: world units (reference) or pixels (mmd) per vertex edge scale
  vec4 texture_multiply;
  vec4 texture_add;
  vec4 sphere_multiply;
  vec4 sphere_add;
  vec4 toon_multiply;
  vec4 toon_add;
};

layout(std140) uniform Material {
  MaterialRecord material;
};
