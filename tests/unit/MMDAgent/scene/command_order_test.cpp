#include "scene/command_order.h"

#include <gtest/gtest.h>

#include <initializer_list>

namespace mmdagent {
namespace {

using Keys = std::initializer_list<OrderKey>;

std::span<const OrderKey> span_of(const Keys& keys) { return {keys.begin(), keys.size()}; }

class CommandOrderTest : public ::testing::Test {
 protected:
  CommandOrder::Ticket hold(Keys keys) { return order_.hold(span_of(keys)); }

  // As a command does: at once or when its turn comes.
  void run(const std::string& name, Keys keys) {
    if (order_.must_wait(span_of(keys))) {
      order_.wait(span_of(keys), [this, name] { log_ += name; });
    } else {
      log_ += name;
    }
  }

  // As a command that loads a file does.
  void load(const std::string& name, Keys keys, CommandOrder::Ticket* ticket) {
    const auto begin = [this, name, kept = std::vector<OrderKey>(keys), ticket] {
      log_ += name;
      *ticket = order_.hold(kept);
    };
    if (order_.must_wait(span_of(keys))) {
      order_.wait(span_of(keys), begin);
    } else {
      begin();
    }
  }

  CommandOrder order_;
  std::string log_;
};

TEST_F(CommandOrderTest, RunsAtOnceWhenNothingIsPending) {
  run("1", {{"a", Access::uses}});
  EXPECT_EQ(log_, "1");
  EXPECT_TRUE(order_.idle());
}

TEST_F(CommandOrderTest, RunsWaitingCommandsInOrderRightAfterTheLoad) {
  const auto load = hold({{"a", Access::replaces}});
  run("1", {{"a", Access::uses}});
  run("2", {{"a", Access::uses}});
  run("x", {{"b", Access::uses}});
  EXPECT_EQ(log_, "x");
  order_.finish(load);
  EXPECT_EQ(log_, "x12");
  EXPECT_TRUE(order_.idle());
}

TEST_F(CommandOrderTest, WaitsForTheLastOfSeveralLoads) {
  const auto a = hold({{"a", Access::replaces}});
  const auto b = hold({{"b", Access::replaces}});
  run("1", {{"a", Access::replaces}, {"b", Access::parent}});
  order_.finish(b);
  EXPECT_EQ(log_, "");
  order_.finish(a);
  EXPECT_EQ(log_, "1");
}

TEST_F(CommandOrderTest, ALoadThatWaitedKeepsItsPlace) {
  const auto first = hold({{"a", Access::replaces}});
  CommandOrder::Ticket second = 0;
  load("L", {{"a", Access::uses}}, &second);
  run("1", {{"a", Access::uses}});
  order_.finish(first);
  EXPECT_EQ(log_, "L");
  run("2", {{"a", Access::uses}});
  order_.finish(second);
  EXPECT_EQ(log_, "L12");
  EXPECT_TRUE(order_.idle());
}

TEST_F(CommandOrderTest, ALoadThatFinishesWithinItsTurnKeepsTheOrder) {
  const auto first = hold({{"a", Access::replaces}});
  order_.wait(span_of({{"a", Access::uses}}), [this] {
    const auto ticket = hold({{"a", Access::uses}});
    log_ += "L";
    order_.finish(ticket);
    log_ += "l";
  });
  run("1", {{"a", Access::uses}});
  order_.finish(first);
  EXPECT_EQ(log_, "Ll1");
  EXPECT_TRUE(order_.idle());
}

TEST_F(CommandOrderTest, AnAccessoryThatLoadsDoesNotHoldUpItsParent) {
  const auto accessory = hold({{"g", Access::replaces}, {"a", Access::parent}});
  run("1", {{"a", Access::uses}});
  run("2", {{"h", Access::replaces}, {"a", Access::parent}});
  run("3", {{"a", Access::replaces}});  // would take the parent away
  run("4", {{"a", Access::uses}});
  EXPECT_EQ(log_, "12");
  order_.finish(accessory);
  EXPECT_EQ(log_, "1234");
}

TEST_F(CommandOrderTest, NothingPassesACommandThatWaits) {
  const auto b = hold({{"b", Access::replaces}});
  run("1", {{"a", Access::uses}, {"b", Access::uses}});
  run("2", {{"a", Access::uses}});
  EXPECT_EQ(log_, "");
  order_.finish(b);
  EXPECT_EQ(log_, "12");
}

TEST_F(CommandOrderTest, TellsWhatIsAboutToBeReplaced) {
  const auto used = hold({{"a", Access::uses}});
  EXPECT_FALSE(order_.is_replaced("a"));
  run("1", {{"a", Access::replaces}});
  EXPECT_TRUE(order_.is_replaced("a"));
  order_.finish(used);
  EXPECT_FALSE(order_.is_replaced("a"));
}

TEST_F(CommandOrderTest, FinishingTwiceHasNoEffect) {
  const auto a = hold({{"a", Access::replaces}});
  order_.finish(a);
  order_.finish(a);
  run("1", {{"a", Access::uses}});
  EXPECT_EQ(log_, "1");
}

TEST_F(CommandOrderTest, TwentyThousandWaitingCommandsRunInOrderWithoutSlowdown) {
  const auto a = hold({{"a", Access::replaces}});
  hold({{"b", Access::replaces}});
  std::vector<int> seen;
  for (int i = 0; i < 20'000; ++i) {
    order_.wait(span_of({{i % 2 == 0 ? "a" : "b", Access::uses}}),
                [&seen, i] { seen.push_back(i); });
  }
  order_.finish(a);
  ASSERT_EQ(seen.size(), 10'000U);
  EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
}

}  // namespace
}  // namespace mmdagent
