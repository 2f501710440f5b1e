// What FILE_EVENT_CHANGE does to running scripts.
#include "script_fixture.h"

namespace vimanager {
namespace {

using vimanager_test::Texts;

class ScriptReloadTest : public vimanager_test::ScriptFixture {
 protected:
  std::string path(const std::string& name) const { return (folder.path() / name).string(); }

  // Writes the file and tells of it.
  Texts change(const std::string& name, const std::string& text) {
    host.errors.clear();
    folder.write(name, text);
    return answers("FILE_EVENT_CHANGE|" + path(name));
  }
};

TEST_F(ScriptReloadTest, GoesOnInTheSameStateWithItsVariables) {
  start("$n=1\n0 A <eps> X|1 $n=2\nA A GO OLD|${n}\n");
  EXPECT_EQ(change("main.fst", "$n=1\n0 A <eps> X|1 $n=2\nA A GO NEW|${n}\n"), Texts());
  EXPECT_EQ(position(), "A");
  EXPECT_EQ(answers("GO"), (Texts{"NEW|2"}));
}

TEST_F(ScriptReloadTest, LinesAtTheHeadThatAreNewTakeEffect) {
  start("$a=1\n$b=1\n0 A <eps> X|1 $a=2,$b=2\nA A GO V|${a}_${b}\n");
  change("main.fst", "$a=1\n$b=5\n0 A <eps> X|1 $a=2,$b=2\nA A GO V|${a}_${b}\n");
  EXPECT_EQ(answers("GO"), (Texts{"V|2_5"}));
}

TEST_F(ScriptReloadTest, ABrokenScriptKeepsTheOldOneAndItsVariables) {
  start("0 A <eps> X|1\nA A GO OLD|${%g}\n");
  EXPECT_EQ(change("main.fst", "$%g=1\n0 A <eps> X|1\nA A\n broken\nB\n"), Texts());
  EXPECT_FALSE(host.errors.empty());
  EXPECT_EQ(answers("GO"), (Texts{"OLD|"}));
  change("main.fst", "$%g=1\n0 A <eps> X|1\nA A GO NEW|${%g}\n");
  EXPECT_EQ(host.errors, Texts());
  EXPECT_EQ(answers("GO"), (Texts{"NEW|1"}));
}

TEST_F(ScriptReloadTest, AnEpsilonThatIsNewIsTaken) {
  start("0 A <eps> X|1\nA A GO OLD|1\n");
  EXPECT_EQ(change("main.fst", "0 A <eps> X|1\nA B <eps> HERE|1\nB B GO NEW|1\n"),
            (Texts{"HERE|1"}));
}

TEST_F(ScriptReloadTest, AStateThatIsGoneMeansTheBeginning) {
  start("0 A <eps> X|1\nA A GO OLD|1\n");
  EXPECT_EQ(change("main.fst", "0 B <eps> BEGUN|1\nB B GO NEW|1\n"), (Texts{"BEGUN|1"}));
  EXPECT_EQ(host.warnings.size(), 1U);
  EXPECT_EQ(position(), "B");
}

TEST_F(ScriptReloadTest, InsideABlockItBeginsTheBlockAgain) {
  const std::string text = "0 A:\n GO STEP|1\n GO STEP|2\nA A BACK X|1\n";
  start(text);
  EXPECT_EQ(answers("GO"), (Texts{"STEP|1"}));
  change("main.fst", text);
  EXPECT_EQ(position(), "0");
}

TEST_F(ScriptReloadTest, WhatAnotherFileSaysChangesNothing) {
  start("0 A <eps> X|1\nA A GO OLD|1\n");
  folder.write("main.fst", "0 A <eps> X|1\nA A GO NEW|1\n");
  change("other.fst", "");
  change("main.png", "");
  EXPECT_EQ(answers("GO"), (Texts{"OLD|1"}));
}

TEST_F(ScriptReloadTest, AnIncludedFileIsPartOfTheScript) {
  folder.write("part.fst", "A A GO OLD|1\n");
  const std::string text = "0 A <eps> X|1\n%INCLUDE(\"" + path("part.fst") + "\")\n";
  start(text);
  EXPECT_EQ(answers("GO"), (Texts{"OLD|1"}));
  change("part.fst", "A A GO NEW|1\n");
  EXPECT_EQ(answers("GO"), (Texts{"NEW|1"}));
}

TEST_F(ScriptReloadTest, AFileThatWasMissingMendsTheScript) {
  start("0 A <eps> X|1\nA A GO OLD|1\n");
  change("main.fst", "0 A <eps> X|1\n%INCLUDE(\"" + path("part.fst") + "\")\n");
  EXPECT_EQ(answers("GO"), (Texts{"OLD|1"}));
  change("part.fst", "A A GO NEW|1\n");
  EXPECT_EQ(answers("GO"), (Texts{"NEW|1"}));
}

TEST_F(ScriptReloadTest, CompanionsGoOnByThemselves) {
  folder.write("main.fst.sub.fst", "0 A <eps> X|1\nA A GO OLD|1\n");
  start("0 0 GO MAIN|1\n");
  change("main.fst.sub.fst", "0 A <eps> X|1\nA A GO NEW|1\n");
  EXPECT_EQ(answers("GO"), (Texts{"MAIN|1", "NEW|1"}));
}

TEST_F(ScriptReloadTest, AScriptThatCouldNotBeginDoesSoOnceItIsMended) {
  start("0\n");
  EXPECT_EQ(position(), "none");
  EXPECT_EQ(change("main.fst", "0 A <eps> BEGUN|1\nA A GO X|1\n"), (Texts{"BEGUN|1"}));
}

TEST_F(ScriptReloadTest, WhileDisabledItIsReadButDoesNotMove) {
  start("0 A <eps> X|1\nA A GO OLD|1\n");
  answers("PLUGIN_DISABLE|VIManager");
  EXPECT_EQ(change("main.fst", "0 A <eps> X|1\nA A GO NEW|1\n"), Texts());
  answers("PLUGIN_ENABLE|VIManager");
  EXPECT_EQ(answers("GO"), (Texts{"NEW|1"}));
}

TEST_F(ScriptReloadTest, ScriptsSeeTheMessageToo) {
  start("0 0 FILE_EVENT_CHANGE|x.png SEEN|1\n");
  EXPECT_EQ(answers("FILE_EVENT_CHANGE|x.png"), (Texts{"SEEN|1"}));
}

}  // namespace
}  // namespace vimanager
