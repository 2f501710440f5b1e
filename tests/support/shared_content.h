// Finds the shared material (avatar, goldens) that tests compare with. It lies beside the
// repository, not in it; a test that needs it skips where it is missing, and fails instead of
// skipping when MMDAGENT_REQUIRE_SHARED=1.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

#include "support/checkout.h"

namespace test_support {

inline std::filesystem::path shared_root() { return source_folder().parent_path() / "shared"; }

inline std::optional<std::filesystem::path> find_shared(const std::string& relative) {
  const std::filesystem::path path = shared_root() / relative;
  if (!std::filesystem::exists(path)) return std::nullopt;
  return path;
}

inline bool shared_is_required() {
  const char* value = std::getenv("MMDAGENT_REQUIRE_SHARED");
  return value != nullptr && std::string(value) == "1";
}

}  // namespace test_support

// Defines `variable` as the path of the shared file or ends the test (skip or failure).
#define SHARED_OR_SKIP(variable, relative)                                     \
  const auto variable##_found = test_support::find_shared(relative);           \
  if (!variable##_found) {                                                     \
    if (test_support::shared_is_required()) FAIL() << "missing: " << relative; \
    GTEST_SKIP() << "missing: " << relative;                                   \
  }                                                                            \
  const std::filesystem::path& variable = *variable##_found
