#include "runtime/content_log.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>

#include "host_limits.h"
#include "message/inbound_ring.h"
#include "message/log_writer.h"
#include "message/module_table.h"
#include "message/outbound.h"
#include "message/type_table.h"
#include "runtime/clock.h"
#include "runtime/router.h"
#include "support/temporary_folder.h"

using mmdagent::ContentLog;
using mmdagent::Level;

namespace {

class CountedLines final : public mmdagent::Router::Handler {
 public:
  explicit CountedLines(std::optional<ContentLog>& log) : log_(log) {}
  void handle(const mmdagent::Message&, const mmdagent::TypeDispatch&) override {}
  void logged(const mmdagent::OutboundEntry& entry) override {
    if (log_) log_->count(entry);
  }

 private:
  std::optional<ContentLog>& log_;
};

class ContentLogTest : public testing::Test {
 protected:
  void log(std::string_view text) {
    router_.log(0, Level::status, text);
    outbound_.publish();
  }
  std::string path(const char* name = "a.txt") const { return (dir_.path() / name).string(); }
  void open(const char* name = "a.txt") {
    log_->open(::open(path(name).c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644),
               path(name));
  }
  // What is in the file once all is written.
  std::string written(const char* name = "a.txt") {
    writer_.stop(std::chrono::seconds(10));
    std::ostringstream text;
    text << std::ifstream(path(name)).rdbuf();
    return text.str();
  }
  static std::string line(std::string_view text) {
    return "[2000/01/01 00:00:00.000] [0] MMDAgent: Status: " + std::string(text) + "\n";
  }

  test_support::TemporaryFolder dir_;
  mmdagent::Clock clock_ = mmdagent::Clock::simulated(946'684'800.0);
  mmdagent::ModuleTable modules_;
  mmdagent::InboundRing ring_;
  mmdagent::OutboundLog outbound_;
  mmdagent::TypeTable types_;
  CountedLines handler_{log_};
  mmdagent::Router router_{ring_, outbound_, types_, clock_, handler_};
  mmdagent::LogWriter writer_{outbound_, modules_, {}, mmdagent::LogClock::utc};
  std::optional<ContentLog> log_{std::in_place, writer_, modules_, clock_,
                                 [](Level, std::string_view) {}};
};

}  // namespace

TEST_F(ContentLogTest, TheFileHoldsWhatIsLoggedFromItsBeginToItsEnd) {
  log("before");
  ASSERT_TRUE(log_->begin());
  EXPECT_EQ(log_->file_name(), "log_2000_01_01__00_00_00__000.txt");
  log("one");
  open();
  EXPECT_TRUE(log_->recording());
  log("two");
  router_.post(0, "KEY", "x");
  log_->finish();
  EXPECT_FALSE(log_->recording());
  log("after");
  EXPECT_EQ(written(),
            line("one") + line("two") + "[2000/01/01 00:00:00.000] [0] MMDAgent: Sent: KEY|x\n");
}

TEST_F(ContentLogTest, OneAfterAnother) {
  for (const char* name : {"a.txt", "b.txt"}) {
    ASSERT_TRUE(log_->begin());
    open(name);
    log(name);
    log_->finish();
  }
  EXPECT_EQ(written("a.txt"), line("a.txt"));
  EXPECT_EQ(written("b.txt"), line("b.txt"));
}

TEST_F(ContentLogTest, AFileThatCouldNotBeMadeIsForgotten) {
  ASSERT_TRUE(log_->begin());
  log("one");
  log_->drop();
  EXPECT_FALSE(log_->recording());
  ASSERT_TRUE(log_->begin());
  open();
  log("two");
  log_->finish();
  EXPECT_EQ(written(), line("two"));
}

TEST_F(ContentLogTest, TheEndOfTheRunEndsTheFile) {
  ASSERT_TRUE(log_->begin());
  open();
  log("one");
  log_.reset();
  log("after");
  EXPECT_EQ(written(), line("one"));
}

TEST_F(ContentLogTest, EndsAtTenMebibytesWithOneLine) {
  ASSERT_TRUE(log_->begin());
  open();
  const std::string text(65'000, 'x');
  std::string wanted;
  while (log_->recording()) {
    log(text);
    wanted += line(text);
    ASSERT_LE(wanted.size(), mmdagent::limits::content_log_bytes + text.size() + 100);
  }
  EXPECT_GE(wanted.size(), mmdagent::limits::content_log_bytes);
  EXPECT_LT(wanted.size() - line(text).size(), mmdagent::limits::content_log_bytes);
  log("after");
  const std::string got = written();
  EXPECT_TRUE(got == wanted + "ERROR: log size reached limit (10.00 MB), terminate logging now!\n")
      << got.size() << " " << wanted.size();
}
