#include "MMDAgent/Arguments.h"

#include <gtest/gtest.h>

namespace mmdagent {
namespace {

using Parts = std::vector<std::string>;

TEST(SplitArguments, OneByOne) {
  EXPECT_EQ(split_arguments("a"), Parts({"a"}));
  EXPECT_EQ(split_arguments("mei|wave|wave.vmd"), Parts({"mei", "wave", "wave.vmd"}));
}

TEST(SplitArguments, NoneIsEmpty) {
  EXPECT_EQ(split_arguments(""), Parts());
  EXPECT_EQ(split_arguments("|"), Parts());
  EXPECT_EQ(split_arguments("||a|||b||"), Parts({"a", "b"}));
}

TEST(SplitArguments, KeepsSpacesAndOtherBytes) {
  EXPECT_EQ(split_arguments(" a b |\xE3\x81\x82"), Parts({" a b ", "\xE3\x81\x82"}));
}

}  // namespace
}  // namespace mmdagent
