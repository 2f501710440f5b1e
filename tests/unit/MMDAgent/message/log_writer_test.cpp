#include "message/log_writer.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>

#include "message/module_table.h"

namespace {

using mmdagent::Level;
using mmdagent::level_bit;
using mmdagent::LogClock;
using mmdagent::LogDestination;
using mmdagent::LogWriter;
using mmdagent::ModuleTable;
using mmdagent::OutboundEntry;
using mmdagent::OutboundLog;
using mmdagent::OutboundSizes;
using mmdagent::OutboundStream;
using namespace std::chrono_literals;

const std::string stamp = "[1970/01/01 00:00:00.000] [5] MMDAgent: ";

std::string content_of(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string read_some(int descriptor) {
  std::array<char, 65'536> bytes{};
  const ssize_t count = read(descriptor, bytes.data(), bytes.size());
  return {bytes.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0))};
}

class LogWriterTest : public testing::Test {
 protected:
  void SetUp() override {
    std::signal(SIGPIPE, SIG_IGN);
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    path_ = testing::TempDir() + "log_writer_" + std::to_string(getpid()) + "_" + test->name();
    std::filesystem::remove(path_);
    ASSERT_EQ(pipe2(pipe_, O_CLOEXEC), 0);
  }
  void TearDown() override {
    std::filesystem::remove(path_);
    close(pipe_[0]);
    close(pipe_[1]);
  }

  void write(Level level, std::string_view text, bool wire = false) {
    outbound_.write({wire, true, false, level, 0, 5, 0, text, {}});
  }
  LogDestination file(OutboundStream stream = OutboundStream::log) const {
    return {stream, path_, -1, mmdagent::all_log_levels};
  }
  LogDestination pipe(OutboundStream stream) const {
    return {stream, "", pipe_[1], mmdagent::all_log_levels};
  }

  std::string path_;
  int pipe_[2] = {-1, -1};
  OutboundLog outbound_{OutboundSizes{4'096, 64 * 1'024, 4}};
  ModuleTable modules_;
};

TEST_F(LogWriterTest, AppendsToAFileAndFlushesAtTheEnd) {
  std::ofstream(path_) << "earlier\n";
  LogWriter writer(outbound_, modules_, {file()}, LogClock::utc);
  write(Level::status, "one");
  write(Level::error, "two");
  outbound_.publish();
  writer.stop();
  EXPECT_EQ(content_of(path_), "earlier\n" + stamp + "Status: one\n" + stamp + "Error: two\n");
}

TEST_F(LogWriterTest, WritesWithoutBeingStopped) {
  LogWriter writer(outbound_, modules_, {pipe(OutboundStream::wire)}, LogClock::utc);
  for (int i = 0; i < 50; ++i) {
    const std::string text = "KEY" + std::to_string(i);
    write(Level::sent, text, true);
    outbound_.publish();
    EXPECT_EQ(read_some(pipe_[0]), text + "\n");
  }
}

TEST_F(LogWriterTest, EachDestinationHasItsOwnFormat) {
  LogDestination json = file();
  json.format = mmdagent::LogFormat::json;
  LogWriter writer(outbound_, modules_, {json, pipe(OutboundStream::log)}, LogClock::utc);
  write(Level::status, "one");
  outbound_.publish();
  writer.stop();
  EXPECT_EQ(content_of(path_),
            R"({"time":"1970-01-01T00:00:00.000Z","tick":5,"module":"MMDAgent","level":"Status",)"
            "\"text\":\"one\"}\n");
  EXPECT_EQ(read_some(pipe_[0]), stamp + "Status: one\n");
}

// Each line is there before the next is written, and none is left behind.
TEST_F(LogWriterTest, APromptDestinationWaitsForEachLine) {
  LogDestination prompt = pipe(OutboundStream::wire);
  prompt.prompt = true;
  LogWriter writer(outbound_, modules_, {prompt, file()}, LogClock::utc);
  for (int i = 0; i < 2'000; ++i) {
    write(Level::sent, "KEY" + std::to_string(i), true);
    outbound_.publish();
    ASSERT_EQ(read_some(pipe_[0]), "KEY" + std::to_string(i) + "\n");
  }
}

TEST_F(LogWriterTest, EachDestinationTakesItsStreamAndLevels) {
  const LogDestination problems{OutboundStream::log, "", pipe_[1],
                                level_bit(Level::error) | level_bit(Level::warning)};
  LogWriter writer(outbound_, modules_, {file(OutboundStream::wire), problems}, LogClock::utc);
  write(Level::sent, "KEY", true);
  write(Level::status, "fine");
  write(Level::warning, "careful");
  outbound_.publish();
  writer.stop();
  EXPECT_EQ(content_of(path_), "KEY\n");
  EXPECT_EQ(read_some(pipe_[0]), stamp + "Warning: careful\n");
}

TEST_F(LogWriterTest, AnUnwritableFileCostsOneLineAndNothingElse) {
  testing::internal::CaptureStderr();
  LogDestination bad{OutboundStream::log, "/nonexistent/a.log", -1, mmdagent::all_log_levels};
  LogWriter writer(outbound_, modules_, {bad, file()}, LogClock::utc);
  write(Level::status, "one");
  outbound_.publish();
  writer.stop();
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "mmdagent: /nonexistent/a.log: cannot be written: No such file or directory\n");
  EXPECT_EQ(content_of(path_), stamp + "Status: one\n");
}

