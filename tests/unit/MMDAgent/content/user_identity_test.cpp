#include "content/user_identity.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <string>

#include "support/scoped_environment.h"
#include "support/temporary_folder.h"

using mmdagent::user_identity;

namespace {

const std::regex form("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

}  // namespace

TEST(UserIdentity, IsMadeOnceAndKept) {
  const test_support::TemporaryFolder dir;
  const test_support::ScopedEnvironment place("MMDAgentContentDir", dir.path().string());
  const std::string identity = user_identity();
  EXPECT_TRUE(std::regex_match(identity, form)) << identity;
  EXPECT_EQ(user_identity(), identity);
  std::string line;
  std::ifstream(dir.path() / "_uuid") >> line;
  EXPECT_EQ(line, identity);
}

TEST(UserIdentity, WhatIsNoneIsReplaced) {
  const test_support::TemporaryFolder dir;
  const test_support::ScopedEnvironment place("MMDAgentContentDir", dir.path().string());
  dir.write("_uuid", "\r\nContent-Disposition: form-data\n");
  const std::string identity = user_identity();
  EXPECT_TRUE(std::regex_match(identity, form)) << identity;
  EXPECT_EQ(user_identity(), identity);
}

TEST(UserIdentity, TwoUsersDiffer) {
  std::string identities[2];
  for (std::string& identity : identities) {
    const test_support::TemporaryFolder dir;
    const test_support::ScopedEnvironment place("MMDAgentContentDir", dir.path().string());
    identity = user_identity();
  }
  EXPECT_NE(identities[0], identities[1]);
}
