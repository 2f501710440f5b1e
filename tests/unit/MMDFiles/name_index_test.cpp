// Looking up model elements by the names of motions.
#include "MMDFiles/name_index.h"

#include <gtest/gtest.h>

#include <vector>

#include "MMDFiles/bone_data.h"

namespace {

using mmd::NameIndex;

NameIndex index_of(const std::vector<std::string>& names) {
  std::vector<mmd::BoneData> bones(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) bones[i].name = names[i];
  return NameIndex(std::span<const mmd::BoneData>(bones));
}

// F12.
TEST(NameIndex, FirstOfEqualNamesAnswers) {
  const NameIndex index = index_of({"a", "センター", "センター"});
  EXPECT_EQ(index.find("センター"), 1);
  EXPECT_EQ(index.find("せんたー"), std::nullopt);
  EXPECT_EQ(index.find("A"), std::nullopt);
}

// F22.
TEST(NameIndex, NamesLongerThanTheFieldAreFoundByWhatItKeeps) {
  const NameIndex index = index_of({"0123456789ABCDEF"});
  EXPECT_EQ(index.find_vmd_key("0123456789ABCDE"), 0);
  EXPECT_EQ(index.find_vmd_key("0123456789ABCDEF"), 0);
  EXPECT_EQ(index.find("0123456789ABCDE"), std::nullopt);
  EXPECT_EQ(index.find_vmd_ik("0123456789ABCDE"), std::nullopt);
}

TEST(NameIndex, SplitDoubleByteCharacterIsDropped) {
  // Eight characters of two bytes: the field ends inside the last one.
  const NameIndex index = index_of({"あいうえおかきく"});
  EXPECT_EQ(index.find_vmd_key("あいうえおかき"), 0);
}

TEST(NameIndex, IkSwitchNamesKeepTwentyBytes) {
  const NameIndex index = index_of({"0123456789ABCDEFGHIJK"});
  EXPECT_EQ(index.find_vmd_ik("0123456789ABCDEFGHIJ"), 0);
}

TEST(NameIndex, AmbiguousCutNamesAreNotFound) {
  const NameIndex index = index_of({"0123456789ABCDEF", "0123456789ABCDEG"});
  EXPECT_EQ(index.find_vmd_key("0123456789ABCDE"), std::nullopt);
}

TEST(NameIndex, ExactNameGoesBeforeACutOne) {
  const NameIndex index = index_of({"0123456789ABCDEF", "0123456789ABCDE"});
  EXPECT_EQ(index.find_vmd_key("0123456789ABCDE"), 1);
}

TEST(NameIndex, FurtherNamesAnswerForTheSameElement) {
  NameIndex index = index_of({"old name that is long", "b"});
  index.add("old name that is loud", 0);
  index.add("b", 0);
  EXPECT_EQ(index.find_vmd_key("old name that i"), 0);
  EXPECT_EQ(index.find("old name that is loud"), 0);
  EXPECT_EQ(index.find("b"), 1);
}

}  // namespace
