#include "avatar/avatars.h"

#include "MMDAgent/Host.h"

namespace mmdagent::remote {

void Avatars::subscribe() { host_.subscribe("AVATAR_CONTROL"); }

void Avatars::message(const Message& message, bool is_connected) {
  if (message.type == "AVATAR_CONTROL" && is_connected) control(message.args);
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
  stopped_ = true;
  peers_.clear();
}

}  // namespace mmdagent::remote
