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
  input.push({.kind = InputEvent::Kind::key, .key = Key::up});
  input.push({.kind = InputEvent::Kind::character, .code = 0x3042});
  EXPECT_EQ(input.take()->key, Key::up);
  EXPECT_EQ(input.take()->kind, InputEvent::Kind::character);
  EXPECT_FALSE(input.take().has_value());
}

TEST(WindowInput, AFullQueueCountsWhatItLoses) {
  WindowInput input;
  for (std::uint32_t i = 0; i < WindowInput::queue_length + 5; ++i) {
    input.push({.kind = InputEvent::Kind::character, .code = static_cast<int>(i)});
  }
  EXPECT_EQ(input.lost(), 5U);
  EXPECT_EQ(input.take()->code, 0);
  input.push({.kind = InputEvent::Kind::character, .code = 1000});
  EXPECT_EQ(input.lost(), 5U);
  int last = 0;
  while (const auto event = input.take()) last = event->code;
  EXPECT_EQ(last, 1000);
}

TEST(WindowInput, APastedTextComesOnce) {
  WindowInput input;
  EXPECT_FALSE(input.take_pasted().has_value());
  input.paste("first");
  input.paste("あ");
  EXPECT_EQ(input.take_pasted(), "あ");
  EXPECT_FALSE(input.take_pasted().has_value());
}

TEST(WindowInput, DroppedFilesComeAllAtOnce) {
  WindowInput input;
  EXPECT_TRUE(input.take_dropped().empty());
  input.drop({"/a.vmd", {1, 2}, {.shift = true}});
  input.drop({"/b.vmd", {1, 2}, {}});
  const std::vector<DroppedFile> dropped = input.take_dropped();
  ASSERT_EQ(dropped.size(), 2U);
  EXPECT_EQ(dropped[0].path, "/a.vmd");
  EXPECT_TRUE(dropped[0].modifiers.shift);
  EXPECT_EQ(dropped[1].path, "/b.vmd");
  EXPECT_TRUE(input.take_dropped().empty());
}

TEST(WindowInput, TwoThreads) {
  WindowInput input;
  constexpr int last = 20'000;
  std::thread window([&input] {
    for (int i = 1; i <= last; ++i) {
      input.set_pointer({static_cast<float>(i), static_cast<float>(-i)});
      input.push({.kind = InputEvent::Kind::character, .code = i});
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
