// Where a peer's avatar commands and sound go.
#pragma once

#include <cstdint>
#include <string_view>

#include "line_parser.h"

namespace mmdagent::remote {

// One per peer, used on the network thread. Every function returns false when there is no space for
// the item; the same item is then offered again later, so that the order of the stream is kept.
class AvatarInput {
 public:
  virtual ~AvatarInput() = default;
  // A line beginning with __AV, without its terminator; __AV_MESSAGE never comes here.
  virtual bool command(std::string_view line) noexcept = 0;
  virtual bool sound_word(SoundWord word) noexcept = 0;
  virtual bool sound_pack(std::string_view samples) noexcept = 0;

  // What was received but had no effect, for the line logged when the peer leaves.
  virtual std::uint64_t ignored_commands() const noexcept = 0;
  virtual std::uint64_t ignored_sound_packs() const noexcept = 0;
};

// Takes everything in and lets nothing happen.
class IgnoredAvatarInput final : public AvatarInput {
 public:
  bool command(std::string_view) noexcept override { return ++commands_ > 0; }
  bool sound_word(SoundWord) noexcept override { return true; }
  bool sound_pack(std::string_view) noexcept override { return ++packs_ > 0; }
  std::uint64_t ignored_commands() const noexcept override { return commands_; }
  std::uint64_t ignored_sound_packs() const noexcept override { return packs_; }

 private:
  std::uint64_t commands_ = 0;
  std::uint64_t packs_ = 0;
};

}  // namespace mmdagent::remote
