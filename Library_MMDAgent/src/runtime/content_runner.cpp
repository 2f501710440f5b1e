#include "runtime/content_runner.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "content/package.h"
#include "http/http_server.h"
#include "message/inbound_ring.h"
#include "options/command_line.h"
#include "options/key_value_store.h"
#include "runtime/clock.h"
#include "runtime/content_opener.h"
#include "runtime/content_updater.h"
#include "runtime/launch_record.h"
#include "runtime/picture.h"
#include "runtime/standard_input.h"

namespace mmdagent {
namespace {

constexpr std::int64_t nanoseconds_per_second = 1'000'000'000;
constexpr std::uint16_t core_module = 0;

// Where log lines go: standard output, or standard error where that shows bare messages (of those
// that talk to a program through use_stdinout only errors); and files.
std::vector<LogDestination> log_destinations(const CommandLine& line, const Startup& startup) {
  LogDestination terminal;
  terminal.descriptor = STDOUT_FILENO;
  if (line.log_json) terminal.format = LogFormat::json;
  if (!line.verbose) terminal.levels &= ~level_bit(Level::debug);
  std::vector<LogDestination> destinations;
  if (line.print_messages || startup.options.use_stdinout) {
    LogDestination messages;
    messages.prompt = startup.options.use_stdinout;
    messages.stream = OutboundStream::wire;
    messages.descriptor = STDOUT_FILENO;
    destinations.push_back(messages);
    terminal.descriptor = STDERR_FILENO;
  }
  LogDestination file = terminal;
  if (!line.print_messages && startup.options.use_stdinout) {
    terminal.levels = level_bit(Level::error);
  }
  destinations.push_back(terminal);
  for (const std::string& path : {startup.options.log_file, line.log_file}) {
    if (path.empty()) continue;
    file.path = path;
    destinations.push_back(file);
  }
  return destinations;
}

// In simulated time only on demand: what else uses the port must not change the log.
bool serves_page(const CommandLine& line, const Options& options, const KeyValueStore& values) {
  return options.http_server && (!line.fixed_step || values.contains("http_server"));
}

}  // namespace

struct ContentRunner::Content {
  explicit Content(std::unique_ptr<Startup> given) : startup(std::move(given)) {}

