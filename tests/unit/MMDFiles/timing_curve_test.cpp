#include "MMDFiles/timing_curve.h"

#include <gtest/gtest.h>

#include <array>

namespace {

struct CurveRow {
  mmd::TimingCurve curve;
  std::array<float, 5> want;  // at w = .1 .25 .5 .75 .9
};

TEST(TimingCurve, A3_CurveTable) {
  const CurveRow rows[] = {
      {{20, 20, 107, 107}, {.1F, .25F, .5F, .75F, .9F}},
      {{64, 0, 64, 127}, {.01438F, .10410F, .49410F, .89227F, .98513F}},
      {{127, 0, 0, 127}, {.00376F, .02972F, .50000F, .97028F, .99624F}},
      {{0, 127, 127, 0}, {.38740F, .47906F, .50000F, .52094F, .61260F}},
      {{32, 0, 100, 127}, {.03846F, .17481F, .48078F, .79839F, .95206F}},
      {{0, 64, 64, 127}, {.39659F, .62010F, .83981F, .95976F, .99342F}},
      {{10, 117, 117, 10}, {.33587F, .45421F, .50000F, .54579F, .66413F}},
  };
  constexpr std::array<float, 5> columns = {.1F, .25F, .5F, .75F, .9F};
  for (const CurveRow& row : rows)
    for (std::size_t i = 0; i < columns.size(); ++i)
      EXPECT_NEAR(mmd::evaluate_curve(row.curve, columns[i]), row.want[i], 0.002F)
          << int{row.curve.x1} << ' ' << columns[i];
}

// Curves with a vertical part defeat Newton's method; the answer must still lie on the curve.
TEST(TimingCurve, EveryCornerCurveIsSolved) {
  for (int bits = 0; bits < 16; ++bits) {
    const auto value = [&](int bit) { return static_cast<std::uint8_t>((bits >> bit) % 2 * 127); };
    const mmd::TimingCurve curve{value(0), value(1), value(2), value(3)};
    if (curve.linear()) continue;
    float previous = 0.0F;
    for (int i = 0; i <= 1000; ++i) {
      const float w = static_cast<float>(i) / 1000.0F;
      const float y = mmd::evaluate_curve(curve, w);
      ASSERT_GE(y, -1e-5F) << bits << ' ' << w;
      ASSERT_LE(y, 1.0F + 1e-5F) << bits << ' ' << w;
      if (curve.y1 <= curve.y2) {
        ASSERT_GE(y, previous - 2e-3F) << bits << ' ' << w;
      }
      previous = y;
    }
    EXPECT_EQ(mmd::evaluate_curve(curve, 0.0F), 0.0F);
    EXPECT_EQ(mmd::evaluate_curve(curve, 1.0F), 1.0F);
  }
}

}  // namespace
