#include "child_exchange.h"

#include <gtest/gtest.h>

using process::ChildProcess;

namespace {

std::optional<std::string> output_of(
    const std::vector<std::string>& words, const std::string& input,
    std::chrono::milliseconds patience = std::chrono::seconds(10)) {
  ChildProcess::Failure failure{};
  const auto child = ChildProcess::start(words, failure);
  return child == nullptr ? std::nullopt : process::exchange(*child, input, patience);
}

}  // namespace

TEST(ChildExchange, TextInTextOut) {
  const std::string text(300'000, 'x');
  EXPECT_EQ(output_of({"cat"}, text), text);
  EXPECT_EQ(output_of({"true"}, text), "") << "it never reads";
  EXPECT_EQ(output_of({"sleep", "60"}, "", std::chrono::milliseconds(50)), std::nullopt);
}
