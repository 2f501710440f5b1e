// Glyphs, boxes and images of the 2-D layer, whose origin is the picture's lower left corner, and of
// boards in the world.
layout(location = 0) in vec2 in_position;
layout(location = 2) in vec2 in_uv;
layout(location = 5) in vec4 in_color;

uniform mat4 transform;

out vec2 uv;
out vec4 text_color;

void main() {
  gl_Position = transform * vec4(in_position, 0.0, 1.0);
  uv = in_uv;
  text_color = in_color;
}
