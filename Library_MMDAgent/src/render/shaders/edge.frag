out vec4 color;

void main() { color = material.edge_color; }
