#include "avatar/avatars.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "MMDAgent/Host.h"
#include "sound/local_speech.h"
#include "sound/sound_options.h"
#include "sound/utterance_files.h"
#include "sound/voice_output.h"

namespace mmdagent::remote {

namespace {

constexpr double frames_per_second = 30.0;
constexpr const char* local_model = "0";

// Of a recording: within the content folder. Nothing when the name leads out of it.
std::string recording_path(std::string_view content_dir, std::string_view file) {
  const std::filesystem::path name = std::filesystem::path(file).lexically_normal();
  if (name.empty() || name.is_absolute() || *name.begin() == "..") return {};
  return (std::filesystem::path(content_dir) / name).string();
}

}  // namespace

// What is heard of all peers, and of the microphone.
struct Avatars::Sound {
  Sound(Host& host, const SoundOptions& options, OpenSource microphone)
      : voices(host),
        files(host, options.record_folder, options.record_minutes),
        place{host, voices, files, options.local_lips} {
    if (options.local_lips) local.emplace(place, std::move(microphone), options.local_passthrough);
  }

  VoiceOutput voices;
  UtteranceFiles files;
  const SoundPlace place;
  std::optional<LocalSpeech> local;
};

Avatars::Avatars(Host& host, OpenSource microphone)
    : host_(host),
      sound_(std::make_unique<Sound>(host, read_sound_options(host), std::move(microphone))) {}

Avatars::~Avatars() = default;

void Avatars::subscribe() {
  for (const char* type : {"AVATAR_CONTROL", "AVATAR_LOGSAVE_START", "AVATAR_LOGSAVE_STOP"}) {
    host_.subscribe(type);
  }
  if (sound_->local) host_.subscribe("MODEL_EVENT_ADD");
}

const SoundPlace& Avatars::sound() const { return sound_->place; }

void Avatars::message(const Message& message, bool is_connected, Avatar* speaking) {
  if (!is_connected || stopped_) return;
  if (message.type == "AVATAR_CONTROL") control(message.args, speaking);
  if (message.type == "AVATAR_LOGSAVE_START") start_recording(message.args);
  if (message.type == "AVATAR_LOGSAVE_STOP") stop_recording();
  if (message.type != "MODEL_EVENT_ADD" || host_.find_model(local_model) == 0) return;
  for (const auto& peer : peers_) {
    if (peer->local_start_is_due && !peer->has_left) start_local(*peer);
    peer->local_start_is_due = false;
  }
}

void Avatars::start_local(PeerAvatar& peer) {
  if (host_.find_model(local_model) == 0) {
    host_.log(Level::warning,
              fmt::format("local lip sync: model alias \"{}\" not found", local_model));
    return;
  }
  peer.avatar.start();
  peer.avatar.select_model(local_model);
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

void Avatars::control(std::string_view what, Avatar* speaking) {
  const auto tell = [what](Avatar& avatar) {
    if (what == "ENABLE") avatar.enable();
    if (what == "DISABLE") avatar.disable();
  };
  for (const auto& peer : peers_) {
    if (!peer->has_left) tell(peer->avatar);
  }
  if (speaking != nullptr) tell(*speaking);
}

void Avatars::joined(const std::shared_ptr<PeerAvatar>& peer) {
  if (stopped_) return;
  peers_.push_back(peer);
  if (!sound_->local) return;
  start_local(*peer);
  peer->local_start_is_due = true;
}

void Avatars::command(PeerAvatar& peer, std::string_view line) {
  if (!stopped_) peer.avatar.command(line);
}

void Avatars::sound_word(PeerAvatar& peer, SoundWord word) {
  if (!stopped_) peer.speech.word(word, peer.avatar, sound_->place);
}

void Avatars::sound_pack(PeerAvatar& peer, std::string_view samples) {
  if (!stopped_) peer.speech.pack(samples, peer.avatar, sound_->place);
}

void Avatars::disable(PeerAvatar& peer) {
  if (!stopped_) peer.avatar.disable();
}

// What it moved goes back to rest as after __AV_END.
void Avatars::left(PeerAvatar& peer) {
  if (stopped_) return;
  peer.has_left = true;
  peer.speech.close(sound_->place);
  if (peer.avatar.is_on()) peer.avatar.end();
}

void Avatars::update_idle(PeerAvatar& peer, double frames) {
  switch (peer.idle.step(frames, peer.received.load(std::memory_order_relaxed))) {
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

void Avatars::update(double frames) {
  sound_->voices.update(frames / frames_per_second);
  if (sound_->local) {
    const bool anybody =
        std::ranges::any_of(peers_, [](const auto& peer) { return !peer->has_left; });
    for (const MouthShape& shape : sound_->local->update(anybody)) {
      for (const auto& peer : peers_) peer->avatar.push_mouth(shape);
    }
  }
  for (const auto& peer : peers_) {
    if (!peer->has_left) update_idle(*peer, frames);
    peer->avatar.update(frames);
  }
  std::erase_if(peers_,
                [](const auto& peer) { return peer->has_left && peer->avatar.is_at_rest(); });
}

void Avatars::stop() {
  if (stopped_) return;
  stop_recording();
  stopped_ = true;
  for (const auto& peer : peers_) peer->speech.close(sound_->place);
  peers_.clear();
  if (sound_->local) sound_->local->stop();
  sound_->files.stop();
  sound_->voices.stop();
}

}  // namespace mmdagent::remote
