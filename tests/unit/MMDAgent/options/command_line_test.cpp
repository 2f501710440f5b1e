#include "options/command_line.h"

#include <gtest/gtest.h>

#include <ctime>
#include <filesystem>
#include <string>

namespace mmdagent {
namespace {

using Arguments = std::vector<const char*>;

CommandLine parsed(const Arguments& arguments) {
  auto outcome = parse_command_line(arguments);
  if (const auto* end = std::get_if<CommandLineEnd>(&outcome)) {
    ADD_FAILURE() << "ended with " << end->status << ": " << end->text;
    return {};
  }
  return std::get<CommandLine>(outcome);
}

CommandLineEnd ended(const Arguments& arguments) {
  auto outcome = parse_command_line(arguments);
  if (const auto* end = std::get_if<CommandLineEnd>(&outcome)) return *end;
  ADD_FAILURE() << "did not end";
  return {-1, ""};
}

std::tm local(std::int64_t seconds) {
  const auto time = static_cast<std::time_t>(seconds);
  std::tm parts{};
  localtime_r(&time, &parts);
  return parts;
}

TEST(CommandLine, WithoutArgumentsHasDefaults) {
  const CommandLine line = parsed({});
  EXPECT_TRUE(line.content.empty());
  EXPECT_FALSE(line.headless || line.no_render || line.print_messages || line.verbose ||
               line.watch);
  EXPECT_FALSE(line.size || line.fixed_step || line.frames || line.duration);
  EXPECT_EQ(line.seed, 1U);
  const std::tm epoch = local(line.epoch);
  EXPECT_EQ(epoch.tm_year, 100);
  EXPECT_EQ(epoch.tm_yday, 0);
  EXPECT_EQ(epoch.tm_hour * 60 + epoch.tm_min, 0);
  EXPECT_EQ(line.listing, Listing::none);
}

TEST(CommandLine, WatchesFiles) { EXPECT_TRUE(parsed({"--watch"}).watch); }

TEST(CommandLine, ReadsEveryOption) {
  const CommandLine line = parsed({"--headless",
                                   "--size",
                                   "600x400",
                                   "--fixed-step",
                                   "29.97",
                                   "--seed",
                                   "7",
                                   "--epoch",
                                   "2001-02-03 04:05:06",
                                   "--frames",
                                   "90",
                                   "--duration",
                                   "1.5",
                                   "--screenshot",
                                   "out.png",
                                   "--record",
                                   "/v/frame%05d.png",
                                   "--set",
                                   "a=1",
                                   "--set",
                                   "b=[x],y",
                                   "--compat-turn-speed",
                                   "--send",
                                   "A|b|c",
                                   "--send",
                                   "B",
                                   "--print-messages",
                                   "--print-stats",
                                   "--log",
                                   "run.log",
                                   "--verbose",
                                   "a.mdf",
                                   "b.pmd"});
  EXPECT_TRUE(line.headless);
  EXPECT_EQ(line.size, glm::ivec2(600, 400));
  EXPECT_EQ(line.fixed_step, 29.97);
  EXPECT_EQ(line.seed, 7U);
  const std::tm epoch = local(line.epoch);
  EXPECT_EQ(epoch.tm_year, 101);
  EXPECT_EQ(epoch.tm_mon, 1);
  EXPECT_EQ(epoch.tm_mday, 3);
  EXPECT_EQ(epoch.tm_hour, 4);
  EXPECT_EQ(epoch.tm_min, 5);
  EXPECT_EQ(epoch.tm_sec, 6);
  EXPECT_EQ(line.frames, 90U);
  EXPECT_EQ(line.duration, 1.5);
  const auto here = std::filesystem::current_path();
  EXPECT_EQ(line.screenshot, (here / "out.png").string());
  EXPECT_EQ(line.record, "/v/frame%05d.png");
  EXPECT_EQ(line.log_file, (here / "run.log").string());
  EXPECT_EQ(line.settings, (std::vector<std::string>{"a=1", "b=[x],y", "compat_turn_speed=true"}));
  EXPECT_EQ(line.messages, (std::vector<std::string>{"A|b|c", "B"}));
  EXPECT_TRUE(line.print_messages && line.print_stats && line.verbose);
  EXPECT_EQ(line.content, (std::vector<std::string>{"a.mdf", "b.pmd"}));
}

TEST(CommandLine, ValuesAreTakenAsTheyStand) {
  const CommandLine line = parsed({"--set", "k={%ENV{X}}", "--set", "k=\"q\" 'r'", "--set=k=a b",
                                   "--send", "T|-1,2|\xE3\x81\x82", "--", "-odd.mdf"});
  EXPECT_EQ(line.settings, (std::vector<std::string>{"k={%ENV{X}}", "k=\"q\" 'r'", "k=a b"}));
  EXPECT_EQ(line.messages, std::vector<std::string>{"T|-1,2|\xE3\x81\x82"});
  EXPECT_EQ(line.content, std::vector<std::string>{"-odd.mdf"});
}

TEST(CommandLine, ContentMayStandBeforeAndBetweenOptions) {
  const CommandLine line = parsed({"a.mdf", "--set", "k=1", "b.pmd", "--send", "X", "c.vmd"});
  EXPECT_EQ(line.content, (std::vector<std::string>{"a.mdf", "b.pmd", "c.vmd"}));
  EXPECT_EQ(line.settings, std::vector<std::string>{"k=1"});
}

TEST(CommandLine, Listings) {
  EXPECT_EQ(parsed({"--messages"}).listing, Listing::messages);
  const CommandLine line = parsed({"--options", "--json"});
  EXPECT_EQ(line.listing, Listing::options);
  EXPECT_TRUE(line.json);
}

TEST(CommandLine, RecordsVideoOrPictures) {
  EXPECT_EQ(parsed({"--record", "/v/out.MP4"}).record, "/v/out.MP4");
  EXPECT_EQ(parsed({"--record", "/v/%d.png"}).record, "/v/%d.png");
}

TEST(CommandLine, HelpAndVersionEndWell) {
  const CommandLineEnd help = ended({"--help"});
  EXPECT_EQ(help.status, 0);
  for (const char* option : {"--headless",    "--no-render",
                             "--size",        "--fixed-step",
                             "--seed",        "--epoch",
                             "--frames",      "--duration",
                             "--screenshot",  "--record",
                             "--set",         "--compat-turn-speed",
                             "--send",        "--print-messages",
                             "--print-stats", "--log",
                             "--verbose",     "--messages",
                             "--options",     "--json",
                             "--version",     "--help"}) {
    EXPECT_NE(help.text.find(option), std::string::npos) << option;
  }
  const CommandLineEnd version = ended({"--version"});
  EXPECT_EQ(version.status, 0);
  EXPECT_EQ(version.text, "mmdagent 0.1.0\n");
}

TEST(CommandLine, UsageErrorsNameTheOptionInOneLine) {
  struct Case {
    Arguments arguments;
    const char* text;
  };
  const std::string long_setting = "k=" + std::string(65'534, 'x');
  const std::string long_message = "T|" + std::string(65'534, 'x');
  const std::initializer_list<Case> cases = {
      {{"--bogus"}, "The following argument was not expected: --bogus"},
      {{"-x", "a.mdf"}, "The following argument was not expected: -x"},
      {{"--size"}, "--size: 1 required WxH missing"},
      {{"--size", "800"}, "--size: expected WIDTHxHEIGHT of 1 to 16384 pixels each, got \"800\""},
      {{"--size", "0x10"}, "--size: expected WIDTHxHEIGHT of 1 to 16384 pixels each, got \"0x10\""},
      {{"--size", "10x16385"},
       "--size: expected WIDTHxHEIGHT of 1 to 16384 pixels each, got \"10x16385\""},
      {{"--fixed-step", "0"}, "--fixed-step: expected frames per second above 0, got \"0\""},
      {{"--fixed-step", "inf"}, "--fixed-step: expected frames per second above 0, got \"inf\""},
      {{"--fixed-step", "30fps"},
       "--fixed-step: expected frames per second above 0, got \"30fps\""},
      {{"--frames", "0"}, "--frames: expected a whole number from 1, got \"0\""},
      {{"--frames", "-3"}, "--frames: expected a whole number from 1, got \"-3\""},
      {{"--duration", "-1"}, "--duration: expected seconds above 0, got \"-1\""},
      {{"--fixed-step", "30", "--seed", "x"}, "--seed: expected a whole number from 0, got \"x\""},
      {{"--fixed-step", "30", "--epoch", "2001-02-30 00:00"},
       "--epoch: expected a time like \"2000-01-01 00:00\" or \"2000-01-01 00:00:00\", got "
       "\"2001-02-30 00:00\""},
      {{"--fixed-step", "30", "--epoch", "yesterday"},
       "--epoch: expected a time like \"2000-01-01 00:00\" or \"2000-01-01 00:00:00\", got "
       "\"yesterday\""},
      {{"--seed", "2"}, "--seed: needs --fixed-step"},
      {{"--epoch", "2001-02-03 00:00"}, "--epoch: needs --fixed-step"},
      {{"--screenshot", "a.jpg"}, "--screenshot: expected a file name ending .png, got \"a.jpg\""},
      {{"--record", "a.png"},
       "--record: expected a name ending .mp4 or one like frame%05d.png, got \"a.png\""},
      {{"--record", "a%s%d.png"},
       "--record: expected a name ending .mp4 or one like frame%05d.png, got \"a%s%d.png\""},
      {{"--no-render", "--screenshot", "a.png"}, "--screenshot: cannot be used with --no-render"},
      {{"--no-render", "--record", "a.mp4"}, "--record: cannot be used with --no-render"},
      {{"--log", ""}, "--log: expected a file name, got \"\""},
      {{"--set", "novalue"}, "--set: expected KEY=VALUE, got \"novalue\""},
      {{"--set", "=v"}, "--set: expected KEY=VALUE, got \"=v\""},
      {{"--set", "#k=v"}, "--set: expected KEY=VALUE, got \"#k=v\""},
      {{"--set", long_setting.c_str()}, "--set: 65536 bytes, at most 65535 expected"},
      {{"--send", "|x"}, "--send: expected one line TYPE|arguments, got \"|x\""},
      {{"--send", "A\nB"}, "--send: expected one line TYPE|arguments, got \"A B\""},
      {{"--send", long_message.c_str()}, "--send: 65536 bytes, at most 65535 expected"},
      {{"--messages", "--options"}, "--messages: cannot be used with --options"},
      {{"--watch", "--fixed-step", "30"}, "--watch: cannot be used with --fixed-step"},
      {{"--json"}, "--json: needs --messages or --options"},
  };
  for (const Case& c : cases) {
    const CommandLineEnd end = ended(c.arguments);
    EXPECT_EQ(end.status, 2) << c.text;
    EXPECT_EQ(end.text, "mmdagent: " + std::string(c.text) + " (see --help)\n");
  }
}

}  // namespace
}  // namespace mmdagent
