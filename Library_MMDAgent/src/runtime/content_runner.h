// Runs one content after another, with everything made anew but window, GL context, clock and
// arguments (host.md section 1.5).
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "message/log_writer.h"
#include "runtime/agent.h"
#include "runtime/startup.h"

namespace mmdagent {

class Clock;
class ContentUpdater;
class InboundRing;
class ModuleTable;
class OutboundLog;
class Picture;
class StandardInput;
struct CommandLine;

// What stays while contents come and go; outlives the runner.
struct ContentRunnerParts {
  const CommandLine& line;
  InboundRing& ring;
  OutboundLog& outbound;
  ModuleTable& modules;
  Clock& clock;
  std::atomic<bool>& stop;  // set by any thread, followed by ring.wake()
  Picture* picture = nullptr;
};

class ContentRunner {
 public:
  ContentRunner(const ContentRunnerParts& parts, Startup first);
  ~ContentRunner();
  ContentRunner(const ContentRunner&) = delete;
  ContentRunner& operator=(const ContentRunner&) = delete;

  // On the agent thread. Until the end is reached or asked for; the status of the run.
  int run();

  // After run(): writes what is left of the log.
  void close_log() {
    if (log_writer_ != nullptr) log_writer_->stop();
  }
  // After run(): as Agent::plugin_still_runs().
  bool plugin_still_runs() const { return !left_running_.empty(); }

 private:
  struct Content;

  void open_log(const Startup& startup);
  void reshape_picture(Options& options) const;
  AgentPlan plan_of(Startup& startup) const;
  bool begin(Startup& startup);
  std::unique_ptr<ContentUpdater> begin_updates(const Startup& startup) const;
  int run_content(Content& content);

  ContentRunnerParts parts_;
  std::unique_ptr<Startup> next_;
  std::string log_key_;  // what the open log was opened for
  std::unique_ptr<LogWriter> log_writer_;
  std::unique_ptr<StandardInput> input_;  // stays once it is open
  std::shared_ptr<std::atomic<bool>> recording_failed_;
  std::uint64_t frames_ = 0;  // of all contents
  int curtain_ = 0;           // the pattern of the next content's
  bool first_ = true;
  // Contents with a plugin that did not return from stop(): its thread may still look at them.
  std::vector<std::unique_ptr<Content>> left_running_;
};

}  // namespace mmdagent
