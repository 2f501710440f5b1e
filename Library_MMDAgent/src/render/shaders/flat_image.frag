uniform sampler2D base_image;

in vec2 uv;
in vec4 text_color;

out vec4 color;

void main() { color = text_color * texture(base_image, uv); }
