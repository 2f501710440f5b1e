// The avatars of all connected peers, and the messages that are about all of them.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "MMDAgent/Message.h"
#include "avatar/avatar.h"
#include "avatar/idle_timer.h"
#include "avatar/line_recorder.h"
#include "line_parser.h"
#include "sound/microphone.h"
#include "sound/speech_stream.h"

namespace mmdagent {
class Host;
}

namespace mmdagent::remote {

// What the two threads know of one peer.
struct PeerAvatar {
  explicit PeerAvatar(Host& host) : avatar(host) {}

  std::atomic<std::uint64_t> received{0};  // bytes; counted by the network thread
  // Agent thread:
  Avatar avatar;
  IdleTimer idle;
  SpeechStream speech;
  bool has_left = false;
  bool local_start_is_due = false;  // with the next model, for local lip sync
};

// Agent thread only. Tasks of the network thread may come after stop(): they then do nothing.
class Avatars {
 public:
  // Reads the settings of sound. `microphone` is opened if they ask for it and somebody is there.
  explicit Avatars(Host& host, OpenSource microphone = open_microphone);
  ~Avatars();

  void subscribe();
  // While the connection is off, AVATAR_CONTROL has no effect. `speaking` is an avatar without
  // peer.
  void message(const Message& message, bool is_connected, Avatar* speaking = nullptr);
  void update(double frames);
  // From now on nothing happens.
  void stop();

  // In the order of a peer's stream.
  void joined(const std::shared_ptr<PeerAvatar>& peer);
  void command(PeerAvatar& peer, std::string_view line);
  void sound_word(PeerAvatar& peer, SoundWord word);
  void sound_pack(PeerAvatar& peer, std::string_view samples);
  void disable(PeerAvatar& peer);
  void left(PeerAvatar& peer);
  // What a peer sent at that time, for the recording if there is one.
  void record(double time, std::string_view line);

  const SoundPlace& sound() const;

  // Any thread. Lines are worth recording: AVATAR_LOGSAVE_START has been dispatched, or is on its
  // way to that.
  bool may_record() const { return may_record_.load(std::memory_order_relaxed); }
  void expect_recording() { may_record_.store(true, std::memory_order_relaxed); }

 private:
  struct Sound;

  void control(std::string_view what, Avatar* speaking);
  void start_local(PeerAvatar& peer);
  void update_idle(PeerAvatar& peer, double frames);
  void start_recording(std::string_view file);
  void stop_recording();

  Host& host_;
  std::unique_ptr<Sound> sound_;
  std::vector<std::shared_ptr<PeerAvatar>> peers_;
  std::unique_ptr<LineRecorder> recorder_;
  std::string recorded_file_;
  std::atomic<bool> may_record_{false};
  bool stopped_ = false;
};

}  // namespace mmdagent::remote
