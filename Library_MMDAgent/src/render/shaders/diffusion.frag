// The picture and its blurred squares, screened together (rendering.md section 3.14).
uniform sampler2D base_image;
uniform sampler2D second_image;  // blurred

in vec2 uv;

out vec4 color;

void main() {
  vec4 picture = texture(base_image, uv);
  vec3 blurred = texture(second_image, uv).rgb;
  vec3 square = picture.rgb * picture.rgb;
  vec3 screened = max(square + blurred - square * blurred, picture.rgb);
  color = vec4(mix(picture.rgb, screened, effects.y), picture.a);
}
