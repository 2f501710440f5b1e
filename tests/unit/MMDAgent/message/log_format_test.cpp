#include "message/log_format.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>
#include <string>

#include "message/module_table.h"
#include "message/outbound_reader.h"

namespace {

using mmdagent::Level;
using mmdagent::LogClock;
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

TEST(LogFormat, UsesLocalTimeByDefault) {
  const char* zone = std::getenv("TZ");
  const std::string before = zone == nullptr ? "" : zone;
  setenv("TZ", "JST-9", 1);
  tzset();
  ModuleTable modules;
  LogFormatter formatter;
  EXPECT_EQ(line_of(formatter, modules, {Level::status, 0, 0, 0, 0, "t\n"}),
            "[1970/01/01 09:00:00.000] [0] MMDAgent: Status: t\n");
  if (zone == nullptr) {
    unsetenv("TZ");
  } else {
    setenv("TZ", before.c_str(), 1);
  }
  tzset();
}

}  // namespace
