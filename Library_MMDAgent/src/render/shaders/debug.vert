layout(location = 0) in vec3 in_position;
layout(location = 1) in vec4 in_color;

flat out vec4 line_color;

void main() {
  gl_Position = view_projection * vec4(in_position, 1.0);
  line_color = in_color;
}
