#include "render/model_runs.h"

#include "render/model_programs.h"

namespace mmdagent {
namespace {

// Without effect on a material that does not ask for them.
constexpr std::uint32_t harmless = specular_feature | factors_feature | discard_feature;

bool alike(const MaterialLook& a, const MaterialLook& b) {
  return (a.features & ~harmless) == (b.features & ~harmless) && a.base == b.base &&
         a.sphere == b.sphere && a.sphere_repeats == b.sphere_repeats &&
         a.two_sided == b.two_sided && a.chunk == b.chunk;
}

}  // namespace

void ModelRuns::begin() {
  runs_.clear();
  ranges_.clear();
}

void ModelRuns::add(const MaterialLook& look, const DrawRange& range) {
  if (runs_.empty() || !alike(runs_.back().look, look)) {
    runs_.push_back({look, static_cast<std::uint32_t>(ranges_.size()), 0});
  }
  ModelRun& run = runs_.back();
  run.look.features |= look.features;
  if (run.range_count > 0 && ranges_.back().first + ranges_.back().count == range.first) {
    ranges_.back().count += range.count;
    return;
  }
  ranges_.push_back(range);
  ++run.range_count;
}

}  // namespace mmdagent
