#include "avatar/avatars.h"

#include <fmt/format.h>

#include <filesystem>

#include "MMDAgent/Host.h"

namespace mmdagent::remote {

namespace {

// Of a recording: within the content folder. Nothing when the name leads out of it.
std::string recording_path(std::string_view content_dir, std::string_view file) {
  const std::filesystem::path name = std::filesystem::path(file).lexically_normal();
  if (name.empty() || name.is_absolute() || *name.begin() == "..") return {};
  return (std::filesystem::path(content_dir) / name).string();
}

}  // namespace

void Avatars::subscribe() {
  for (const char* type : {"AVATAR_CONTROL", "AVATAR_LOGSAVE_START", "AVATAR_LOGSAVE_STOP"}) {
    host_.subscribe(type);
  }
}

void Avatars::message(const Message& message, bool is_connected) {
  if (!is_connected || stopped_) return;
  if (message.type == "AVATAR_CONTROL") control(message.args);
  if (message.type == "AVATAR_LOGSAVE_START") start_recording(message.args);
  if (message.type == "AVATAR_LOGSAVE_STOP") stop_recording();
}

void Avatars::start_recording(std::string_view file) {
  stop_recording();
  const std::string path = recording_path(host_.content_dir(), file);
  std::string reason = "expected a file within the content folder";
  if (!path.empty()) recorder_ = LineRecorder::open(path, reason);
  if (recorder_ == nullptr) {
    host_.log(Level::error, fmt::format("AVATAR_LOGSAVE_START: {}: {}", file, reason));
    return;
  }
  recorded_file_ = file;
  expect_recording();
  host_.log(Level::status, fmt::format("recording of what peers send began: {}", file));
}

void Avatars::stop_recording() {
  may_record_.store(false, std::memory_order_relaxed);
  if (recorder_ == nullptr) return;
  const std::uint64_t lost = recorder_->finish();
  recorder_.reset();
  host_.log(Level::status, fmt::format("recording of what peers send ended: {}", recorded_file_));
  if (lost > 0) {
    host_.log(Level::warning,
              fmt::format("{}: {} lines could not be written", recorded_file_, lost));
  }
}

void Avatars::record(double time, std::string_view line) {
  if (recorder_ != nullptr) recorder_->append(time, line);
}

void Avatars::control(std::string_view what) {
  for (const auto& peer : peers_) {
    if (peer->has_left) continue;
    if (what == "ENABLE") peer->avatar.enable();
    if (what == "DISABLE") peer->avatar.disable();
  }
}

void Avatars::joined(const std::shared_ptr<PeerAvatar>& peer) {
  if (!stopped_) peers_.push_back(peer);
}

void Avatars::command(PeerAvatar& peer, std::string_view line) {
  if (!stopped_) peer.avatar.command(line);
}

void Avatars::disable(PeerAvatar& peer) {
  if (!stopped_) peer.avatar.disable();
}

// What it moved goes back to rest as after __AV_END.
void Avatars::left(PeerAvatar& peer) {
  if (stopped_) return;
  peer.has_left = true;
  if (peer.avatar.is_on()) peer.avatar.end();
}

void Avatars::update(double frames) {
  for (const auto& peer : peers_) {
    if (!peer->has_left) {
      switch (peer->idle.step(frames, peer->received.load(std::memory_order_relaxed))) {
        case IdleTimer::Event::start:
          host_.post("AVATAR_EVENT_IDLE", "START");
          break;
        case IdleTimer::Event::stop:
          host_.post("AVATAR_EVENT_IDLE", "STOP");
          break;
        case IdleTimer::Event::none:
          break;
      }
    }
    peer->avatar.update(frames);
  }
  std::erase_if(peers_,
                [](const auto& peer) { return peer->has_left && peer->avatar.is_at_rest(); });
}

void Avatars::stop() {
  stop_recording();
  stopped_ = true;
  peers_.clear();
}

}  // namespace mmdagent::remote
