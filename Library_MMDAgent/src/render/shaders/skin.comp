// Poses vertices into a buffer, one an invocation.
layout(local_size_x = 128) in;

layout(std430, binding = 0) readonly buffer Rest { RestVertex rest[]; };
layout(std430, binding = 1) writeonly buffer Posed { PosedVertex result[]; };

void main() {
  uint i = gl_GlobalInvocationID.x;
  if (i < uint(rest.length())) result[i] = posed(rest[i]);
}
