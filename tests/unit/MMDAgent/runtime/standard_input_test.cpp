#include "runtime/standard_input.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "message/inbound_ring.h"

using mmdagent::InboundRing;
using mmdagent::RecordKind;
using mmdagent::StandardInput;
using Lines = std::vector<std::string>;
using namespace std::chrono_literals;

namespace {

class StandardInputTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(pipe2(pipe_, O_CLOEXEC), 0); }
  void TearDown() override {
    close_writer();
    close(pipe_[0]);
  }
  void close_writer() {
    if (pipe_[1] >= 0) close(pipe_[1]);
    pipe_[1] = -1;
  }
  void write_text(std::string_view text) {
    ASSERT_EQ(write(pipe_[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
  }

  // The next `count` records as `module kind level text`, or fewer after ten seconds.
  Lines take(std::size_t count) {
    Lines lines;
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    while (lines.size() < count && std::chrono::steady_clock::now() < deadline) {
      ring_->wait_until(deadline);
      ring_->drain(count - lines.size(), [&](mmdagent::RecordView& record) {
        lines.push_back(std::to_string(record.module) +
                        (record.kind == RecordKind::log ? " log " : " message ") +
                        std::to_string(static_cast<int>(record.level)) + " " +
                        std::string(record.text));
      });
    }
    return lines;
  }

  int pipe_[2] = {-1, -1};
  std::unique_ptr<InboundRing> ring_ = std::make_unique<InboundRing>();
};

}  // namespace

TEST_F(StandardInputTest, LinesBecomeMessagesOfTheCoreUntilTheEnd) {
  const StandardInput input(pipe_[0], *ring_);
  write_text("A|b|c\n\n|||\n|KEY|x\nLAST");
  close_writer();
  EXPECT_EQ(take(5),
            (Lines{"0 log 3 stdin thread started", "0 message 5 A|b|c", "0 message 5 KEY|x",
                   "0 message 5 LAST", "0 log 2 stdin thread exited"}));
}

TEST_F(StandardInputTest, EachLineThatCannotBeAMessageCostsOneWarning) {
  const StandardInput input(pipe_[0], *ring_);
  write_text(std::string_view("A\0\nB\xC3\nC\n", 8));
  EXPECT_EQ(take(4), (Lines{"0 log 3 stdin thread started",
                            "0 log 2 stdin: line 1 holds a NUL byte, left out",
                            "0 log 2 stdin: line 2 is not UTF-8, left out", "0 message 5 C"}));
}

TEST_F(StandardInputTest, EndsWhileItWaitsForBytes) {
  StandardInput input(pipe_[0], *ring_);
  EXPECT_EQ(take(1).size(), 1U);
}

// Two slots: the thread sleeps in the ring, and what it cannot push stays in the pipe.
TEST_F(StandardInputTest, AFullRingHoldsItUpAndItStillEnds) {
  ring_ = std::make_unique<InboundRing>(mmdagent::InboundRingSizes{2, {}});
  {
    const StandardInput input(pipe_[0], *ring_);
    for (int i = 0; i < 10; ++i) write_text("A|" + std::to_string(i) + "\n");
    EXPECT_EQ(take(5), (Lines{"0 log 3 stdin thread started", "0 message 5 A|0", "0 message 5 A|1",
                              "0 message 5 A|2", "0 message 5 A|3"}));
  }
}
