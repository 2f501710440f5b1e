#include "child_input.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <deque>

#include "anyscript_limits.h"
#include "child_process.h"

using anyscript::ChildInput;
using anyscript::InputState;
using mmdagent::FeedKind;
using process::Descriptor;

namespace {

// Lines that the test puts in; shared with it, as the input owns the feed.
struct Lines {
  std::deque<std::string> waiting;
  std::size_t bytes() const {
    std::size_t sum = 0;
    for (const std::string& line : waiting) sum += line.size();
    return sum;
  }
};

class TestFeed final : public mmdagent::Feed {
 public:
  explicit TestFeed(Lines& lines) : lines_(lines) {}
  std::size_t peek(std::span<std::string_view> lines) noexcept override {
    const std::size_t count = std::min(lines.size(), lines_.waiting.size());
    for (std::size_t i = 0; i < count; ++i) lines[i] = lines_.waiting[i];
    return count;
  }
  void consume(std::size_t count) noexcept override {
    lines_.waiting.erase(lines_.waiting.begin(),
                         lines_.waiting.begin() + static_cast<std::ptrdiff_t>(count));
  }
  std::size_t backlog_bytes() noexcept override { return lines_.bytes(); }
  std::size_t skip_until(std::size_t bytes, std::size_t) noexcept override {
    std::size_t count = 0;
    for (; lines_.bytes() > bytes; ++count) lines_.waiting.pop_front();
    return count;
  }
  bool announce_sleep() noexcept override { return lines_.waiting.empty(); }

 private:
  Lines& lines_;
};

class ChildInputTest : public testing::Test {
 protected:
  ChildInputTest() {
    int ends[2];
    EXPECT_EQ(pipe2(ends, O_CLOEXEC | O_NONBLOCK), 0);
    read_end = Descriptor(ends[0]);
    write_end = Descriptor(ends[1]);
  }
  // Until it waits for something.
  InputState pump(ChildInput& input) {
    InputState state = InputState::more;
    while (state == InputState::more) state = input.pump(write_end.get());
    return state;
  }
  std::string arrived() {
    std::string text(1 << 20, '\0');
    const ssize_t count = read(read_end.get(), text.data(), text.size());
    text.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    return text;
  }
  ChildInput input(FeedKind kind = FeedKind::messages) {
    return {std::make_unique<TestFeed>(lines), kind, enabled};
  }

  Lines lines;
  std::atomic<bool> enabled{true};
  Descriptor read_end, write_end;
};

}  // namespace

TEST_F(ChildInputTest, WritesWholeLinesAndSleeps) {
  ChildInput child = input();
  lines.waiting = {"A|1\n", "B\n"};
  EXPECT_EQ(pump(child), InputState::idle);
  EXPECT_EQ(arrived(), "A|1\nB\n");
}

TEST_F(ChildInputTest, LeavesOutWhatLiesBetweenTheSwitchingMessages) {
  ChildInput child = input();
  lines.waiting = {"A\n", "PLUGIN_DISABLE|AnyScript\n", "B\n", "PLUGIN_ENABLE|AnyScript\n", "C\n"};
  EXPECT_EQ(pump(child), InputState::idle);
  EXPECT_EQ(arrived(), "A\nPLUGIN_ENABLE|AnyScript\nC\n");
}

TEST_F(ChildInputTest, LogLinesFollowTheSwitchAndHaveNoEmptyOnes) {
  ChildInput child = input(FeedKind::log_lines);
  lines.waiting = {"one\n", "\n", "two\n"};
  EXPECT_EQ(pump(child), InputState::idle);
  enabled = false;
  lines.waiting = {"three\n"};
  EXPECT_EQ(pump(child), InputState::idle);
  EXPECT_EQ(arrived(), "one\ntwo\n");
}

TEST_F(ChildInputTest, WaitsForAChildThatDoesNotReadAndLosesNothing) {
  ChildInput child = input();
  std::string sent;
  for (int i = 0; i < 30'000; ++i) {
    lines.waiting.push_back("MESSAGE|" + std::to_string(i) + "\n");
    sent += lines.waiting.back();
  }
  std::string got;
  while (pump(child) == InputState::blocked) got += arrived();
  got += arrived();
  EXPECT_EQ(got, sent);
}

TEST_F(ChildInputTest, BeyondTheLimitTheOldestWholeLinesAreSkipped) {
  ChildInput child = input();
  const std::string line = std::string(65'535, 'x') + "\n";
  lines.waiting.assign(64, line);
  EXPECT_EQ(child.bound_backlog(), 0U);
  lines.waiting.push_back("NEW\n");
  EXPECT_EQ(child.bound_backlog(), 1U);
  EXPECT_EQ(lines.waiting.back(), "NEW\n");
  EXPECT_LE(lines.bytes(), anyscript::limits::backlog_bytes);
}

TEST_F(ChildInputTest, AReaderThatHasGoneIsNoticed) {
  ChildInput child = input();
  lines.waiting = {"A\n"};
  read_end.close();
  std::signal(SIGPIPE, SIG_IGN);
  EXPECT_EQ(pump(child), InputState::closed);
  std::signal(SIGPIPE, SIG_DFL);
}
