#include <algorithm>
#include <string>
#include <vector>

#include "MMDFiles/limits.h"
#include "formats/model_checks.h"

namespace mmd {
namespace {

// Finds every cycle of a graph in which each node has at most one successor (-1 = none).
std::vector<std::vector<int>> find_cycles(const std::vector<int>& next) {
  std::vector<std::vector<int>> cycles;
  std::vector<int> walk_of(next.size(), -1);
  for (int start = 0; start < static_cast<int>(next.size()); ++start) {
    int node = start;
    while (node != -1 && walk_of[node] == -1) {
      walk_of[node] = start;
      node = next[node];
    }
    if (node == -1 || walk_of[node] != start) continue;
    std::vector<int> cycle;
    const int first = node;
    do {
      cycle.push_back(node);
      node = next[node];
    } while (node != first);
    cycles.push_back(std::move(cycle));
  }
  return cycles;
}

bool nests(const MorphData& morph) {
  return morph.kind == MorphKind::group || morph.kind == MorphKind::flip;
}

// Depth-first walk over group morphs without recursion (a chain may be 65,535 long).
class GroupPruner {
 public:
  GroupPruner(std::vector<MorphData>& morphs, RecordOffsets offsets, ByteReader& in)
      : morphs_(morphs),
        offsets_(offsets),
        in_(in),
        state_(morphs.size(), State::unseen),
        height_(morphs.size(), 0) {}

  void run() {
    for (int i = 0; i < static_cast<int>(morphs_.size()); ++i) {
      if (nests(morphs_[i]) && state_[i] == State::unseen) walk(i);
    }
  }

 private:
  enum class State : std::uint8_t { unseen, open, done };
  struct Step {
    int morph;
    std::size_t next_element = 0;
    std::size_t kept = 0;
  };

  void walk(int root) {
    std::vector<Step> path{{root}};
    state_[root] = State::open;
    while (!path.empty()) {
      Step& step = path.back();
      auto& elements = morphs_[step.morph].groups;
      if (step.next_element == elements.size()) {
        elements.resize(step.kept);
        state_[step.morph] = State::done;
        path.pop_back();
        continue;
      }
      const int child = elements[step.next_element].morph;
      if (nests(morphs_[child]) && state_[child] == State::unseen) {
        state_[child] = State::open;
        path.push_back({child});
        continue;
      }
      if (may_keep(step.morph, child)) elements[step.kept++] = elements[step.next_element];
      ++step.next_element;
    }
  }

  bool may_keep(int morph, int child) {
    in_.point_at("morph", static_cast<std::uint64_t>(morph), offsets_[morph]);
    if (state_[child] == State::open) {
      in_.warn("group refers back to itself through morph " + std::to_string(child) +
               ", element ignored");
      return false;
    }
    if (height_[child] >= limits::group_morph_depth) {
      in_.warn("groups nested deeper than " + std::to_string(limits::group_morph_depth) +
               ", element ignored");
      return false;
    }
    height_[morph] = std::max(height_[morph], height_[child] + 1);
    return true;
  }

  std::vector<MorphData>& morphs_;
  RecordOffsets offsets_;
  ByteReader& in_;
  std::vector<State> state_;
  std::vector<int> height_;  // levels of groups in and below a morph, 0 for other kinds
};

}  // namespace

void break_parent_cycles(std::vector<BoneData>& bones, RecordOffsets offsets, ByteReader& in) {
  std::vector<int> parents;
  parents.reserve(bones.size());
  for (const BoneData& bone : bones) parents.push_back(bone.parent);
  for (const auto& cycle : find_cycles(parents)) {
    const int lowest = *std::min_element(cycle.begin(), cycle.end());
    in.point_at("bone", static_cast<std::uint64_t>(lowest), offsets[lowest]);
    in.warn("bone is its own ancestor, taken as a root");
    bones[lowest].parent = -1;
  }
}

void break_append_cycles(std::vector<BoneData>& bones, RecordOffsets offsets, ByteReader& in) {
  std::vector<int> sources;
  sources.reserve(bones.size());
  for (const BoneData& bone : bones) sources.push_back(bone.append.source);
  for (const auto& cycle : find_cycles(sources)) {
    const int last = *std::max_element(cycle.begin(), cycle.end());
    in.point_at("bone", static_cast<std::uint64_t>(last), offsets[last]);
    in.warn("bone appends its own motion to itself, append ignored");
    bones[last].append = AppendTransform{};
  }
}

void prune_group_morphs(std::vector<MorphData>& morphs, RecordOffsets offsets, ByteReader& in) {
  GroupPruner(morphs, offsets, in).run();
}

}  // namespace mmd
