#include "peer_output.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
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

  PumpResult pump() {
    SocketWriter writer(ends_[0]);
    return output_.pump(writer);
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
      const PumpResult result = pump();
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
  SocketWriter writer(ends_[0]);
  EXPECT_EQ(closed.pump(writer), PumpResult::drained);
  EXPECT_TRUE(closed.is_idle());
}

TEST_F(PeerOutputTest, WritesAllWaitingLinesAtOnce) {
  for (int line = 0; line < 100; ++line) lines_.push_back("L|" + std::to_string(line) + "\n");
  EXPECT_EQ(pump(), PumpResult::drained);
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
  EXPECT_EQ(pump(), PumpResult::blocked);
  EXPECT_FALSE(output_.is_idle());
  EXPECT_EQ(read_all(), expected);
}

TEST_F(PeerOutputTest, TellsOfSkippedLinesBehindTheUnfinishedOne) {
  const std::string padding(100'000, 'x');
  for (int line = 0; line < 60; ++line) lines_.push_back(std::to_string(line) + padding + "\n");
  EXPECT_EQ(pump(), PumpResult::blocked);  // inside line 0
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

// Takes a fixed number of bytes, then no more until it is asked again.
class NarrowWriter final : public GatheredWriter {
 public:
  explicit NarrowWriter(std::size_t width) : width_(width) {}
  void allow() { left_ = width_; }
  ssize_t write(std::span<iovec> pieces) noexcept override {
    if (left_ == 0) {
      errno = EAGAIN;
      return -1;
    }
    std::size_t taken = 0;
    for (const iovec& piece : pieces) {
      const std::size_t part = std::min(piece.iov_len, left_);
      text.append(static_cast<const char*>(piece.iov_base), part);
      taken += part;
      left_ -= part;
    }
    return static_cast<ssize_t>(taken);
  }

  std::string text;

 private:
  std::size_t width_;
  std::size_t left_ = 0;
};

TEST(PeerOutput, TellsOfEveryGapRightBeforeTheLineBehindIt) {
  // Lines are skipped at every place: inside a line, inside a notice, between the two.
  for (const std::size_t width : {1, 2, 3, 5, 7, 11, 17, 29, 41}) {
    std::deque<std::string> lines;
    PeerOutput output;
    output.open(std::make_unique<TestFeed>(lines));
    NarrowWriter writer(width);
    std::size_t next = 0;
    const auto add_line = [&](std::size_t size) {
      lines.push_back(std::to_string(next++) + std::string(size, 'x') + "\n");
    };
    for (int round = 0; round < 40; ++round) {
      for (int line = 0; line < 3; ++line) add_line(10);
      if (round % 3 == 0) {  // everything but a line that has begun is too much
        add_line(max_backlog_bytes);
        output.bound_backlog();
        add_line(5);
      }
      writer.allow();
      output.pump(writer);
    }
    for (int round = 0; round < 2'000 && !output.is_idle(); ++round) {
      writer.allow();
      output.pump(writer);
    }
    std::size_t expected = 0;
    std::uint64_t told = 0;
    for (std::size_t at = 0; at < writer.text.size();) {
      const std::size_t end = writer.text.find('\n', at);
      ASSERT_NE(end, std::string::npos);
      const std::string line = writer.text.substr(at, end - at);
      const bool is_notice = line.starts_with("REMOTE_EVENT_SKIPPED|");
      if (!is_notice) {
        ASSERT_EQ(std::stoul(line), expected) << "width " << width;
      }
      const std::size_t passed = is_notice ? std::stoul(line.substr(21)) : 1;
      told += is_notice ? passed : 0;
      expected += passed;
      at = end + 1;
    }
    EXPECT_TRUE(output.is_idle());
    EXPECT_EQ(expected, next) << "width " << width;
    EXPECT_EQ(told, output.skipped()) << "width " << width;
  }
}

TEST_F(PeerOutputTest, SaysWhenTheConnectionIsGone) {
  ::close(std::exchange(ends_[1], ::dup(0)));
  lines_.push_back("A\n");
  EXPECT_EQ(pump(), PumpResult::failed);
  output_.close();
  EXPECT_EQ(pump(), PumpResult::drained);
}

}  // namespace
}  // namespace mmdagent::remote
