#include "runtime/router.h"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "message/inbound_ring.h"
#include "message/outbound.h"
#include "message/outbound_reader.h"
#include "runtime/clock.h"

using mmdagent::InboundRing;
using mmdagent::Level;
using mmdagent::Message;
using mmdagent::PushResult;
using mmdagent::Record;
using mmdagent::RecordKind;
using mmdagent::Router;
using Lines = std::vector<std::string>;
using namespace std::chrono_literals;

namespace {

class RouterTest : public testing::Test, protected Router::Handler {
 protected:
  void handle(const Message& message, const mmdagent::TypeDispatch&) override {
    handled.push_back(message.args.empty()
                          ? std::string(message.type)
                          : std::string(message.type) + "|" + std::string(message.args));
    if (on_message) on_message(message);
  }

  void logged(const mmdagent::OutboundEntry& entry) override {
    logged_lines.push_back(std::to_string(static_cast<int>(entry.level)) + " " +
                           std::string(entry.text) +
                           (entry.args.empty() ? "" : "|" + std::string(entry.args)));
  }

  void push(std::string_view type, std::string_view args, std::uint16_t module = 1) {
    ASSERT_EQ(ring.try_push(Record{RecordKind::message, Level::sent, module, type, args}),
              PushResult::pushed);
  }

  static Lines read(mmdagent::OutboundReader& reader, bool levels) {
    Lines lines;
    std::array<mmdagent::OutboundRecord, 16> records;
    while (const std::size_t count = reader.peek(records)) {
      for (std::size_t i = 0; i < count; ++i) {
        std::string text(records[i].text());
        if (levels) text = std::to_string(static_cast<int>(records[i].level)) + " " + text;
        lines.push_back(std::move(text));
      }
      reader.consume(count);
    }
    return lines;
  }

  InboundRing ring;
  mmdagent::OutboundLog outbound;
  mmdagent::TypeTable types;
  mmdagent::Clock clock = mmdagent::Clock::simulated(0.0);
  Router router{ring, outbound, types, clock, *this};
  mmdagent::OutboundReader wire = *outbound.open(mmdagent::OutboundStream::wire, {});
  mmdagent::OutboundReader log = *outbound.open(mmdagent::OutboundStream::log, {});
  Lines handled;
  Lines logged_lines;
  std::function<void(const Message&)> on_message;
};

}  // namespace

TEST_F(RouterTest, EachLineOfTheLogIsToldOnce) {
  push("OUTSIDE", "x");
  on_message = [&](const Message& message) {
    if (message.type != "OUTSIDE") return;
    router.post(0, "OWN", "y");
    router.log(0, Level::warning, "careful");
  };
  router.dispatch(std::nullopt);
  EXPECT_EQ(logged_lines, (Lines{"5 OUTSIDE|x", "5 OWN|y", "2 careful"}));
  EXPECT_EQ(read(log, true), logged_lines);
}

TEST_F(RouterTest, AMessageAndWhatItCausesComeBeforeTheNextFromOutside) {
  on_message = [&](const Message& message) {
    if (message.type == "A") router.post(0, "A_EVENT", message.args);
    if (message.type == "A_EVENT") router.post(0, "A_LAST", "");
  };
  push("A", "1");
  push("A", "2");
  EXPECT_EQ(router.dispatch(std::nullopt), Router::End::empty);
  const Lines order{"A|1", "A_EVENT|1", "A_LAST", "A|2", "A_EVENT|2", "A_LAST"};
  EXPECT_EQ(handled, order);
  EXPECT_EQ(read(wire, false), order);
  EXPECT_EQ(router.dispatched(), 6U);
}

TEST_F(RouterTest, EveryMessageIsLoggedAsSentOnceWhenItIsPosted) {
  on_message = [&](const Message& message) {
    if (message.type == "A") {
      router.post(0, "B", "x");
      router.log(0, Level::status, "after B was posted");
    }
  };
  push("A", "");
  router.dispatch(std::nullopt);
  EXPECT_EQ(read(log, true), (Lines{"5 A", "5 B|x", "3 after B was posted"}));
}

TEST_F(RouterTest, LinesFromOutsideKeepTheirArgumentsVerbatim) {
  ASSERT_EQ(ring.try_push(Record{RecordKind::message, Level::sent, 1, "A", "|b||c"}),
            PushResult::pushed);
  router.dispatch(std::nullopt);
  EXPECT_EQ(handled, Lines{"A||b||c"});
  EXPECT_EQ(read(wire, false), Lines{"A||b||c"});
}

