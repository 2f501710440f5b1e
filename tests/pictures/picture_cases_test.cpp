#include "pictures/picture_cases.h"

#include <gtest/gtest.h>

#include <ostream>

namespace mmdagent::test {
namespace {

constexpr RendererSettings plain{};
// Case 80: all that the driver has, and nothing that GL 3.3 lacks; vertices posed by the GPU.
constexpr RendererSettings with_every_feature{SkinningWay::compute, false};
constexpr RendererSettings core_only{SkinningWay::feedback, true};

struct Run {
  PictureCase test;
  ShadingProfile profile = ShadingProfile::mmd;
  const RendererSettings* settings = &plain;

  std::string name() const {
    const std::string name = "C" + test.number + (profile == ShadingProfile::mmd ? "_M" : "_R");
    if (settings == &plain) return name;
    return name + (settings == &core_only ? "_core" : "_all");
  }
};

std::ostream& operator<<(std::ostream& stream, const Run& run) { return stream << run.name(); }

void add_runs(std::vector<Run>& runs, const std::vector<PictureCase>& cases,
              const RendererSettings& settings) {
  for (const PictureCase& test : cases) {
    if (test.profiles != Profiles::reference) {
      runs.push_back({test, ShadingProfile::mmd, &settings});
    }
    if (test.profiles != Profiles::mmd) {
      runs.push_back({test, ShadingProfile::reference, &settings});
    }
  }
}

// Posing is all that differs from the plain runs: the other cases would show nothing more.
std::vector<Run> all_runs() {
  std::vector<Run> runs;
  for (const auto& cases :
       {shading_cases(), alpha_cases(), geometry_cases(), shadow_cases(), effect_cases()}) {
    add_runs(runs, cases, plain);
  }
  for (const auto& cases : {geometry_cases(), shadow_cases()}) {
    add_runs(runs, cases, with_every_feature);
    add_runs(runs, cases, core_only);
  }
  return runs;
}

class PictureCases : public testing::TestWithParam<Run> {};

TEST_P(PictureCases, Hold) {
  const RendererSettings& settings = *GetParam().settings;
  PictureRig rig(GetParam().test.size, settings);
  ASSERT_TRUE(&settings == &plain || rig.skinning() == settings.skinning);
  rig.snapshot.options.profile = GetParam().profile;
  GetParam().test.check(rig);
}

INSTANTIATE_TEST_SUITE_P(, PictureCases, testing::ValuesIn(all_runs()),
                         [](const auto& info) { return info.param.name(); });

}  // namespace
}  // namespace mmdagent::test
