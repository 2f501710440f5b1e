#include "window/window_input.h"

#include <gtest/gtest.h>

#include <thread>

namespace mmdagent {
namespace {

TEST(WindowInput, SlotsKeepTheLatestValue) {
  WindowInput input;
  input.set_window_size({640, 480});
  input.set_window_size({1024, 900});
  input.set_framebuffer_size({2048, 1800});
  input.set_pointer({12.5F, -3.0F});
  EXPECT_EQ(input.window_size(), glm::ivec2(1024, 900));
  EXPECT_EQ(input.framebuffer_size(), glm::ivec2(2048, 1800));
  EXPECT_EQ(input.pointer(), glm::vec2(12.5F, -3.0F));
  EXPECT_FALSE(input.close_wanted());
  input.set_close_wanted();
  EXPECT_TRUE(input.close_wanted());
}

TEST(WindowInput, ScrollingAddsUp) {
  WindowInput input;
  input.add_scroll({0, 1});
  input.add_scroll({0.5F, -3});
  EXPECT_EQ(input.scroll_total(), glm::vec2(0.5F, -2));
}

TEST(WindowInput, EventsKeepTheirOrder) {
  WindowInput input;
  EXPECT_FALSE(input.take().has_value());
  input.push({InputEvent::Kind::key, 65, true, false, 2, {}});
  input.push({InputEvent::Kind::character, 0x3042, true, false, 0, {}});
  EXPECT_EQ(input.take()->code, 65);
  EXPECT_EQ(input.take()->kind, InputEvent::Kind::character);
  EXPECT_FALSE(input.take().has_value());
}

TEST(WindowInput, AFullQueueCountsWhatItLoses) {
  WindowInput input;
  for (std::uint32_t i = 0; i < WindowInput::queue_length + 5; ++i) {
    input.push({InputEvent::Kind::key, static_cast<int>(i), true, false, 0, {}});
  }
  EXPECT_EQ(input.lost(), 5U);
  EXPECT_EQ(input.take()->code, 0);
  input.push({InputEvent::Kind::key, 1000, true, false, 0, {}});
  EXPECT_EQ(input.lost(), 5U);
  int last = 0;
  while (const auto event = input.take()) last = event->code;
  EXPECT_EQ(last, 1000);
}

TEST(WindowInput, TwoThreads) {
  WindowInput input;
  constexpr int last = 20'000;
  std::thread window([&input] {
    for (int i = 1; i <= last; ++i) {
      input.set_pointer({static_cast<float>(i), static_cast<float>(-i)});
      input.push({InputEvent::Kind::key, i, true, false, 0, {}});
    }
  });
  int previous = 0;
  int taken = 0;
  while (taken + static_cast<int>(input.lost()) < last) {
    const glm::vec2 pointer = input.pointer();
    ASSERT_EQ(pointer.x, -pointer.y);
    const auto event = input.take();
    if (!event) continue;
    ASSERT_GT(event->code, previous);
    previous = event->code;
    ++taken;
  }
  window.join();
}

}  // namespace
}  // namespace mmdagent
