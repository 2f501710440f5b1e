// The agent thread: takes messages, dispatches them, updates the scene at its time, hands over
// pictures. Everything it owns is touched by this thread alone.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "content/running_content.h"
#include "message/type_table.h"
#include "options/configuration.h"
#include "runtime/agent_pictures.h"
#include "runtime/answering_threads.h"
#include "runtime/content_log.h"
#include "runtime/content_watch.h"
#include "runtime/host_requests.h"
#include "runtime/loader_pool.h"
#include "runtime/next_content.h"
#include "runtime/plugin_port.h"
#include "runtime/readme_consent.h"
#include "runtime/router.h"
#include "runtime/run_places.h"
#include "runtime/screen_texts.h"
#include "runtime/startup.h"
#include "runtime/statistics.h"
#include "runtime/step_plan.h"
#include "runtime/time_teller.h"
#include "runtime/update_pool.h"
#include "runtime/window_pump.h"
#include "scene/boards.h"
#include "scene/scene.h"
#include "scene/services.h"

namespace mmdagent {

class Clock;
class ContentOpener;
class InboundRing;
class KeyValueStore;
class LogWriter;
class ModuleTable;
class OutboundLog;
class PluginManager;
class PictureSink;
struct Options;

// What the agent is given; all of it outlives the agent.
struct AgentParts {
  InboundRing& ring;
  OutboundLog& outbound;
  LogWriter& log_writer;
  ModuleTable& modules;
  Clock& clock;
  const Options& options;
  KeyValueStore& values;
  PictureSink* pictures = nullptr;  // null: nothing is drawn
  RunPlaces places;
  const ContentInfo& info;
  const ContentOpener& opener;
  std::atomic<bool>& stop;  // the run shall end; whoever sets it wakes the ring
};

// How the run goes and ends.
struct AgentPlan {
  std::optional<double> fixed_step;      // frames per second of simulated time
  std::optional<std::uint64_t> frames;   // end after so many
  std::optional<double> duration;        // seconds
  std::vector<ConfigurationNote> notes;  // logged first
  std::vector<std::string> messages;     // `TYPE|args`, posted once the plugins have started
  std::string screenshot;                // PNG of the last frame; empty: none
  std::string record;                    // every frame, as StartRecording::path; empty: none
  bool print_stats = false;
  bool first = true;                // of the run's contents; later ones find the renderer in use
  std::uint64_t frames_before = 0;  // of the contents before
  std::shared_ptr<std::atomic<bool>> recording_failed;  // of the whole run; null without `record`
  bool retries_at_prompt = false;                       // an answered prompt opens the content anew
  bool waits_for_download = false;  // opens the content of the arguments; no plugin runs meanwhile
  int curtain = 0;                  // its pattern
  bool may_ask = false;             // somebody looks at a window: problems become prompts
  bool watch = false;               // changed files take effect
  std::vector<std::string> arguments;  // of the content, absolute
};

class Agent final : private Router::Handler, private SceneServices {
 public:
  Agent(const AgentParts& parts, AgentPlan plan);
  ~Agent();
  Agent(const Agent&) = delete;
  Agent& operator=(const Agent&) = delete;

  // Loads plugins, runs until the end is reached or asked for or other content takes its place,
  // stops the plugins. Returns the run's status: 0, or 1 when what the plan asked for could not be
  // done.
  int run();

  // After run(): the content that takes its place, or null.
  std::unique_ptr<Startup> take_next() { return next_content_.take(); }
  // After run(): why a download that was waited for failed, where nobody could be asked.
  const std::vector<std::string>& failure() const { return next_content_.failure(); }
  // After run().
  std::uint64_t frames() const { return frame_; }

  // After run(): the pattern of the curtain that the next content opens with.
  int curtain() const { return curtain_; }

  // After run(): a plugin did not return from stop(); the process must end by std::_Exit.
  bool plugin_still_runs() const { return plugin_still_runs_; }

 private:
  // Router::Handler
  void handle(const Message& message, const TypeDispatch& dispatch) override;
  void logged(const OutboundEntry& entry) override;
  // SceneServices
  void post(std::string_view type, std::string_view args) override;
  void log(Level level, std::string_view text) override;
  void load(std::unique_ptr<LoadJob> job) override;
  void request(HostRequest request) override { host_requests_.take(request); }
  void open_content(std::string_view target) override;
  RunningContent& content() override { return content_; }
  LogRecorder& log_recorder() override { return content_log_; }
  bool can_be_transparent() const override { return pictures_.can_be_transparent(); }
  double seconds() const override;
  void spread(std::size_t count, const void* task, Call call) override {
    update_pool_.run(count, task, call);
  }
  const Options& options() const override { return parts_.options; }
  KeyValueStore& values() override { return parts_.values; }

  void start();
  void load_plugins();
  void watch_files();
  void run_in_real_time();
  void run_in_fixed_steps();
  void dispatch_everything();
  void update(double seconds);
  void take_input();
  void step_scene();
  void request_stop();
  bool leaves();
  DownloadHooks download_hooks();
  void keep_ahead_of_drawing(std::chrono::steady_clock::time_point now);
  void end();

  bool should_stop() const { return parts_.stop.load(std::memory_order_relaxed) || reached_end(); }
  bool reached_end() const;
  // Of the picture and of the run.
  std::uint64_t picture_number() const { return plan_.frames_before + frame_; }
  void log_from_anywhere(Level level, std::string_view text);
  void report_statistics();
  void print_statistics() const;

  AgentParts parts_;
  AgentPlan plan_;
  RunningContent content_;
  std::stop_source stop_source_;
  bool shows_log_ = false;  // there are pictures, and the scene is made
  TypeTable types_;
  Router router_;
  ContentLog content_log_;
  LoaderPool loaders_;
  UpdatePool update_pool_;
  AnsweringThreads answering_threads_;
  ScreenTexts texts_;
  Scene scene_;
  Boards boards_;
  AgentPictures pictures_;
  PluginPortParts port_parts_;
  std::unique_ptr<PluginManager> plugins_;
  StepPlan steps_;
  Statistics statistics_;
  WindowPump window_pump_;
  TimeTeller time_teller_;
  HostRequests host_requests_;
  ReadmeConsent readme_consent_;
  NextContent next_content_;
  std::optional<ContentWatch> watch_;
  std::uint64_t frame_ = 0;
  double next_report_ = 0.0;
  int curtain_ = 0;
  bool plugin_still_runs_ = false;
};

}  // namespace mmdagent