TEST_F(RouterTest, TooLongAndEmptyMessagesAreNotQueued) {
  EXPECT_TRUE(router.post(0, "", "x"));
  EXPECT_FALSE(router.post(0, "LONG", std::string(65'531, 'a')));
  EXPECT_TRUE(router.post(0, "FITS", std::string(65'530, 'a')));
  router.dispatch(std::nullopt);
  ASSERT_EQ(handled.size(), 1U);
  EXPECT_EQ(handled[0].size(), 65'535U);
  EXPECT_EQ(read(log, true)[0],
            "1 message of 65536 bytes refused, at most 65535 are possible: LONG");
}

TEST_F(RouterTest, P72Case108RecordingIsTheCoresOwnBusiness) {
  router.post(1, "RECOG_RECORD_START", "d");
  push("RECOG_RECORD_STOP", "d", 2);
  router.post(0, "RECOG_RECORD_START", "d");
  router.dispatch(std::nullopt);
  EXPECT_EQ(handled, Lines{"RECOG_RECORD_START|d"});
  EXPECT_EQ(read(log, true), Lines{"5 RECOG_RECORD_START|d"});
}

TEST_F(RouterTest, EmptyLinesAndUnknownLevelsOfTheLog) {
  router.log(0, Level::status, "");
  router.log(1, static_cast<Level>(200), "text");
  ASSERT_EQ(ring.try_push(Record{RecordKind::log, static_cast<Level>(7), 1, "text", {}}),
            PushResult::pushed);
  router.dispatch(std::nullopt);
  EXPECT_EQ(read(log, true), (Lines{"1 InternalError: unknown flag id = 200",
                                    "1 InternalError: unknown flag id = 7"}));
}

TEST_F(RouterTest, PausesAtTheDeadlineAndLosesNothing) {
  for (int i = 0; i < 1000; ++i) push("N", std::to_string(i));
  EXPECT_EQ(router.dispatch(std::chrono::steady_clock::now() - 1s), Router::End::paused);
  EXPECT_LT(handled.size(), 1000U);
  EXPECT_EQ(router.dispatch(std::nullopt), Router::End::empty);
  ASSERT_EQ(handled.size(), 1000U);
  for (int i = 0; i < 1000; ++i)
    EXPECT_EQ(handled[static_cast<std::size_t>(i)], "N|" + std::to_string(i));
}

TEST_F(RouterTest, MessagesThatAnswerEachOtherYieldToTheFrameWithOneWarning) {
  on_message = [&](const Message& message) {
    router.post(0, message.type == "PING" ? "PONG" : "PING", "");
  };
  router.post(0, "PING", "");
  EXPECT_EQ(router.dispatch(std::nullopt), Router::End::runaway);
  EXPECT_EQ(handled.size(), Router::own_messages_per_pass);
  EXPECT_EQ(router.dispatch(std::nullopt), Router::End::runaway);
  EXPECT_EQ(handled.size(), 2 * Router::own_messages_per_pass);
  int warnings = 0;
  for (const std::string& line : read(log, true)) warnings += line.starts_with("2 ") ? 1 : 0;
  EXPECT_EQ(warnings, 1);
}

TEST_F(RouterTest, LogLinesAndTasksFromOutsideKeepTheirPlace) {
  class Note final : public mmdagent::AgentTask {
   public:
    explicit Note(Lines& lines) : lines_(lines) {}
    void run() override { lines_.emplace_back("task"); }

   private:
    Lines& lines_;
  };
  push("A", "");
  std::unique_ptr<mmdagent::AgentTask> task = std::make_unique<Note>(handled);
  ASSERT_EQ(ring.try_push(task, 1), PushResult::pushed);
  ASSERT_EQ(ring.try_push(Record{RecordKind::log, Level::warning, 1, "careful", {}}),
            PushResult::pushed);
  push("B", "");
  router.dispatch(std::nullopt);
  EXPECT_EQ(handled, (Lines{"A", "task", "B"}));
  EXPECT_EQ(read(log, true), (Lines{"5 A", "2 careful", "5 B"}));
}

TEST_F(RouterTest, AtTheEndOnlyLogLinesAreTaken) {
  push("LATE", "");
  ASSERT_EQ(ring.try_push(Record{RecordKind::log, Level::error, 1, "last words", {}}),
            PushResult::pushed);
  router.take_last_log_lines();
  EXPECT_TRUE(handled.empty());
  EXPECT_EQ(read(log, true), Lines{"1 last words"});
}
