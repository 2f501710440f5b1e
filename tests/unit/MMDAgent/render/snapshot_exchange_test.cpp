#include "render/snapshot_exchange.h"

#include <gtest/gtest.h>

#include <thread>

namespace mmdagent {
namespace {

TEST(SnapshotExchange, HasNothingBeforeTheFirstPublish) {
  SnapshotExchange exchange;
  EXPECT_EQ(exchange.take(), nullptr);
  exchange.begin().frame = 1;
  EXPECT_EQ(exchange.take(), nullptr);
}

TEST(SnapshotExchange, TheLatestWinsAndIsTakenOnce) {
  SnapshotExchange exchange;
  for (std::uint64_t frame = 1; frame <= 5; ++frame) {
    exchange.begin().frame = frame;
    exchange.publish();
  }
  const Snapshot* snapshot = exchange.take();
  ASSERT_NE(snapshot, nullptr);
  EXPECT_EQ(snapshot->frame, 5U);
  EXPECT_EQ(exchange.take(), nullptr);
  EXPECT_EQ(exchange.current().frame, 5U);
}

TEST(SnapshotExchange, WhatWasTakenStaysWhileOthersArePublished) {
  SnapshotExchange exchange;
  exchange.begin().frame = 1;
  exchange.publish();
  const Snapshot* snapshot = exchange.take();
  for (std::uint64_t frame = 2; frame <= 9; ++frame) {
    exchange.begin().frame = frame;
    exchange.publish();
  }
  EXPECT_EQ(snapshot->frame, 1U);
  EXPECT_EQ(exchange.take()->frame, 9U);
}

TEST(SnapshotExchange, BeginHandsOutEmptyArrays) {
  SnapshotExchange exchange;
  for (int round = 0; round < 4; ++round) {
    Snapshot& snapshot = exchange.begin();
    EXPECT_TRUE(snapshot.bones.empty());
    snapshot.bones.resize(8);
    exchange.publish();
  }
}

// Every part of a snapshot carries its frame number: a torn or reordered one would show.
TEST(SnapshotExchange, TwoThreadsNeverSeeATornOrOlderSnapshot) {
  constexpr std::uint64_t last = 20'000;
  SnapshotExchange exchange;
  std::thread agent([&exchange] {
    for (std::uint64_t frame = 1; frame <= last; ++frame) {
      Snapshot& snapshot = exchange.begin();
      snapshot.frame = frame;
      snapshot.morph_weights.assign(frame % 50, static_cast<float>(frame));
      snapshot.resources = frame;
      exchange.publish();
    }
  });
  std::uint64_t previous = 0;
  while (previous < last) {
    const Snapshot* snapshot = exchange.take();
    if (snapshot == nullptr) continue;
    ASSERT_GT(snapshot->frame, previous);
    previous = snapshot->frame;
    ASSERT_EQ(snapshot->resources, previous);
    ASSERT_EQ(snapshot->morph_weights.size(), previous % 50);
    for (const float weight : snapshot->morph_weights) {
      ASSERT_EQ(weight, static_cast<float>(previous));
    }
  }
  agent.join();
}

}  // namespace
}  // namespace mmdagent
