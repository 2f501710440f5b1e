#include "message/log_format.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "message/message_text.h"
#include "message/module_table.h"
#include "message/outbound_reader.h"

namespace mmdagent {
namespace {

constexpr std::int64_t nanoseconds_per_second = 1'000'000'000;
constexpr std::int64_t nanoseconds_per_millisecond = 1'000'000;
constexpr long seconds_per_minute = 60;
constexpr long minutes_per_hour = 60;

void append_number(std::string& out, std::uint64_t number) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

void append_milliseconds(std::string& out, unsigned milliseconds) {
  out.push_back(static_cast<char>('0' + milliseconds / 100));
  out.push_back(static_cast<char>('0' + milliseconds / 10 % 10));
  out.push_back(static_cast<char>('0' + milliseconds % 10));
}

void append_escaped(std::string& out, char character) {
  constexpr std::string_view digits = "0123456789abcdef";
  switch (character) {
    case '"':
      out.append("\\\"");
      return;
    case '\\':
      out.append("\\\\");
      return;
    case '\n':
      out.append("\\n");
      return;
    default:
      break;
  }
  const auto byte = static_cast<unsigned char>(character);
  if (byte >= 0x20) {
    out.push_back(character);
    return;
  }
  out.append("\\u00");
  out.push_back(digits[byte >> 4U]);
  out.push_back(digits[byte & 0xFU]);
}

// Inside quotation marks; a byte that belongs to no character becomes U+FFFD.
void append_json_text(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const std::size_t valid = valid_utf8_length(text);
    for (const char character : text.substr(0, valid)) append_escaped(out, character);
    text.remove_prefix(valid);
    if (text.empty()) return;
    out.append("\xEF\xBF\xBD");
    text.remove_prefix(1);
  }
}

}  // namespace

std::string_view level_name(Level level) {
  switch (level) {
    case Level::error:
      return "Error";
    case Level::warning:
      return "Warning";
    case Level::status:
      return "Status";
    case Level::debug:
      return "Debug";
    case Level::sent:
      return "Sent";
    case Level::captured:
      return "Captured";
    case Level::none:
      break;
  }
  return {};
}

std::size_t log_line_bytes(std::uint64_t tick, std::string_view module, Level level,
                           std::size_t text_bytes) {
  constexpr std::string_view around = "[YYYY/MM/DD hh:mm:ss.mmm] [] : : \n";
  std::size_t digits = 1;
  for (; tick >= 10; tick /= 10) ++digits;
  return around.size() + digits + module.size() + level_name(level).size() + text_bytes;
}

void LogFormatter::set_second(std::int64_t second) {
  second_ = second;
  const auto time = static_cast<std::time_t>(second);
  std::tm parts{};
  if (clock_ == LogClock::local) {
    localtime_r(&time, &parts);
  } else {
    gmtime_r(&time, &parts);
  }
  const bool json = format_ == LogFormat::json;
  const int length =
      std::snprintf(stamp_.data(), stamp_.size(),
                    json ? "%04d-%02d-%02dT%02d:%02d:%02d." : "[%4d/%02d/%02d %02d:%02d:%02d.",
                    parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour,
                    parts.tm_min, parts.tm_sec);
  stamp_length_ = static_cast<std::size_t>(length);
  if (clock_ == LogClock::utc) {
    zone_ = {'Z'};
    return;
  }
  const long minutes = std::abs(parts.tm_gmtoff) / seconds_per_minute;
  std::snprintf(zone_.data(), zone_.size(), "%c%02ld:%02ld", parts.tm_gmtoff < 0 ? '-' : '+',
                minutes / minutes_per_hour, minutes % minutes_per_hour);
}

void LogFormatter::append(const OutboundRecord& record, const ModuleTable& modules,
                          std::string& out) {
  std::int64_t second = record.time / nanoseconds_per_second;
  std::int64_t rest = record.time % nanoseconds_per_second;
  if (rest < 0) {
    --second;
    rest += nanoseconds_per_second;
  }
  if (second != second_) set_second(second);
  Line line{static_cast<unsigned>(rest / nanoseconds_per_millisecond), record.tick,
            modules.name(record.module), level_name(record.level), record.text()};
  std::string unknown;
  if (line.module.empty()) {
    unknown = "InternalError: unknown module id = " + std::to_string(record.module);
    line.module = modules.name(0);
    line.level = level_name(Level::error);
    line.text = unknown;
  }
  if (format_ == LogFormat::json) {
    append_json(line, out);
  } else {
    append_text(line, out);
  }
}

void LogFormatter::append_text(const Line& line, std::string& out) const {
  out.append(stamp_.data(), stamp_length_);
  append_milliseconds(out, line.milliseconds);
  out.append("] [");
  append_number(out, line.tick);
  out.append("] ").append(line.module).append(": ").append(line.level).append(": ");
  out.append(line.text).push_back('\n');
}

void LogFormatter::append_json(const Line& line, std::string& out) const {
  out.append(R"({"time":")").append(stamp_.data(), stamp_length_);
  append_milliseconds(out, line.milliseconds);
  out.append(zone_.data()).append(R"(","tick":)");
  append_number(out, line.tick);
  out.append(R"(,"module":")");
  append_json_text(out, line.module);
  out.append(R"(","level":")").append(line.level).append(R"(","text":")");
  append_json_text(out, line.text);
  out.append("\"}\n");
}

}  // namespace mmdagent
