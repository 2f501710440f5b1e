#include "message/log_format.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>
#include <optional>
#include <regex>
#include <string>
#include <utility>

#include "message/module_table.h"
#include "message/outbound_reader.h"

namespace {

using mmdagent::Level;
using mmdagent::LogClock;
using mmdagent::LogFormat;
using mmdagent::LogFormatter;
using mmdagent::ModuleTable;
using mmdagent::OutboundRecord;

constexpr std::int64_t millisecond = 1'000'000;
constexpr std::int64_t second = 1'000 * millisecond;

std::string line_of(LogFormatter& formatter, const ModuleTable& modules,
                    const OutboundRecord& record) {
  std::string out;
  formatter.append(record, modules, out);
  return out;
}

TEST(LogFormat, WritesTheWholeLine) {
  ModuleTable modules;
  modules.add("Remote");
  LogFormatter formatter(LogClock::utc);
  // 2000-01-01 00:00:00 UTC
  OutboundRecord record{Level::sent, 1, 3, 42, 946'684'800 * second + 7 * millisecond, "KEY|a\n"};
  EXPECT_EQ(line_of(formatter, modules, record),
            "[2000/01/01 00:00:00.007] [42] Remote: Sent: KEY|a\n");
  record.time += 993 * millisecond - 1;
  EXPECT_EQ(line_of(formatter, modules, record),
            "[2000/01/01 00:00:00.999] [42] Remote: Sent: KEY|a\n");
  record.time += 1;
  record.module = 0;
  EXPECT_EQ(line_of(formatter, modules, record),
            "[2000/01/01 00:00:01.000] [42] MMDAgent: Sent: KEY|a\n");
  record.time = -1;
  EXPECT_EQ(line_of(formatter, modules, record),
            "[1969/12/31 23:59:59.999] [42] MMDAgent: Sent: KEY|a\n");
}

TEST(LogFormat, TellsTheBytesOfALine) {
  ModuleTable modules;
  modules.add("Remote");
  LogFormatter formatter(LogClock::utc);
  for (const std::uint64_t tick : {0U, 9U, 10U, 1'234'567U}) {
    for (int level = 0; level <= static_cast<int>(Level::captured); ++level) {
      const auto of = static_cast<Level>(level);
      const std::string text(static_cast<std::size_t>(level), 'x');
      EXPECT_EQ(mmdagent::log_line_bytes(tick, "Remote", of, text.size()),
                line_of(formatter, modules, {of, 1, 0, tick, 0, text + "\n"}).size());
    }
  }
}

TEST(LogFormat, NamesEveryLevel) {
  ModuleTable modules;
  LogFormatter formatter(LogClock::utc);
  const std::pair<Level, std::string> levels[] = {
      {Level::error, "Error"}, {Level::warning, "Warning"}, {Level::status, "Status"},
      {Level::debug, "Debug"}, {Level::sent, "Sent"},       {Level::captured, "Captured"},
      {Level::none, ""},
  };
  for (const auto& [level, name] : levels) {
    EXPECT_EQ(line_of(formatter, modules, {level, 0, 0, 0, 0, "t\n"}),
              "[1970/01/01 00:00:00.000] [0] MMDAgent: " + name + ": t\n");
  }
}

TEST(LogFormat, ReportsAnUnknownModule) {
  ModuleTable modules;
  LogFormatter formatter(LogClock::utc);
  EXPECT_EQ(line_of(formatter, modules, {Level::status, 77, 0, 5, 0, "secret\n"}),
            "[1970/01/01 00:00:00.000] [5] MMDAgent: Error: InternalError: unknown module id = "
            "77\n");
}

class TimeZone {
 public:
  explicit TimeZone(const char* zone) {
    if (const char* before = std::getenv("TZ")) before_ = before;
    setenv("TZ", zone, 1);
    tzset();
  }
  ~TimeZone() {
    if (before_) {
      setenv("TZ", before_->c_str(), 1);
    } else {
      unsetenv("TZ");
    }
    tzset();
  }
  TimeZone(const TimeZone&) = delete;
  TimeZone& operator=(const TimeZone&) = delete;

 private:
  std::optional<std::string> before_;
};

TEST(LogFormat, UsesLocalTimeByDefault) {
  const TimeZone zone("JST-9");
  ModuleTable modules;
  LogFormatter formatter;
  EXPECT_EQ(line_of(formatter, modules, {Level::status, 0, 0, 0, 0, "t\n"}),
            "[1970/01/01 09:00:00.000] [0] MMDAgent: Status: t\n");
}

TEST(LogFormat, Case2EveryLineHasTheForm) {
  const std::regex form(R"(^\[\d{4}/\d\d/\d\d \d\d:\d\d:\d\d\.\d{3,4}\] \[\d+\] [^:]+: )"
                        R"((|Error|Warning|Status|Debug|Sent|Captured): )");
  ModuleTable modules;
  LogFormatter formatter;
  for (int level = 0; level <= static_cast<int>(Level::captured); ++level) {
    for (std::int64_t time = 0; time < 2 * second; time += 333 * millisecond) {
      const std::string line =
          line_of(formatter, modules, {static_cast<Level>(level), 0, 0, 123'456, time, "A|b: c\n"});
      EXPECT_TRUE(std::regex_search(line, form)) << line;
    }
  }
}

TEST(LogFormat, WritesTheSameAsJson) {
  ModuleTable modules;
  modules.add("Remote");
  LogFormatter formatter(LogClock::utc, LogFormat::json);
  EXPECT_EQ(line_of(formatter, modules,
                    {Level::sent, 1, 3, 42, 946'684'800 * second + 7 * millisecond, "KEY|a\n"}),
            R"({"time":"2000-01-01T00:00:00.007Z","tick":42,"module":"Remote","level":"Sent",)"
            "\"text\":\"KEY|a\"}\n");
  EXPECT_EQ(line_of(formatter, modules, {Level::none, 7, 0, 0, -1, "x\n"}),
            R"({"time":"1969-12-31T23:59:59.999Z","tick":0,"module":"MMDAgent","level":"Error",)"
            "\"text\":\"InternalError: unknown module id = 7\"}\n");
}

TEST(LogFormat, JsonNamesTheZone) {
  ModuleTable modules;
  for (const auto& [zone, time] : {std::pair{"JST-9", "1970-01-01T09:00:00.000+09:00"},
                                   std::pair{"NST3:30", "1969-12-31T20:30:00.000-03:30"}}) {
    const TimeZone here(zone);
    LogFormatter formatter(LogClock::local, LogFormat::json);
    EXPECT_EQ(line_of(formatter, modules, {Level::none, 0, 0, 0, 0, "\n"}),
              R"({"time":")" + std::string(time) +
                  R"(","tick":0,"module":"MMDAgent","level":"","text":""})" + "\n");
  }
}

TEST(LogFormat, JsonIsOneLineOfValidUtf8WhateverTheTextIs) {
  ModuleTable modules;
  LogFormatter formatter(LogClock::utc, LogFormat::json);
  const std::string line =
      line_of(formatter, modules,
              {Level::status, 0, 0, 0, 0, "a\"b\\c\nd\te\x01 \xE3\x81\x82 \xFF\xC3(\x7F\n"});
  EXPECT_EQ(line.substr(line.find("\"text\"")),
            "\"text\":\"a\\\"b\\\\c\\nd\\u0009e\\u0001 \xE3\x81\x82 "
            "\xEF\xBF\xBD\xEF\xBF\xBD(\x7F\"}\n");
}

}  // namespace
