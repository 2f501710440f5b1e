#include "options/environment.h"

#include <gtest/gtest.h>

#include "host_limits.h"
#include "support/scoped_environment.h"

namespace mmdagent {
namespace {

using test_support::ScopedEnvironment;

TEST(Environment, ReplacesEveryReference) {
  const ScopedEnvironment name("MMDAGENT_TEST_NAME", "value");
  const Expansion result = expand_environment("a%ENV{MMDAGENT_TEST_NAME}b%ENV{MMDAGENT_TEST_NAME}");
  EXPECT_EQ(result.status, ExpansionStatus::done);
  EXPECT_EQ(result.text, "avaluebvalue");
}

TEST(Environment, UnsetVariableIsEmpty) {
  EXPECT_EQ(expand_environment("a%ENV{MMDAGENT_TEST_UNSET}b").text, "ab");
}

TEST(Environment, ValueMayBringFurtherReferences) {
  const ScopedEnvironment outer("MMDAGENT_TEST_OUTER", "<%ENV{MMDAGENT_TEST_INNER}>");
  const ScopedEnvironment inner("MMDAGENT_TEST_INNER", "x");
  EXPECT_EQ(expand_environment("%ENV{MMDAGENT_TEST_OUTER}").text, "<x>");
}

TEST(Environment, ReferenceToItselfEndsAfterEightPasses) {
  const ScopedEnvironment self("MMDAGENT_TEST_SELF", "a%ENV{MMDAGENT_TEST_SELF}");
  const Expansion result = expand_environment("%ENV{MMDAGENT_TEST_SELF}");
  EXPECT_EQ(result.status, ExpansionStatus::done);
  EXPECT_EQ(result.text, "aaaaaaaa%ENV{MMDAGENT_TEST_SELF}");
}

TEST(Environment, MissingBraceIsReported) {
  EXPECT_EQ(expand_environment("a%ENV{HOME").status, ExpansionStatus::unterminated);
}

TEST(Environment, ResultMayReachTheLimitAndNoMore) {
  const ScopedEnvironment half("MMDAGENT_TEST_HALF", std::string(32'767, 'x'));
  const std::string twice = "%ENV{MMDAGENT_TEST_HALF}%ENV{MMDAGENT_TEST_HALF}";
  const Expansion fits = expand_environment(twice + "y");
  EXPECT_EQ(fits.status, ExpansionStatus::done);
  EXPECT_EQ(fits.text.size(), limits::settings_line_bytes);
  EXPECT_EQ(expand_environment(twice + "yy").status, ExpansionStatus::too_long);
}

}  // namespace
}  // namespace mmdagent
