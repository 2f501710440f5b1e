// The texture field of PMD materials, F14 and its relatives.
#include "formats/texture_field.h"

#include <gtest/gtest.h>

namespace {

using mmd::SphereMode;

struct Row {
  const char* field;
  const char* texture;
  const char* sphere;
  SphereMode mode;
};

TEST(TextureField, SplitsMainTextureAndSphere) {
  const Row rows[] = {
      {"", "", "", SphereMode::none},
      {"a.bmp", "a.bmp", "", SphereMode::none},
      {"tex\\a.png", "tex/a.png", "", SphereMode::none},
      {"a.sph", "", "a.sph", SphereMode::multiply},
      {"a.SPA", "", "a.SPA", SphereMode::add},
      {"a.bmp*b.sph", "a.bmp", "b.sph", SphereMode::multiply},
      {"a.bmp*b.spa", "a.bmp", "b.spa", SphereMode::add},
      {"*b.sph", "", "b.sph", SphereMode::multiply},
      {"a.sph*b.bmp", "b.bmp", "a.sph", SphereMode::multiply},
      {"a.bmp/b.sph", "a.bmp", "b.sph", SphereMode::multiply},
      {"tex/b.sph", "", "tex/b.sph", SphereMode::multiply},
      {"a.bmp*", "a.bmp", "", SphereMode::none},
  };
  for (const Row& row : rows) {
    const mmd::TextureField field = mmd::parse_texture_field(row.field);
    EXPECT_EQ(field.texture, row.texture) << row.field;
    EXPECT_EQ(field.sphere, row.sphere) << row.field;
    EXPECT_EQ(field.sphere_mode, row.mode) << row.field;
  }
}

}  // namespace
