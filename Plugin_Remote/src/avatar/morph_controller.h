// Values that follow what a peer asks for, and the morphs that they come to.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "MMDFiles/shape_map.h"

namespace mmdagent {
class Host;
}

namespace mmdagent::remote {

// What several controllers want of the morphs of one model in one update: values of one morph are
// added. Nothing is allocated once the morphs are known.
class MorphWrites {
 public:
  void reset(int morphs);
  void add(int morph, float weight);
  // Writes the sums, limited to 0..1, and forgets them.
  void write(Host& host, std::uint64_t model);

 private:
  struct Sum {
    float weight = 0.0F;
    bool wanted = false;
  };
  std::vector<Sum> sums_;  // by morph
  std::vector<int> wanted_;
};

// The morphs that one kind of command drives, by the names that the commands give. A value that was
// never set moves nothing.
class MorphController {
 public:
  // Starts anew. `prefix` + name is the key in `drives`.
  void bind(const mmd::ByName<std::vector<mmd::ShapeDrive>>* drives, std::string_view prefix);

  // An unknown name does nothing.
  void set(std::string_view name, float value);
  // All go back to 0.
  void release();
  // Forgets what was set.
  void forget();

  // Goes the share `factor` (0..1) of what is left to the targets.
  void step(float factor, MorphWrites& writes);

  int highest_morph() const { return highest_morph_; }

 private:
  struct Channel {
    int morph = 0;
    mmd::ShapeResponse response;
    float target = 0.0F;
    float current = 0.0F;
    bool moves = false;
  };
  struct Range {
    std::size_t first = 0;
    std::size_t count = 0;
  };

  std::vector<Channel> channels_;
  mmd::ByName<Range> names_;  // without prefix
  int highest_morph_ = -1;
};

// MORPH_TUNE over what the morphs have now.
void tune_morphs(Host& host, std::uint64_t model, std::span<const std::vector<int>> sets);

}  // namespace mmdagent::remote
