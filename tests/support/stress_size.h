// How many messages a stress test moves: 10 million in the long form, one million otherwise.
#pragma once

#include <cstdint>
#include <cstdlib>

namespace test_support {

// MMDAGENT_STRESS_MESSAGES sets any other number; MMDAGENT_LONG asks for the long form.
inline std::uint64_t stress_messages() {
  if (const char* count = std::getenv("MMDAGENT_STRESS_MESSAGES")) {
    return std::strtoull(count, nullptr, 10);
  }
  return std::getenv("MMDAGENT_LONG") != nullptr ? 10'000'000 : 1'000'000;
}

}  // namespace test_support
