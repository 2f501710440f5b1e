#include "runtime/agent.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>

#include "content/readme_question.h"
#include "message/inbound_ring.h"
#include "message/message_text.h"
#include "message/module_table.h"
#include "message/outbound.h"
#include "message/standard_error.h"
#include "options/key_value_store.h"
#include "options/options.h"
#include "overlay/curtain.h"
#include "overlay/overlay.h"
#include "plugin/plugin_loader.h"
#include "plugin/plugin_manager.h"
#include "render/resource_queue.h"
#include "runtime/clock.h"
#include "runtime/picture_sink.h"
#include "scene/motion_lead.h"
#include "window/glfw_window.h"

namespace mmdagent {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::uint16_t core_module = 0;
constexpr double frames_per_second = 30.0;  // the unit of motion time
constexpr int real_frame_rate = 60;
constexpr std::int64_t nanoseconds_per_second = 1'000'000'000;
constexpr std::chrono::nanoseconds frame_period{1'000'000'000 / real_frame_rate};
// What messages get between two frames when frames take all the time.
constexpr std::chrono::milliseconds least_dispatch_time{5};
// More do not decode faster on two cores, and each costs a stack.
constexpr std::size_t loader_threads = 2;
// Files must come in the order they were asked for, or two runs could differ.
constexpr std::size_t fixed_step_loader_threads = 1;

double as_seconds(Steady::duration duration) {
  return std::chrono::duration<double>(duration).count();
}

// A loader's finished job on its way back.
class FinishJob final : public AgentTask {
 public:
  FinishJob(std::unique_ptr<LoadJob> job, LoaderPool& pool) : job_(std::move(job)), pool_(pool) {}
  void run() override {
    pool_.finished();
    job_->finish();
  }

 private:
  std::unique_ptr<LoadJob> job_;
  LoaderPool& pool_;
};

// Of requests that the render thread answers, perhaps after the agent has gone.
std::function<void(Level, std::string_view)> later_log(InboundRing& ring, std::stop_token stop) {
  return [&ring, stop = std::move(stop)](Level level, std::string_view text) {
    const Record record{RecordKind::log, level, core_module, text.substr(0, max_message_bytes), {}};
    (void)ring.push_or_stop(record, stop);
  };
}

template <class Take>
void for_each_line_of(const ContentInfo& info, const Take& take) {
  if (info.saved.empty()) return;
  take("Content Info Begin");
  for (const auto& [key, value] : info.saved) take(fmt::format("  {}={}", key, value));
  take("Content Info End");
}

PicturePlan picture_plan(const AgentPlan& plan) {
  return {plan.screenshot,  plan.record, plan.fixed_step.value_or(real_frame_rate),
          plan.print_stats, plan.first,  plan.recording_failed};
}

}  // namespace

Agent::Agent(const AgentParts& parts, AgentPlan plan)
    : parts_(parts),
      plan_(std::move(plan)),
      content_{parts.places.content_file, parts.places.content_dir, parts.info},
      router_(parts.ring, parts.outbound, types_, parts.clock, *this),
      content_log_(parts.log_writer, parts.modules, parts.clock,
                   [this](Level level, std::string_view text) { log_from_anywhere(level, text); }),
      loaders_(
          plan_.fixed_step ? fixed_step_loader_threads : loader_threads,
          [this](std::unique_ptr<LoadJob> job, const std::stop_token& stop) {
            // Refused only when the run stops: then the job is destroyed, as its contract says.
            (void)parts_.ring.push_or_stop(std::make_unique<FinishJob>(std::move(job), loaders_),
                                           core_module, stop);
          },
          [this](const char* what) {
            log_from_anywhere(Level::error, fmt::format("loading failed unexpectedly: {}", what));
          }),
      update_pool_(UpdatePool::threads_for(parts.options.update_threads)),
      scene_(*this, {parts.places.content_dir, parts.places.app_data_dir},
             parts.pictures != nullptr ? &parts.pictures->resources() : nullptr),
      boards_(scene_),
      pictures_(
          {parts.pictures, scene_, boards_, texts_, parts.clock, parts_.places, picture_plan(plan_),
           [this](Level level, std::string_view text) { log_from_anywhere(level, text); },
           later_log(parts.ring, stop_source_.get_token())},
          parts.options.show_fps),
      port_parts_{parts.ring,
                  parts.outbound,
                  parts.modules,
                  router_,
                  parts.clock,
                  parts.values,
                  scene_,
                  boards_,
                  texts_,
                  parts_.places,
                  answering_threads_,
                  parts_.pictures,
                  {},
                  stop_source_.get_token()},
      plugins_(std::make_unique<PluginManager>(
          types_, [this](Level level, std::string_view text) { log_from_anywhere(level, text); },
          PluginRules{.time_hooks = !plan_.fixed_step})),
      steps_(parts.options.bullet_fps,
             plan_.fixed_step ? StepPlan::Rest::executed : StepPlan::Rest::carried),
      time_teller_(plan_.fixed_step ? TimeTeller::Zone::utc : TimeTeller::Zone::local),
      // In simulated time what comes from elsewhere must not change the run.
      host_requests_({*this, scene_.input(), pictures_, parts.ring, [this] { request_stop(); },
                      parts.places.system_dir, !plan_.fixed_step, plan_.may_ask}),
      readme_consent_(
          *this, {[this] {
                    load_plugins();
                    start();
                  },
                  [this] { request_stop(); },
                  [this] { return parts_.clock.unix_nanoseconds() / nanoseconds_per_second; }}),
      next_content_(*this, parts.opener,
                    {plan_.retries_at_prompt, plan_.waits_for_download, plan_.may_ask}),
      curtain_(plan_.curtain) {
  scene_.overlay().curtain().set_pattern(curtain_);
  shows_log_ = parts.pictures != nullptr;
  std::uint32_t index = 0;
  for (const CommandRow& row : command_table()) types_.set_command(row.name, index++);
}

Agent::~Agent() {
  shows_log_ = false;
  loaders_.stop();
}

void Agent::request_stop() {
  parts_.stop.store(true);
  parts_.ring.wake();
}

int Agent::run() {
  port_parts_.agent = std::this_thread::get_id();
  for (const ConfigurationNote& note : plan_.notes) log(note.level, note.text);
  pictures_.prepare(parts_.options);
  const bool asks_readme = plan_.may_ask && readme_waits(parts_.info, parts_.places.content_dir);
  if (!plan_.waits_for_download && !asks_readme) load_plugins();
  for_each_line_of(parts_.info, [this](std::string_view line) { log(Level::status, line); });
  if (asks_readme) {
    readme_consent_.ask();
  } else {
    start();
  }
  if (plan_.watch) watch_files();
  if (plan_.fixed_step) {
    run_in_fixed_steps();
  } else {
    run_in_real_time();
  }
  if (should_stop()) next_content_.forget();
  const bool leaves = next_content_.ready();
  const bool recorded = leaves || pictures_.finish_recording(picture_number());
  const bool pictured = leaves || pictures_.take_screenshot(picture_number());
  print_statistics();
  if (leaves && !plan_.waits_for_download) log(Level::status, "---------- restart");
  end();
  return recorded && pictured && failure().empty() ? 0 : 1;
}

void Agent::load_plugins() {
  const std::string& dir = parts_.places.plugin_dir;
  const HostLog host_log = [this](Level level, std::string_view text) {
    log_from_anywhere(level, text);
  };
  plugins_->create(
      mmdagent::load_plugins(dir, parts_.values, host_log),
      [this](std::string_view name) { return std::make_unique<PluginPort>(name, port_parts_); });
}

void Agent::start() {
  plugins_->start();
  if (plan_.waits_for_download) {
    open_content({});
  } else {
    host_requests_.begin();
  }
  for (const std::string& text : plan_.messages) {
    const MessageLine line = split_line(text);
    if (!line.empty()) post(line.type, line.args);
  }
}

void Agent::watch_files() {
  watch_.emplace(ContentWatch::Parts{parts_.ring, scene_, parts_.places,
                                     [this] {
                                       next_content_.open({}, parts_.places.content_dir,
                                                          download_hooks(),
                                                          NextContent::Failure::log);
                                     }},
                 plan_.arguments);
}

void Agent::end() {
  stop_source_.request_stop();
  watch_.reset();
  host_requests_.end();
  plugin_still_runs_ = !plugins_->stop();
  loaders_.stop();
  router_.take_last_log_lines();
}

bool Agent::reached_end() const {
  if (plan_.frames && picture_number() >= *plan_.frames) return true;
  return plan_.duration && parts_.clock.seconds() >= *plan_.duration;
}

void Agent::run_in_real_time() {
  const std::shared_ptr<void> answering = answering_threads_.add_this_thread();
  Steady::time_point due = Steady::now();
  Steady::time_point updated = due;
  bool in_time = true;
  while (!should_stop()) {
    const Steady::time_point least =
        in_time ? due : std::max(due, Steady::now() + least_dispatch_time);
    take_input();
    const Router::End end = router_.dispatch(least);
    if (should_stop()) break;
    Steady::time_point now = Steady::now();
    if (now < due && end == Router::End::empty) {
      parts_.ring.wait_until(due);
      continue;
    }
    if (now < due && end != Router::End::runaway) continue;
    statistics_.count_update(as_seconds(now - due));
    update(as_seconds(now - updated));
    updated = now;
    due += frame_period;
    now = Steady::now();
    in_time = due > now;
    if (due + frame_period < now) due = now;  // far behind: do not chase lost frames
    pictures_.hand_over(picture_number());
    keep_ahead_of_drawing(now);
    report_statistics();
    if (leaves()) return;
  }
}

void Agent::keep_ahead_of_drawing(Steady::time_point now) {
  if (parts_.pictures == nullptr) return;
  answering_threads_.watch(parts_.pictures->statistics().rasterised, now);
}

void Agent::run_in_fixed_steps() {
  const double seconds = 1.0 / *plan_.fixed_step;
  while (!should_stop()) {
    dispatch_everything();
    parts_.clock.advance(seconds);
    statistics_.count_update(0.0);
    update(seconds);
    pictures_.hand_over(picture_number());
    if (parts_.pictures != nullptr) parts_.pictures->wait_until_drawn();
    report_statistics();
    if (leaves()) return;
  }
}

// Until nothing waits and no file is being loaded.
void Agent::dispatch_everything() {
  while (!parts_.stop.load(std::memory_order_relaxed)) {
    if (router_.dispatch(std::nullopt) == Router::End::runaway) return;
    if (loaders_.pending() == 0 && parts_.ring.empty()) return;
    if (parts_.ring.empty()) parts_.ring.wait_until(std::nullopt);
  }
}

void Agent::update(double seconds) {
  steps_.begin_frame(seconds * frames_per_second);
  scene_.begin_frame(seconds);
  step_scene();
  scene_.advance(seconds);
  host_requests_.step();
  router_.set_tick(++frame_);
  parts_.outbound.publish();
}

// While the scene is held, time passes without it.
void Agent::step_scene() {
  double stepped = 0.0;
  while (const double frames = steps_.next()) {
    if (scene_.held()) continue;
    stepped += frames;
    const double motion_frames = scene_.motion_lead().step(frames);
    scene_.begin_step(motion_frames);
    plugins_->update(motion_frames);
    scene_.end_step(motion_frames, frames);
  }
  if (scene_.held()) scene_.begin_step(0.0);
  scene_.finish_steps();
  boards_.advance(stepped);
  if (const auto time = time_teller_.step(stepped, parts_.clock.unix_nanoseconds())) {
    post("CURRENT_TIME", *time);
  }
}

void Agent::take_input() {
  GlfwWindow* window = parts_.pictures != nullptr ? parts_.pictures->window() : nullptr;
  if (window != nullptr) window_pump_.run(window->input(), scene_.input());
}

DownloadHooks Agent::download_hooks() {
  return {later_log(parts_.ring, stop_source_.get_token()), stop_source_.get_token()};
}

void Agent::open_content(std::string_view target) {
  curtain_ = target.empty() ? plan_.curtain : (plan_.curtain + 1) % Curtain::patterns;
  next_content_.open(target, parts_.places.content_dir, download_hooks());
}

bool Agent::leaves() {
  if (!next_content_.ready()) return false;
  scene_.overlay().curtain().set_pattern(curtain_);
  return scene_.leaves();
}

void Agent::handle(const Message& message, const TypeDispatch& dispatch) {
  statistics_.count_message();
  plugins_->message(message, dispatch.plugins);
  const Arguments arguments(message.args);
  if (arguments.exceeded()) {
    log(Level::error, fmt::format("{}: number of arguments exceed the limit.", message.type));
  }
  if (next_content_.asks() && message.type == "PROMPT_EVENT_SELECTED") {
    next_content_.answered(parts_.places.content_dir, download_hooks());
  }
  if (message.type == "INFOTEXT_EVENT_CLOSE") {
    host_requests_.closed_document(message.args);
    readme_consent_.answered(message.args);
  }
  if (dispatch.command != no_command) scene_.dispatch(dispatch.command, message, arguments);
}

void Agent::logged(const OutboundEntry& entry) {
  content_log_.count(entry);
  if (!shows_log_) return;
  scene_.overlay().log(entry.level, parts_.modules.name(entry.module), entry.text, entry.args);
}

void Agent::post(std::string_view type, std::string_view args) {
  router_.post(core_module, type, args);
}

void Agent::log(Level level, std::string_view text) { router_.log(core_module, level, text); }

void Agent::load(std::unique_ptr<LoadJob> job) { loaders_.submit(std::move(job)); }

double Agent::seconds() const { return parts_.clock.seconds(); }

void Agent::log_from_anywhere(Level level, std::string_view text) {
  if (std::this_thread::get_id() == port_parts_.agent) {
    log(level, text);
    return;
  }
  const Record record{RecordKind::log, level, core_module, text.substr(0, max_message_bytes), {}};
  (void)parts_.ring.push_or_stop(record, stop_source_.get_token());
}

void Agent::report_statistics() {
  if (!plan_.print_stats || parts_.clock.seconds() < next_report_) return;
  next_report_ = parts_.clock.seconds() + 1.0;
  print_statistics();
}

void Agent::print_statistics() const {
  if (!plan_.print_stats) return;
  const std::string pictures = parts_.pictures == nullptr
                                   ? std::string()
                                   : Statistics::picture_line(parts_.pictures->statistics());
  const std::string line =
      fmt::format("{}{} pose_hash={:016x}\n", statistics_.line(parts_.clock.seconds()), pictures,
                  scene_.pose_hash());
  tell_standard_error(line);
}

}  // namespace mmdagent
