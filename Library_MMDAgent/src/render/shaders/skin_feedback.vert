// Poses vertices into a buffer by transform feedback.
layout(location = 0) in vec4 rest_low;
layout(location = 1) in vec4 rest_high;
layout(location = 2) in vec4 rest_weights;
layout(location = 3) in uvec4 rest_links;

out vec4 posed_low;
out vec4 posed_high;

void main() {
  PosedVertex vertex = posed(RestVertex(rest_low, rest_high, rest_weights, rest_links));
  posed_low = vertex.low;
  posed_high = vertex.high;
}
