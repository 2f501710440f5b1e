// An image of the 2-D layer, from no vertex data.
uniform vec4 place;  // lower left corner and extent in parts of the picture

out vec2 uv;

void main() {
  vec2 corner = vec2(gl_VertexID / 2, gl_VertexID % 2);
  uv = vec2(corner.x, 1.0 - corner.y);
  gl_Position = vec4((place.xy + corner * place.zw) * 2.0 - 1.0, 0.0, 1.0);
}
