// Where a peer's avatar commands and sound go.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "line_parser.h"

namespace mmdagent::remote {

// One per peer, used on the network thread. A function that returns false found no space for the
// item; the same item is then offered again later, before any other, so that the order of the
// stream is kept.
class AvatarInput {
 public:
  virtual ~AvatarInput() = default;
  // Before everything else of this peer.
  virtual bool join() noexcept = 0;
  // So many bytes arrived, whatever they mean.
  virtual void received(std::size_t bytes) noexcept = 0;
  // A message that is posted next; `line` is another number for each. Called again with the same
  // number when the message found no space.
  virtual bool message(std::uint64_t line, std::string_view type,
                       std::string_view args) noexcept = 0;
  // Control of this peer ends, and its end is told; `line` as above.
  virtual bool disable(std::uint64_t line) noexcept = 0;
  // A line beginning with __AV, without its terminator; __AV_MESSAGE never comes here.
  virtual bool command(std::string_view line) noexcept = 0;
  virtual bool sound_word(SoundWord word) noexcept = 0;
  virtual bool sound_pack(std::string_view samples) noexcept = 0;
  // Behind everything else of this peer.
  virtual bool leave() noexcept = 0;

  // Taken so far, for the line logged when the peer leaves.
  virtual std::uint64_t commands() const noexcept = 0;
  virtual std::uint64_t sound_packs() const noexcept = 0;
};

}  // namespace mmdagent::remote
