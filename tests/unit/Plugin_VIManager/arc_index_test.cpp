#include "arc_index.h"

#include <gtest/gtest.h>

#include "script_fixture.h"
#include "script_reader.h"

using vimanager::ArcNumber;
using vimanager_test::Texts;
using Arcs = std::vector<ArcNumber>;

namespace {

class ArcIndexTest : public testing::Test {
 protected:
  // The arcs worth trying, by their place in the file from 0.
  Arcs candidates(const std::string& text, const std::string& state, std::string_view type,
                  std::string_view args) {
    const std::string file = (folder_.path() / "a.fst").string();
    std::ofstream(file, std::ios::binary) << text;
    script_ = vimanager::ScriptReader(host_, variables_).read(file, "a.fst");
    const vimanager::ArcIndex index(*script_);
    std::vector<ArcNumber> scratch;
    const auto found =
        index.candidates(*script_->find(state), vimanager::Symbol(type, args), scratch);
    return {found.begin(), found.end()};
  }

 private:
  test_support::TemporaryFolder folder_;
  vimanager_test::RecordingScriptHost host_;
  vimanager::Variables variables_{"a", host_};
  std::shared_ptr<const vimanager::Script> script_;
};

constexpr const char* mixed_script =
    "A A KEY|1 X\n"
    "A B @KEY.*@ X\n"
    "A A KEY|2,3 X\n"
    "A A KEY|${v} X\n"
    "A A ${v}==1 X\n"
    "A A ${v}==KEY X\n"
    "A A KEY X\n"
    "A A OTHER|1 X\n"
    "B B KEY|1 X\n"
    "B B KEY||1 X\n"
    "B B K${v}Y|1 X\n";

}  // namespace

TEST_F(ArcIndexTest, NamesThoseOfTheTypeAndTheWordAndThoseThatMatchAnything) {
  EXPECT_EQ(candidates(mixed_script, "A", "KEY", "1"), (Arcs{0, 1, 3, 4, 5, 6}));
  EXPECT_EQ(candidates(mixed_script, "A", "KEY", "9,2,3"), (Arcs{1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(candidates(mixed_script, "A", "KEY", ""), (Arcs{1, 3, 4, 5, 6}));
  EXPECT_EQ(candidates(mixed_script, "A", "OTHER", "1"), (Arcs{1, 4, 5, 7}));
  EXPECT_EQ(candidates(mixed_script, "A", "NONE", "1"), (Arcs{1, 4, 5}));
}

TEST_F(ArcIndexTest, KeepsStatesApart) {
  EXPECT_EQ(candidates(mixed_script, "B", "KEY", "1"), (Arcs{8, 9, 10}));
  EXPECT_EQ(candidates(mixed_script, "B", "OTHER", "1"), (Arcs{10}));
}

TEST_F(ArcIndexTest, LooksAtTheSameFewArcsInALargeState) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) {
    const std::string number = std::to_string(i);
    text.append("A A HEARD|w").append(number).append(" X|").append(number).append("\n");
  }
  EXPECT_EQ(candidates(text, "A", "HEARD", "oh,w19999,w3"), (Arcs{3, 19'999}));
  EXPECT_EQ(candidates(text, "A", "OTHER", "w3"), Arcs{});
}
