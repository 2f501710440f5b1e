uniform sampler2D base_image;
uniform float opacity;

in vec2 uv;

out vec4 color;

void main() { color = texture(base_image, uv) * vec4(1.0, 1.0, 1.0, opacity); }
