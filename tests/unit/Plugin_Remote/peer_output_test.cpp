#include "peer_output.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <deque>
#include <string>

#include "remote_limits.h"

namespace mmdagent::remote {
namespace {

// Lines that a test put there.
class TestFeed final : public Feed {
 public:
  explicit TestFeed(std::deque<std::string>& lines) : lines_(lines) {}
  std::size_t peek(std::span<std::string_view> lines) noexcept override {
    const std::size_t count = std::min(lines.size(), lines_.size());
    for (std::size_t index = 0; index < count; ++index) lines[index] = lines_[index];
    return count;
  }
  void consume(std::size_t count) noexcept override {
    lines_.erase(lines_.begin(), lines_.begin() + static_cast<std::ptrdiff_t>(count));
  }
  std::size_t backlog_bytes() noexcept override {
    std::size_t bytes = 0;
    for (const std::string& line : lines_) bytes += line.size();
    return bytes;
  }
  std::size_t skip_until(std::size_t bytes, std::size_t keep) noexcept override {
    std::size_t skipped = 0;
    for (std::size_t left = backlog_bytes(); left > bytes && lines_.size() > keep; ++skipped) {
      const auto at = lines_.begin() + static_cast<std::ptrdiff_t>(keep);
      left -= at->size();
      lines_.erase(at);
    }
    return skipped;
  }
  bool announce_sleep() noexcept override { return lines_.empty(); }

 private:
  std::deque<std::string>& lines_;
};

class PeerOutputTest : public testing::Test {
 protected:
  PeerOutputTest() {
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends_.data()), 0);
    const int small = 4096;
    ::setsockopt(ends_[0], SOL_SOCKET, SO_SNDBUF, &small, sizeof(small));
    output_.open(std::make_unique<TestFeed>(lines_));
  }
  ~PeerOutputTest() override {
    for (const int end : ends_) ::close(end);
  }

  std::string read(std::size_t most) {
    std::string bytes(most, '\0');
    const ssize_t count = ::recv(ends_[1], bytes.data(), bytes.size(), MSG_DONTWAIT);
    bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    return bytes;
  }

  // Reads and writes in turns until everything is through.
  std::string read_all() {
    std::string all;
    for (int idle = 0; idle < 3;) {
      const PumpResult result = output_.pump(ends_[0]);
      const std::string part = read(1 << 20);
      all += part;
      idle = part.empty() && result == PumpResult::drained ? idle + 1 : 0;
    }
    return all;
  }

  std::array<int, 2> ends_{};
  std::deque<std::string> lines_;
  PeerOutput output_;
};

TEST_F(PeerOutputTest, WritesNothingBeforeItHasAFeed) {
  PeerOutput closed;
  EXPECT_EQ(closed.pump(ends_[0]), PumpResult::drained);
  EXPECT_TRUE(closed.is_idle());
}

TEST_F(PeerOutputTest, WritesAllWaitingLinesAtOnce) {
  for (int line = 0; line < 100; ++line) lines_.push_back("L|" + std::to_string(line) + "\n");
  EXPECT_EQ(output_.pump(ends_[0]), PumpResult::drained);
  EXPECT_EQ(output_.lines(), 100U);
  EXPECT_TRUE(output_.is_idle());
  const std::string text = read(1 << 20);
  EXPECT_TRUE(text.starts_with("L|0\nL|1\n"));
  EXPECT_TRUE(text.ends_with("L|99\n"));
  EXPECT_EQ(output_.bytes(), text.size());
}

TEST_F(PeerOutputTest, ContinuesInTheMiddleOfALine) {
  std::string expected;
  for (int line = 0; line < 300; ++line) {
    lines_.push_back(std::to_string(line) + std::string(997, 'x') + "\n");
    expected += lines_.back();
  }
  EXPECT_EQ(output_.pump(ends_[0]), PumpResult::blocked);
  EXPECT_FALSE(output_.is_idle());
  EXPECT_EQ(read_all(), expected);
}

TEST_F(PeerOutputTest, TellsOfSkippedLinesBehindTheUnfinishedOne) {
  const std::string padding(100'000, 'x');
  for (int line = 0; line < 60; ++line) lines_.push_back(std::to_string(line) + padding + "\n");
  EXPECT_EQ(output_.pump(ends_[0]), PumpResult::blocked);  // inside line 0
  const std::uint64_t skipped = output_.bound_backlog();
  EXPECT_GT(skipped, 0U);
  EXPECT_EQ(output_.skipped(), skipped);
  EXPECT_LE(TestFeed(lines_).backlog_bytes(), max_backlog_bytes);
  std::string expected =
      "0" + padding + "\n" + "REMOTE_EVENT_SKIPPED|" + std::to_string(skipped) + "\n";
  for (std::size_t line = 1 + skipped; line < 60; ++line) {
    expected += std::to_string(line) + padding + "\n";
  }
  EXPECT_EQ(read_all(), expected);
}

TEST_F(PeerOutputTest, TellsOfEveryGapRightBeforeTheLineBehindIt) {
  // Every round more is skipped, whatever part of a line or notice is on the wire.
  std::size_t next = 0;
  std::string all;
  std::uint64_t skipped = 0;
  for (int round = 0; round < 200; ++round) {
    for (int line = 0; line < 6; ++line) {
      lines_.push_back(std::to_string(next++) + std::string(999'000, 'x') + "\n");
    }
    skipped += output_.bound_backlog();
    output_.pump(ends_[0]);
    all += read(static_cast<std::size_t>(round % 7) * 700);
  }
  all += read_all();
  std::size_t expected = 0;
  std::uint64_t told = 0;
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = all.find('\n', at);
    ASSERT_NE(end, std::string::npos);
    const std::string head = all.substr(at, std::min<std::size_t>(end - at, 40));
    if (head.starts_with("REMOTE_EVENT_SKIPPED|")) {
      const auto count = static_cast<std::size_t>(std::stoul(head.substr(21)));
      told += count;
      expected += count;
    } else {
      ASSERT_EQ(std::stoul(head), expected);
      ++expected;
    }
    at = end + 1;
  }
  EXPECT_EQ(expected, next);
  EXPECT_EQ(told, skipped);
}

TEST_F(PeerOutputTest, SaysWhenTheConnectionIsGone) {
  ::close(std::exchange(ends_[1], ::dup(0)));
  lines_.push_back("A\n");
  EXPECT_EQ(output_.pump(ends_[0]), PumpResult::failed);
  output_.close();
  EXPECT_EQ(output_.pump(ends_[0]), PumpResult::drained);
}

}  // namespace
}  // namespace mmdagent::remote
