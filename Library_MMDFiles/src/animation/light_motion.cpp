#include "MMDFiles/light_motion.h"

#include "animation/key_search.h"

namespace mmd {

LightMotion::LightMotion(const MotionData& data) : keys_(data.lights) {
  for (const LightKey& key : keys_) frames_.push_back(static_cast<float>(key.frame));
}

LightMotion::Sample LightMotion::sample(float frame, std::uint32_t& cursor) const {
  const KeyPair pair = find_key_pair(frames_, frame, cursor);
  const LightKey& before = keys_[pair.before];
  const LightKey& after = keys_[pair.after];
  return {before.color + (after.color - before.color) * pair.progress,
          before.direction + (after.direction - before.direction) * pair.progress};
}

}  // namespace mmd