TEST_F(LogWriterTest, AClosedPipeCostsOneLine) {
  testing::internal::CaptureStderr();
  LogWriter writer(outbound_, modules_, {pipe(OutboundStream::wire)}, LogClock::utc);
  close(pipe_[0]);
  pipe_[0] = -1;
  for (int i = 0; i < 3; ++i) {
    write(Level::sent, "KEY", true);
    outbound_.publish();
  }
  writer.stop();
  EXPECT_EQ(
      testing::internal::GetCapturedStderr(),
      "mmdagent: descriptor " + std::to_string(pipe_[1]) + ": cannot be written: Broken pipe\n");
}

// Nobody reads the pipe: the writer of messages goes on, the other destination too, and the stop
// comes within its patience with the number of lines left.
TEST_F(LogWriterTest, AStuckPipeHoldsUpNobody) {
  testing::internal::CaptureStderr();
  LogWriter writer(outbound_, modules_, {pipe(OutboundStream::wire), file()}, LogClock::utc);
  const std::string text(999, 'x');
  constexpr int count = 1'000;
  for (int i = 0; i < count; ++i) {
    write(Level::sent, text, true);
    outbound_.publish();
    if (i % 10 == 0) std::this_thread::sleep_for(12ms);  // the writer's pace: the file keeps up
  }
  EXPECT_LE(outbound_.held_bytes(), 128U * 1'024);
  const auto before = std::chrono::steady_clock::now();
  writer.stop(50ms);
  EXPECT_LT(std::chrono::steady_clock::now() - before, 1s);
  EXPECT_EQ(content_of(path_).size(), count * (stamp.size() + 6 + 1'000));
  const std::string said = testing::internal::GetCapturedStderr();
  EXPECT_NE(said.find(" lines not written\n"), std::string::npos) << said;
}

// Standard error is where the writer complains; when that is the stuck one it must not wait either.
TEST_F(LogWriterTest, AStuckStandardErrorHoldsUpNobody) {
  const int kept = dup(STDERR_FILENO);
  LogDestination destination = pipe(OutboundStream::log);
  ASSERT_EQ(dup2(destination.descriptor, STDERR_FILENO), STDERR_FILENO);
  destination.descriptor = STDERR_FILENO;
  const auto before = std::chrono::steady_clock::now();
  {
    LogWriter writer(outbound_, modules_, {destination}, LogClock::utc);
    for (int i = 0; i < 300; ++i) write(Level::status, std::string(999, 'x'));
    outbound_.publish();
    writer.stop(50ms);
  }
  dup2(kept, STDERR_FILENO);
  close(kept);
  EXPECT_LT(std::chrono::steady_clock::now() - before, 2s);
}

// Lines that a full pipe did not take follow as soon as it is read, without anything new to write.
TEST_F(LogWriterTest, GoesOnWhenAStuckPipeIsReadAgain) {
  LogWriter writer(outbound_, modules_, {pipe(OutboundStream::wire)}, LogClock::utc);
  const int capacity = fcntl(pipe_[0], F_SETPIPE_SZ, 8'192);
  ASSERT_GT(capacity, 0);
  const std::string text(999, 'x');
  constexpr std::size_t count = 30;
  for (std::size_t i = 0; i < count; ++i) write(Level::sent, text, true);
  outbound_.publish();
  std::this_thread::sleep_for(50ms);  // the writer finds the pipe full
  std::size_t got = 0;
  while (got < count * 1'000) {
    pollfd entry{pipe_[0], POLLIN, 0};
    ASSERT_EQ(poll(&entry, 1, 5'000), 1) << "nothing more after " << got << " bytes";
    got += read_some(pipe_[0]).size();
  }
  EXPECT_EQ(got, count * 1'000);
}

// The pipe is read again after the lag limit was passed: the log says how many lines are missing.
TEST_F(LogWriterTest, LinesGivenUpAreCountedInTheLog) {
  LogWriter writer(outbound_, modules_, {pipe(OutboundStream::log)}, LogClock::utc);
  const std::string text(999, 'x');
  constexpr std::size_t count = 1'000;
  for (std::size_t i = 0; i < count; ++i) {
    write(Level::status, text);
    outbound_.publish();
  }
  std::string got;
  std::thread reader([&] {
    for (;;) {
      const std::string some = read_some(pipe_[0]);
      if (some.empty()) break;
      got += some;
    }
  });
  writer.stop(5s);
  close(pipe_[1]);
  pipe_[1] = -1;
  reader.join();
  std::istringstream lines(got);
  std::string line;
  std::size_t written = 0;
  std::size_t lost = 0;
  while (std::getline(lines, line)) {
    const std::size_t at = line.find("Warning: ");
    if (at == std::string::npos) {
      ++written;
      EXPECT_EQ(line, stamp + "Status: " + text);
    } else {
      lost += std::stoul(line.substr(at + 9));
      EXPECT_NE(line.find(" lines were left out: descriptor "), std::string::npos);
    }
  }
  EXPECT_GT(lost, 0U);
  EXPECT_EQ(written + lost, count);
}

}  // namespace
