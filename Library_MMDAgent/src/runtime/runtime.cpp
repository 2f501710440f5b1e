#include "runtime/runtime.h"

#include <fmt/format.h>
#include <pthread.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "http/http_server.h"
#include "message/inbound_ring.h"
#include "message/log_writer.h"
#include "message/module_table.h"
#include "message/outbound.h"
#include "options/command_line.h"
#include "options/key_value_store.h"
#include "runtime/agent.h"
#include "runtime/clock.h"
#include "runtime/picture.h"
#include "runtime/standard_input.h"
#include "runtime/startup.h"
#include "runtime/stop_signals.h"
#include "window/egl_surface.h"

namespace mmdagent {
namespace {

constexpr std::uint16_t core_module = 0;
constexpr std::string_view window_title = "MMDAgent-EX";

void print_error(std::string_view line) {
  std::fprintf(stderr, "mmdagent: %.*s\n", static_cast<int>(line.size()), line.data());
}

// Lines from threads that are not the agent's; once the run ends they may find the ring full.
void log_to(InboundRing& ring, Level level, std::string_view text) {
  const Record record{RecordKind::log, level, core_module, text.substr(0, max_message_bytes), {}};
  if (ring.try_push(record) != PushResult::pushed && level == Level::error) print_error(text);
}

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

std::unique_ptr<Surface> open_off_screen(const Startup& startup, std::string& reason) {
  return EglSurface::create(startup.options.window_size, reason);
}

// The window, or an off-screen surface where that is asked for or no window can be had.
// What the window system cannot do is taken out of the options.
std::unique_ptr<Picture> open_picture(const CommandLine& line, Startup& startup, InboundRing& ring,
                                      std::function<void()> input_changed) {
  if (line.no_render) return nullptr;
  RenderThread::Hooks hooks;
  hooks.error = [&ring](std::string_view text) { log_to(ring, Level::error, text); };
  hooks.warning = [&ring](std::string_view text) { log_to(ring, Level::warning, text); };
  hooks.information = [&ring](std::string_view text) { log_to(ring, Level::status, text); };
  const RendererSettings wishes{startup.options.skinning, startup.options.gl_core_only};
  std::string reason;
  if (!line.headless) {
    GlfwWindow::Settings settings;
    settings.size = startup.options.window_size;
    settings.title = window_title;
    settings.full_screen = startup.options.full_screen;
    settings.transparent = true;  // it cannot be asked for later
    settings.input_changed = std::move(input_changed);
    if (auto window = GlfwWindow::create(std::move(settings), reason)) {
      GlfwWindow* opened = window.get();
      if (startup.options.transparent_window && !opened->transparent()) {
        log_to(ring, Level::warning,
               "transparent_window: this window system cannot do it, ignored");
        startup.options.transparent_window = false;
      }
      return std::make_unique<Picture>(std::move(window), opened, std::move(hooks), wishes);
    }
    log_to(ring, Level::warning, fmt::format("no window, drawing off screen: {}", reason));
  }
  if (auto surface = open_off_screen(startup, reason)) {
    return std::make_unique<Picture>(std::move(surface), nullptr, std::move(hooks), wishes);
  }
  log_to(ring, Level::error, fmt::format("nothing is drawn: {}", reason));
  return nullptr;
}

// In simulated time only on demand: what else uses the port must not change the log.
bool serves_page(const CommandLine& line, const Options& options, const KeyValueStore& values) {
  return options.http_server && (!line.fixed_step || values.contains("http_server"));
}

AgentPlan plan_of(const CommandLine& line, const Startup& startup) {
  AgentPlan plan;
  plan.fixed_step = line.fixed_step;
  plan.frames = line.frames;
  plan.duration = line.duration;
  plan.notes = startup.notes;
  plan.messages = startup.messages;
  plan.screenshot = line.screenshot;
  plan.record = line.record;
  plan.print_stats = line.print_stats;
  return plan;
}

// Runs the agent on a thread of its own while the main thread serves the window.
int run_agent(Agent& agent, GlfwWindow* window) {
  std::atomic<bool> ended{false};
  int status = 1;
  std::thread thread([&] {
    pthread_setname_np(pthread_self(), "agent");
    try {
      status = agent.run();
    } catch (const std::exception& error) {
      print_error(fmt::format("agent thread: {}", error.what()));
    }
    ended = true;
    if (window != nullptr) window->wake();
  });
  while (window != nullptr && !ended) {
    window->wait_events();
    if (window->input().close_wanted()) agent.request_stop();
  }
  thread.join();
  return status;
}

int run_prepared(const CommandLine& line, Startup& startup, KeyValueStore& values) {
  Clock clock = line.fixed_step ? Clock::simulated(static_cast<double>(line.epoch)) : Clock::wall();
  ModuleTable modules;
  InboundRing ring;
  OutboundLog outbound;
  std::atomic<Agent*> agent_to_stop{nullptr};
  std::atomic<bool> stop_wanted{false};
  const StopSignals signals([&] {
    stop_wanted = true;
    if (Agent* agent = agent_to_stop.load()) agent->request_stop();
  });
  LogWriter log_writer(outbound, modules, log_destinations(line, startup),
                       line.fixed_step ? LogClock::utc : LogClock::local);

  const std::unique_ptr<Picture> picture =
      open_picture(line, startup, ring, [&ring] { ring.wake(); });
  const bool picture_missing =
      picture == nullptr && (!line.screenshot.empty() || !line.record.empty());
  int status = 1;
  bool exit_hard = false;
  {
    Agent agent({ring, outbound, log_writer, modules, clock, startup.options, values, picture.get(),
                 startup.places},
                plan_of(line, startup));
    agent_to_stop = &agent;
    if (stop_wanted) agent.request_stop();
    std::unique_ptr<http::HttpServer> page;
    if (serves_page(line, startup.options, values)) {
      page = std::make_unique<http::HttpServer>(
          http::ServerSettings{startup.options.http_server_address,
                               static_cast<std::uint16_t>(startup.options.http_server_port)},
          ring);
    }
    std::optional<StandardInput> input;
    if (startup.options.use_stdinout) input.emplace(STDIN_FILENO, ring);
    status = run_agent(agent, picture ? picture->window() : nullptr);
    agent_to_stop = nullptr;
    exit_hard = agent.plugin_still_runs();
  }
  if (picture) picture->stop();
  log_writer.stop();
  if (picture_missing) {
    print_error("nothing could be drawn: no picture was written");
    status = 1;
  }
  if (exit_hard) std::_Exit(status);
  return status;
}

}  // namespace

int run(const CommandLine& command_line) {
  KeyValueStore values;
  std::variant<Startup, StartupFailure> prepared = prepare(command_line, values);
  if (const auto* failure = std::get_if<StartupFailure>(&prepared)) {
    for (const std::string& reason : failure->lines) print_error(reason);
    return 1;
  }
  Startup& startup = std::get<Startup>(prepared);
  std::error_code error;
  std::filesystem::current_path(startup.places.content_dir, error);
  if (error) {
    print_error(fmt::format("{}: {}", startup.places.content_dir, error.message()));
    return 1;
  }
  startup.notes.push_back({Level::status, "current dir changed to " + startup.places.content_dir});
  return run_prepared(command_line, startup, values);
}

}  // namespace mmdagent