  std::unique_ptr<Startup> startup;
  std::unique_ptr<ContentOpener> opener;
  std::unique_ptr<Agent> agent;
};

ContentRunner::ContentRunner(const ContentRunnerParts& parts, Startup first)
    : parts_(parts), next_(std::make_unique<Startup>(std::move(first))) {
  if (!parts.line.record.empty()) recording_failed_ = std::make_shared<std::atomic<bool>>(false);
}

ContentRunner::~ContentRunner() = default;

// A log that goes where the one before went is not opened again: no line is late by it.
void ContentRunner::open_log(const Startup& startup) {
  const std::string& file = startup.options.log_file;
  const std::filesystem::path path = std::filesystem::path(startup.places.content_dir) / file;
  std::string key = fmt::format("{}{}", startup.options.use_stdinout ? 1 : 0,
                                file.empty() ? std::string() : path.string());
  if (log_writer_ != nullptr && key == log_key_) return;
  log_writer_.reset();
  log_key_ = std::move(key);
  log_writer_ = std::make_unique<LogWriter>(
      parts_.outbound, parts_.modules, log_destinations(parts_.line, startup),
      parts_.line.fixed_step ? LogClock::utc : LogClock::local);
}

// What the window was made with is not asked for again; later contents may want it otherwise.
void ContentRunner::reshape_picture(Options& options) const {
  if (parts_.picture == nullptr) return;
  GlfwWindow* const window = parts_.picture->window();
  if (window != nullptr && !window->transparent()) options.transparent_window = false;
  if (first_ || !parts_.line.record.empty()) return;
  parts_.picture->reshape(options.window_size, options.full_screen);
}

AgentPlan ContentRunner::plan_of(Startup& startup) const {
  const CommandLine& line = parts_.line;
  AgentPlan plan;
  plan.fixed_step = line.fixed_step;
  plan.frames = line.frames;
  plan.duration = line.duration;
  plan.notes = std::move(startup.notes);
  plan.messages = std::move(startup.messages);
  plan.watch = line.watch;
  plan.arguments = startup.arguments;
  plan.screenshot = line.screenshot;
  plan.record = line.record;
  plan.print_stats = line.print_stats;
  plan.first = first_;
  plan.curtain = curtain_;
  plan.frames_before = frames_;
  plan.recording_failed = recording_failed_;
  plan.retries_at_prompt = startup.is_error_state;
  plan.waits_for_download = startup.waits_for_download;
  plan.may_ask = parts_.picture != nullptr && parts_.picture->window() != nullptr && !line.frames &&
                 !line.duration;
  return plan;
}

// The folder, the log and what is known of earlier runs. False: the folder is gone.
bool ContentRunner::begin(Startup& startup) {
  const std::string& dir = startup.places.content_dir;
  std::error_code error;
  std::filesystem::current_path(dir, error);
  if (error) {
    std::fprintf(stderr, "mmdagent: %s: %s\n", dir.c_str(), error.message().c_str());
    return false;
  }
  startup.notes.push_back({Level::status, "current dir changed to " + dir});
  open_log(startup);
  if (startup.is_error_state || startup.waits_for_download) return true;
  // Simulated time leaves no traces and sees none, so that two runs are equal.
  Launch launch;
  const bool simulated = parts_.line.fixed_step.has_value();
  if (!simulated && !startup.places.content_file.empty()) launch.user_dir = user_content_folder();
  launch.time = launch_time(parts_.clock.unix_nanoseconds() / nanoseconds_per_second, simulated);
  for (std::string& problem : record_launch(launch, startup.places, *startup.values)) {
    startup.notes.push_back({Level::warning, std::move(problem)});
  }
  return true;
}

// In simulated time what comes from elsewhere must not change the run.
std::unique_ptr<ContentUpdater> ContentRunner::begin_updates(const Startup& startup) const {
  if (parts_.line.fixed_step) return nullptr;
  const auto log = [&ring = parts_.ring](Level level, std::string_view text,
                                         const std::stop_token& stop) {
    (void)ring.push_or_stop(Record{RecordKind::log, level, core_module, text, {}}, stop);
  };
  auto update = auto_update_of(startup.info, [&](const std::string& problem) {
    (void)parts_.ring.try_push(Record{RecordKind::log, Level::warning, core_module, problem, {}});
  });
  if (!update) return nullptr;
  return std::make_unique<ContentUpdater>(std::move(*update), startup.places.content_dir, log);
}

int ContentRunner::run_content(Content& content) {
  Startup& startup = *content.startup;
  reshape_picture(startup.options);
  content.opener = std::make_unique<ContentOpener>(parts_.line, startup.arguments);
  content.agent = std::make_unique<Agent>(
      AgentParts{parts_.ring, parts_.outbound, *log_writer_, parts_.modules, parts_.clock,
                 startup.options, *startup.values, parts_.picture, startup.places, startup.info,
                 *content.opener, parts_.stop},
      plan_of(startup));
  std::unique_ptr<http::HttpServer> page;
  if (serves_page(parts_.line, startup.options, *startup.values)) {
    page = std::make_unique<http::HttpServer>(
        http::ServerSettings{startup.options.http_server_address,
                             static_cast<std::uint16_t>(startup.options.http_server_port)},
        parts_.ring);
  }
  const std::unique_ptr<ContentUpdater> updater = begin_updates(startup);
  if (startup.options.use_stdinout && input_ == nullptr) {
    input_ = std::make_unique<StandardInput>(STDIN_FILENO, parts_.ring);
  }
  return content.agent->run();
}

int ContentRunner::run() {
  int status = 0;
  while (next_ != nullptr) {
    auto content = std::make_unique<Content>(std::move(next_));
    if (!begin(*content->startup)) return 1;
    status = run_content(*content);
    first_ = false;
    frames_ += content->agent->frames();
    next_ = content->agent->take_next();
    curtain_ = content->agent->curtain();
    for (const std::string& text : content->agent->failure()) {
      std::fprintf(stderr, "mmdagent: %s\n", text.c_str());
    }
    if (next_ != nullptr && content->startup->waits_for_download) {
      next_->messages.insert(next_->messages.end(), parts_.line.messages.begin(),
                             parts_.line.messages.end());
    }
    if (content->agent->plugin_still_runs()) left_running_.push_back(std::move(content));
  }
  input_.reset();
  return status;
}

}  // namespace mmdagent
