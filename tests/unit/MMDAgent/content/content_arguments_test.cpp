// host.md section 1.5.
#include "content/content_arguments.h"

#include <gtest/gtest.h>

#include "support/temporary_folder.h"

namespace mmdagent {
namespace {

using Arguments = std::vector<std::string>;

struct ExchangeCase {
  std::string name;
  Arguments before;
  Arguments after;
};

void PrintTo(const ExchangeCase& given, std::ostream* out) { *out << given.name; }

class Exchange : public ::testing::TestWithParam<ExchangeCase> {};

TEST_P(Exchange, TakesTheRightPlace) {
  EXPECT_EQ(with_content(GetParam().before, "NEW"), GetParam().after);
}

INSTANTIATE_TEST_SUITE_P(
    ContentArguments, Exchange,
    ::testing::ValuesIn(std::vector<ExchangeCase>{
        {"Nothing", {}, {"NEW"}},
        {"OnlyFiles", {"/a.pmd", "/b.vmd"}, {"/a.pmd", "/b.vmd", "NEW"}},
        {"LastSettings", {"/a.mdf", "/b.MDF", "/c.pmd"}, {"/a.mdf", "NEW", "/c.pmd"}},
        {"AddressBeforeSettings", {"http://a/b.mdf", "/b.mdf"}, {"NEW", "/b.mdf"}},
        {"PackageBeforeAddress",
         {"/p.MMDA", "https://a/", "/b.mdf"},
         {"NEW", "https://a/", "/b.mdf"}},
    }),
    [](const auto& info) { return info.param.name; });

TEST(ContentArguments, AFolderIsContent) {
  const test_support::TemporaryFolder dir;
  EXPECT_EQ(with_content(Arguments{dir.path().string(), "/a.pmd"}, "NEW"),
            (Arguments{"NEW", "/a.pmd"}));
}

TEST(ContentArguments, PathsBecomeAbsoluteAndAddressesStay) {
  EXPECT_EQ(absolute_argument("../a.mdf", "/c/d"), "/c/a.mdf");
  EXPECT_EQ(absolute_argument("/x/a.mdf", "/c/d"), "/x/a.mdf");
  EXPECT_EQ(absolute_argument("mmdagent://h/x", "/c/d"), "mmdagent://h/x");
}

}  // namespace
}  // namespace mmdagent
