#include "options/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <iterator>

#include "MMDAgent/Message.h"
#include "host_limits.h"
#include "version.h"

namespace mmdagent {
namespace {

template <class T>
std::optional<T> whole_number(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// Above 0 and finite.
std::optional<double> positive_number(std::string_view text) {
  const auto value = whole_number<double>(text);
  return value && std::isfinite(*value) && *value > 0.0 ? value : std::nullopt;
}

std::optional<glm::ivec2> window_size(std::string_view text) {
  const std::size_t cross = text.find('x');
  if (cross == std::string_view::npos) return std::nullopt;
  const auto width = whole_number<int>(text.substr(0, cross));
  const auto height = whole_number<int>(text.substr(cross + 1));
  const auto fits = [](const std::optional<int>& side) {
    return side && *side >= 1 && *side <= limits::window_side;
  };
  if (!fits(width) || !fits(height)) return std::nullopt;
  return glm::ivec2(*width, *height);
}

// `YYYY-MM-DD hh:mm[:ss]` (or with a `T` between) of local time.
std::optional<std::int64_t> local_time(std::string_view text) {
  if (text.size() != 16 && text.size() != 19) return std::nullopt;
  const bool punctuated = text[4] == '-' && text[7] == '-' &&
                          (text[10] == ' ' || text[10] == 'T') && text[13] == ':' &&
                          (text.size() == 16 || text[16] == ':');
  if (!punctuated) return std::nullopt;
  const auto part = [&](std::size_t at, std::size_t count, int low,
                        int high) -> std::optional<int> {
    const auto value = whole_number<int>(text.substr(at, count));
    return value && *value >= low && *value <= high ? value : std::nullopt;
  };
  const auto year = part(0, 4, 1970, 9999);
  const auto month = part(5, 2, 1, 12);
  const auto day = part(8, 2, 1, 31);
  const auto hour = part(11, 2, 0, 23);
  const auto minute = part(14, 2, 0, 59);
  const auto second = text.size() == 19 ? part(17, 2, 0, 59) : 0;
  if (!year || !month || !day || !hour || !minute || !second) return std::nullopt;
  std::tm parts{};
  parts.tm_year = *year - 1900;
  parts.tm_mon = *month - 1;
  parts.tm_mday = *day;
  parts.tm_hour = *hour;
  parts.tm_min = *minute;
  parts.tm_sec = *second;
  parts.tm_isdst = -1;
  const std::time_t seconds = std::mktime(&parts);
  // A day that the month does not have moves to the next month.
  if (seconds == -1 || parts.tm_mday != *day) return std::nullopt;
  return seconds;
}

std::string lower_case_extension(const std::string& file) {
  std::string extension = std::filesystem::path(file).extension().string();
  for (char& c : extension) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return extension;
}

// One `%d` with an optional width like `%05d`, no other `%`.
bool has_frame_number(std::string_view text) {
  const std::size_t percent = text.find('%');
  if (percent == std::string_view::npos) return false;
  const std::size_t end = text.find_first_not_of("0123456789", percent + 1);
  return end != std::string_view::npos && text[end] == 'd' && end - percent <= 3 &&
         text.find('%', end) == std::string_view::npos;
}

// What the options leave as text for checking after all of them are known.
struct RawOptions {
  std::string size, fixed_step, seed, epoch, frames, duration, screenshot, record, log_file;
  bool compat_turn_speed = false, list_messages = false, list_options = false;
};

// Stops at the first problem; each names the option, what was expected and what was given.
class Checker {
 public:
  Checker(const CLI::App& app, const RawOptions& raw, CommandLine& line)
      : app_(app), raw_(raw), line_(line) {}

  std::optional<std::string> problem() {
    check_numbers();
    check_files();
    check_lists();
    check_combinations();
    return problem_;
  }

 private:
  void fail(std::string text) {
    if (!problem_) problem_ = std::move(text);
  }

  bool given(const char* option) const { return app_.count(option) > 0; }

  template <class Target, class Value>
  void take(const char* option, const std::string& text, const char* expected,
            std::optional<Value> value, Target& target) {
    if (!given(option)) return;
    if (value) {
      target = *value;
    } else {
      fail(fmt::format("{}: expected {}, got \"{}\"", option, expected, text));
    }
  }

  void check_numbers() {
    take("--size", raw_.size, "WIDTHxHEIGHT of 1 to 16384 pixels each", window_size(raw_.size),
         line_.size);
    take("--fixed-step", raw_.fixed_step, "frames per second above 0",
         positive_number(raw_.fixed_step), line_.fixed_step);
    take("--seed", raw_.seed, "a whole number from 0", whole_number<std::uint64_t>(raw_.seed),
         line_.seed);
    auto frames = whole_number<std::uint64_t>(raw_.frames);
    if (frames == 0U) frames.reset();
    take("--frames", raw_.frames, "a whole number from 1", frames, line_.frames);
    take("--duration", raw_.duration, "seconds above 0", positive_number(raw_.duration),
         line_.duration);
    line_.epoch = local_time("2000-01-01 00:00").value_or(0);
    take("--epoch", raw_.epoch, "a time like \"2000-01-01 00:00\" or \"2000-01-01 00:00:00\"",
         local_time(raw_.epoch), line_.epoch);
  }

  void take_file(const char* option, const std::string& file, const char* expected, bool fits,
                 std::string& target) {
    if (!given(option)) return;
    if (!fits) {
      fail(fmt::format("{}: expected {}, got \"{}\"", option, expected, file));
      return;
    }
    target = std::filesystem::absolute(file).lexically_normal().string();
  }

  void check_files() {
    take_file("--screenshot", raw_.screenshot, "a file name ending .png",
              lower_case_extension(raw_.screenshot) == ".png", line_.screenshot);
    const std::string extension = lower_case_extension(raw_.record);
    take_file("--record", raw_.record, "a name ending .mp4 or one like frame%05d.png",
              extension == ".mp4" || (extension == ".png" && has_frame_number(raw_.record)),
              line_.record);
    take_file("--log", raw_.log_file, "a file name", !raw_.log_file.empty(), line_.log_file);
  }

  void check_lists() {
    for (const std::string& setting : line_.settings) {
      const std::size_t equals = setting.find('=');
      if (equals == std::string::npos || equals == 0 || setting.front() == '#') {
        fail(fmt::format("--set: expected KEY=VALUE, got \"{}\"", setting));
      } else if (setting.size() > limits::settings_line_bytes) {
        fail(fmt::format("--set: {} bytes, at most {} expected", setting.size(),
                         limits::settings_line_bytes));
      }
    }
    for (const std::string& message : line_.messages) {
      if (message.empty() || message.front() == '|' ||
          message.find_first_of("\r\n") != std::string::npos) {
        fail(fmt::format("--send: expected one line TYPE|arguments, got \"{}\"", message));
      } else if (message.size() > max_message_bytes) {
        fail(fmt::format("--send: {} bytes, at most {} expected", message.size(),
                         max_message_bytes));
      }
    }
    if (raw_.compat_turn_speed) line_.settings.emplace_back("compat_turn_speed=true");
  }

  void check_combinations() {
    const char* drawing = given("--screenshot") ? "--screenshot" : "--record";
    if (line_.no_render && (given("--screenshot") || given("--record"))) {
      fail(fmt::format("{}: cannot be used with --no-render", drawing));
    }
    for (const char* option : {"--seed", "--epoch"}) {
      if (given(option) && !line_.fixed_step) fail(fmt::format("{}: needs --fixed-step", option));
    }
    if (line_.watch && line_.fixed_step) fail("--watch: cannot be used with --fixed-step");
    if (raw_.list_messages && raw_.list_options) {
      fail("--messages: cannot be used with --options");
    }
    if (line_.json && !raw_.list_messages && !raw_.list_options) {
      fail("--json: needs --messages or --options");
    }
  }

  const CLI::App& app_;
  const RawOptions& raw_;
  CommandLine& line_;
  std::optional<std::string> problem_;
};

void add_options(CLI::App& app, CommandLine& line, RawOptions& raw) {
  app.add_option("content", line.content,
                 "settings file (.mdf), folder with exactly one of them, package (.mmda), web "
                 "address, or model, motion, stage and image files")
      ->type_name("");
  const auto value = [&](const char* name, std::string& target, const char* type,
                         const char* help) { app.add_option(name, target, help)->type_name(type); };
  app.add_flag("--headless", line.headless, "draw off screen; no display is needed");
  app.add_flag("--no-render", line.no_render, "draw nothing: messages, motion and physics only");
  value("--size", raw.size, "WxH", "size of the picture, overrides window_size");
  value("--fixed-step", raw.fixed_step, "FPS", "simulated time: each frame lasts 1/FPS s");
  value("--seed", raw.seed, "N", "seed of random numbers under --fixed-step (1)");
  value("--epoch", raw.epoch, "TIME", "start of simulated time (2000-01-01 00:00)");
  value("--frames", raw.frames, "N", "end after N frames");
  value("--duration", raw.duration, "SEC", "end after SEC seconds");
  value("--screenshot", raw.screenshot, "FILE.png", "write the last frame");
  value("--record", raw.record, "PATH", "write every frame: out.mp4, or frame%05d.png");
  const auto list = [&](const char* name, std::vector<std::string>& target, const char* type,
                        const char* help) {
    app.add_option(name, target, help)->type_name(type)->allow_extra_args(false);
  };
  list("--set", line.settings, "KEY=VALUE", "override a setting (repeatable)");
  app.add_flag("--compat-turn-speed", raw.compat_turn_speed,
               "same as --set compat_turn_speed=true");
  list("--send", line.messages, "TYPE|ARGS", "post a message at start (repeatable)");
  app.add_flag(
      "--watch", line.watch,
      "read files of the content anew when they change: settings, scripts, models, motions, "
      "images");
  app.add_flag("--print-messages", line.print_messages,
               "every message on standard output, one a line");
  app.add_flag("--print-stats", line.print_stats, "timing counters at the end");
  value("--log", raw.log_file, "FILE", "write the log to a file");
  app.add_flag("--log-json", line.log_json, "log lines as JSON objects, one a line");
  app.add_flag("--verbose", line.verbose, "more log lines");
  app.add_flag("--messages", raw.list_messages, "list all commands and events, then end");
  app.add_flag("--options", raw.list_options, "list all settings, then end");
  app.add_flag("--json", line.json, "with --messages or --options: as JSON");
  app.set_version_flag("--version", fmt::format("mmdagent {}", version));
}

std::string one_line(std::string text) {
  for (char& c : text) {
    if (c == '\n' || c == '\r') c = ' ';
  }
  while (text.ends_with(' ')) text.pop_back();
  return text;
}

CommandLineEnd usage_error(std::string text) {
  return {2, fmt::format("mmdagent: {} (see --help)\n", one_line(std::move(text)))};
}

}  // namespace

std::variant<CommandLine, CommandLineEnd> parse_command_line(
    std::span<const char* const> arguments) {
  CommandLine line;
  RawOptions raw;
  CLI::App app("Shows animated characters and takes orders by message.", "mmdagent");
  add_options(app, line, raw);
  // CLI11 takes the arguments last first.
  std::vector<std::string> reversed(std::make_reverse_iterator(arguments.end()),
                                    std::make_reverse_iterator(arguments.begin()));
  try {
    app.parse(std::move(reversed));
  } catch (const CLI::CallForHelp&) {
    return CommandLineEnd{0, app.help()};
  } catch (const CLI::CallForVersion& call) {
    return CommandLineEnd{0, fmt::format("{}\n", call.what())};
  } catch (const CLI::ParseError& error) {
    return usage_error(error.what());
  }
  if (auto problem = Checker(app, raw, line).problem()) return usage_error(std::move(*problem));
  if (raw.list_messages) line.listing = Listing::messages;
  if (raw.list_options) line.listing = Listing::options;
  return line;
}

}  // namespace mmdagent
