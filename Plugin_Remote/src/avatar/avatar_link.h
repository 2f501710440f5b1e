// One peer's avatar commands on their way from the network thread to the agent thread, in the order
// of the peer's stream.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "avatar_input.h"

namespace mmdagent {
class AgentTask;
class Host;
}  // namespace mmdagent

namespace mmdagent::remote {

class Avatars;
struct PeerAvatar;

// Network thread only.
class AvatarLink final : public AvatarInput {
 public:
  AvatarLink(Host& host, std::shared_ptr<Avatars> avatars);
  ~AvatarLink() override;

  bool join() noexcept override;
  void received(std::size_t bytes) noexcept override;
  bool message(std::uint64_t line, std::string_view type, std::string_view args) noexcept override;
  bool disable(std::uint64_t line) noexcept override;
  bool command(std::string_view line) noexcept override;
  bool sound_word(SoundWord word) noexcept override;
  bool sound_pack(std::string_view samples) noexcept override;
  bool leave() noexcept override;

  std::uint64_t commands() const noexcept override { return commands_; }
  std::uint64_t sound_packs() const noexcept override { return sound_packs_; }

 private:
  template <class Call>
  bool submit(Call&& call) noexcept;

  Host& host_;
  std::shared_ptr<Avatars> avatars_;
  std::shared_ptr<PeerAvatar> peer_;
  std::unique_ptr<AgentTask> waiting_;  // of the item that found no space
  std::uint64_t noted_line_ = 0;        // the last message that was recorded
  std::uint64_t disabled_line_ = 0;
  bool leaving_ = false;
  bool has_joined_ = false;
  bool has_left_ = false;
  std::uint64_t commands_ = 0;
  std::uint64_t sound_packs_ = 0;
};

}  // namespace mmdagent::remote
