#include "pictures/picture_cases.h"

#include <gtest/gtest.h>

#include <ostream>

namespace mmdagent::test {
namespace {

struct Run {
  PictureCase test;
  ShadingProfile profile = ShadingProfile::mmd;

  std::string name() const {
    return "C" + test.number + (profile == ShadingProfile::mmd ? "_M" : "_R");
  }
};

std::ostream& operator<<(std::ostream& stream, const Run& run) { return stream << run.name(); }

std::vector<Run> all_runs() {
  std::vector<Run> runs;
  for (const auto& cases :
       {shading_cases(), alpha_cases(), geometry_cases(), shadow_cases(), effect_cases()}) {
    for (const PictureCase& test : cases) {
      if (test.profiles != Profiles::reference) runs.push_back({test, ShadingProfile::mmd});
      if (test.profiles != Profiles::mmd) runs.push_back({test, ShadingProfile::reference});
    }
  }
  return runs;
}

class PictureCases : public testing::TestWithParam<Run> {};

TEST_P(PictureCases, Hold) {
  PictureRig rig(GetParam().test.size);
  rig.snapshot.options.profile = GetParam().profile;
  GetParam().test.check(rig);
}

INSTANTIATE_TEST_SUITE_P(, PictureCases, testing::ValuesIn(all_runs()),
                         [](const auto& info) { return info.param.name(); });

}  // namespace
}  // namespace mmdagent::test
