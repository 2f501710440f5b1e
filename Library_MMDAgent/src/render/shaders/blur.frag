// One direction of the diffusion filter's Gauss blur; the first direction blurs the squares.
uniform sampler2D base_image;

in vec2 uv;

out vec4 color;

const int reach = 7;
const float deviation = 3.5;  // taps

void main() {
#ifdef HORIZONTAL
  vec2 step = vec2(effects.z, 0.0);
#else
  vec2 step = vec2(0.0, effects.w);
#endif
  vec3 sum = vec3(0.0);
  float weights = 0.0;
  for (int i = -reach; i <= reach; ++i) {
    float weight = exp(-0.5 * float(i * i) / (deviation * deviation));
    vec3 texel = texture(base_image, uv + step * float(i)).rgb;
#ifdef HORIZONTAL
    texel *= texel;
#endif
    sum += texel * weight;
    weights += weight;
  }
  color = vec4(sum / weights, 1.0);
}
