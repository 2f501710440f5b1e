#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "options/option_table.h"

namespace mmdagent {
namespace {

std::string printed(bool json) {
  std::ostringstream out;
  print_options(out, json);
  return out.str();
}

TEST(OptionListing, TextHasALineForEachKey) {
  const std::string text = printed(false);
  EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(text, '\n')), option_table().size() + 1);
  EXPECT_NE(
      text.find("\nbullet_fps                     int                        120             1 "
                "to 120          physics steps per second\n"),
      std::string::npos)
      << text;
  EXPECT_NE(text.find("\nskinning                       auto|cpu|feedback|compute  auto  "),
            std::string::npos);
}

TEST(OptionListing, JsonHasAnObjectForEachKey) {
  const auto all = nlohmann::json::parse(printed(true));
  ASSERT_EQ(all.size(), option_table().size());
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i]["key"], option_table()[i].key);
  EXPECT_EQ(all[1], (nlohmann::json{{"key", "bullet_fps"},
                                    {"type", "int"},
                                    {"default", "120"},
                                    {"min", 1.0},
                                    {"max", 120.0},
                                    {"effect", "physics steps per second"}}));
  EXPECT_FALSE(all[0].contains("min"));
}

}  // namespace
}  // namespace mmdagent
