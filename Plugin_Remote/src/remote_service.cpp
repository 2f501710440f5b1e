#include "remote_service.h"

#include <vector>

#include "MMDAgent/Host.h"
#include "avatar/avatars.h"
#include "indicators.h"
#include "network_thread.h"
#include "sound/speeches.h"
#include "status_report.h"
#include "wake_signal.h"

namespace mmdagent::remote {
namespace {

constexpr std::string_view plugin_name = "Remote";

}  // namespace

RemoteService::RemoteService(Host& host)
    : host_(host),
      signal_(std::make_shared<WakeSignal>()),
      indicators_(std::make_shared<Indicators>(host)) {}

RemoteService::~RemoteService() = default;

void RemoteService::start() {
  host_.subscribe("PLUGIN_ENABLE");
  host_.subscribe("PLUGIN_DISABLE");
  host_.subscribe("REMOTE_STATUS");
  avatars_ = std::make_shared<Avatars>(host_);
  speeches_ = std::make_unique<Speeches>(host_, avatars_->sound());
  avatars_->subscribe();
  speeches_->subscribe();
  host_.set_space_wake(signal_->space_wake());
  std::vector<OptionRemark> remarks;
  options_ = read_options(host_, remarks);
  for (const OptionRemark& remark : remarks) host_.log(remark.level, remark.text);
  if (options_.is_active()) launch();
}

void RemoteService::launch() {
  network_ = std::make_unique<NetworkThread>(host_, signal_, indicators_, avatars_, options_);
  network_->start();
  state_ = State::starting;
}

void RemoteService::message(const Message& message) {
  if (message.type == "REMOTE_STATUS") tell_status();
  const bool is_connected = state_ == State::starting || state_ == State::enabled;
  avatars_->message(message, is_connected, speeches_->speaking());
  speeches_->message(message);
  if (message.args != plugin_name) return;
  if (message.type == "PLUGIN_ENABLE") enable();
  if (message.type == "PLUGIN_DISABLE") disable();
}

void RemoteService::tell_status() {
  if (state_ == State::starting || state_ == State::enabled) {
    network_->request_status();
  } else {
    host_.post("REMOTE_EVENT_STATUS", status_json({}));
  }
}

void RemoteService::enable() {
  switch (state_) {
    case State::enabled:
      host_.post("PLUGIN_EVENT_ENABLE", plugin_name);
      break;
    case State::disabled:
      launch();
      break;
    case State::stopping:
      start_again_ = true;
      break;
    case State::starting:
    case State::unconfigured:
      break;
  }
}

void RemoteService::disable() {
  switch (state_) {
    case State::starting:
    case State::enabled:
      network_->request_stop(NetworkThread::Stop::disable);
      state_ = State::stopping;
      break;
    case State::disabled:
      host_.post("PLUGIN_EVENT_DISABLE", plugin_name);
      break;
    case State::stopping:
      start_again_ = false;
      break;
    case State::unconfigured:
      break;
  }
}

void RemoteService::update(double frames) {
  avatars_->update(frames);
  speeches_->update(frames);
  if (state_ == State::starting && (network_->is_running() || network_->is_finished())) {
    host_.post("PLUGIN_EVENT_ENABLE", plugin_name);
    state_ = State::enabled;
  }
  if (state_ == State::stopping && network_->is_finished()) {
    network_->join();
    network_.reset();
    host_.post("PLUGIN_EVENT_DISABLE", plugin_name);
    state_ = State::disabled;
    if (start_again_) launch();
    start_again_ = false;
  }
  indicators_->update(frames, network_ != nullptr && network_->peer_count() > 0);
}

void RemoteService::stop() {
  if (speeches_ != nullptr) speeches_->stop();
  if (avatars_ != nullptr) avatars_->stop();
  if (network_ == nullptr) return;
  network_->request_stop(NetworkThread::Stop::end);
  network_->join();
  network_.reset();
  state_ = State::disabled;
}

}  // namespace mmdagent::remote
