// The font that scripts/setup.sh installs.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "overlay/font_set.h"

namespace overlay_test {

inline void add_system_font(mmdagent::FontSet& fonts) {
  const auto paths = mmdagent::FontSet::default_paths("/nowhere");
  ASSERT_FALSE(paths.empty()) << "fonts-noto-cjk is missing";
  std::string reason;
  ASSERT_TRUE(fonts.add(paths.front(), reason)) << reason;
}

}  // namespace overlay_test
