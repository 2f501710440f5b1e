// Glyphs of the 2-D layer; the origin is the picture's lower left corner.
layout(location = 0) in vec2 in_position;
layout(location = 2) in vec2 in_uv;
layout(location = 5) in vec4 in_color;

uniform vec2 scale;  // 2 / size of the layer in units

out vec2 uv;
out vec4 text_color;

void main() {
  gl_Position = vec4(in_position * scale - 1.0, 0.0, 1.0);
  uv = in_uv;
  text_color = in_color;
}
