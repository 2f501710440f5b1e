out vec4 color;

flat in vec4 edge_color;

void main() { color = edge_color; }
