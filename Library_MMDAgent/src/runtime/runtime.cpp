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

#include "content/content_arguments.h"
#include "message/inbound_ring.h"
#include "message/module_table.h"
#include "message/outbound.h"
#include "options/command_line.h"
#include "options/key_value_store.h"
#include "runtime/clock.h"
#include "runtime/content_opener.h"
#include "runtime/content_runner.h"
#include "runtime/picture.h"
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

int report(const StartupFailure& failure) {
  for (const std::string& line : failure.lines) print_error(line);
  return 1;
}

// Lines from threads that are not the agent's; once the run ends they may find the ring full.
void log_to(InboundRing& ring, Level level, std::string_view text) {
  const Record record{RecordKind::log, level, core_module, text.substr(0, max_message_bytes), {}};
  if (ring.try_push(record) != PushResult::pushed && level == Level::error) print_error(text);
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

// Runs the contents on a thread of their own while the main thread serves the window.
int run_contents(ContentRunner& runner, GlfwWindow* window, const std::function<void()>& stop) {
  std::atomic<bool> ended{false};
  int status = 1;
  std::thread thread([&] {
    pthread_setname_np(pthread_self(), "agent");
    try {
      status = runner.run();
    } catch (const std::exception& error) {
      print_error(fmt::format("agent thread: {}", error.what()));
    }
    ended = true;
    if (window != nullptr) window->wake();
  });
  while (window != nullptr && !ended) {
    window->wait_events();
    if (window->input().close_wanted()) stop();
  }
  thread.join();
  return status;
}

// `failure`: why the content asked for does not run; `startup` then asks in its window what to do.
int run_prepared(const CommandLine& line, Startup startup, const StartupFailure* failure) {
  Clock clock = line.fixed_step ? Clock::simulated(static_cast<double>(line.epoch)) : Clock::wall();
  ModuleTable modules;
  InboundRing ring;
  OutboundLog outbound;
  std::atomic<bool> stop_wanted{false};
  const auto stop = [&] {
    stop_wanted = true;
    ring.wake();
  };
  const StopSignals signals(stop);
  const std::unique_ptr<Picture> picture =
      open_picture(line, startup, ring, [&ring] { ring.wake(); });
  if (failure != nullptr && (picture == nullptr || picture->window() == nullptr)) {
    return report(*failure);
  }
  const bool picture_missing =
      picture == nullptr && (!line.screenshot.empty() || !line.record.empty());
  ContentRunner runner({line, ring, outbound, modules, clock, stop_wanted, picture.get()},
                       std::move(startup));
  int status = run_contents(runner, picture ? picture->window() : nullptr, stop);
  if (picture) picture->stop();
  runner.close_log();
  if (picture_missing) {
    print_error("nothing could be drawn: no picture was written");
    status = 1;
  }
  if (runner.plugin_still_runs()) std::_Exit(status);
  return status;
}

}  // namespace

int run(const CommandLine& command_line) {
  std::error_code error;
  const std::string folder = std::filesystem::current_path(error).string();
  std::vector<std::string> arguments;
  for (const std::string& argument : command_line.content) {
    arguments.push_back(absolute_argument(argument, folder));
  }
  std::variant<Startup, StartupFailure> prepared =
      ContentOpener(command_line, arguments).open({}, folder, nullptr);
  if (auto* startup = std::get_if<Startup>(&prepared)) {
    if (!startup->waits_for_download) {
      startup->messages.insert(startup->messages.end(), command_line.messages.begin(),
                               command_line.messages.end());
    }
    return run_prepared(command_line, std::move(*startup), nullptr);
  }
  const auto& failure = std::get<StartupFailure>(prepared);
  const bool nobody_looks = command_line.headless || command_line.no_render ||
                            command_line.frames || command_line.duration;
  if (failure.prompt.empty() || nobody_looks) return report(failure);
  std::variant<Startup, StartupFailure> fallback =
      prepare_error_state(command_line, arguments, failure);
  auto* startup = std::get_if<Startup>(&fallback);
  if (startup == nullptr) return report(failure);
  return run_prepared(command_line, std::move(*startup), &failure);
}

}  // namespace mmdagent
