uniform sampler2D base_image;  // coverage

in vec2 uv;
in vec4 text_color;

out vec4 color;

void main() { color = vec4(text_color.rgb, text_color.a * texture(base_image, uv).r); }
