// What the runtime offers besides Host to a plugin behind which several senders stand, as the peers
// of a connection do: a feed without what one of them sent. The Host of a plugin may be one:
// `dynamic_cast<SenderHost*>(&host)`, null where it is not. Part of the plugin interface: header
// only, nothing to link. New functions are appended, never inserted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "MMDAgent/Feed.h"

namespace mmdagent {

// At one time, of all plugins together.
inline constexpr std::size_t max_senders = 64;

class SenderHost {
 public:
  // The number of one sender, from 1, which no other has until the result is destroyed. Null when
  // max_senders are taken. Any thread.
  virtual std::shared_ptr<const std::uint8_t> add_sender() = 0;
  // As Host::try_post(), for that sender. Any thread.
  virtual bool try_post_from(std::uint8_t sender, std::string_view type,
                             std::string_view args) noexcept = 0;
  // As Host::open_feed(FeedKind::messages), without what that sender posts. Agent thread.
  virtual std::unique_ptr<Feed> open_feed_without(std::uint8_t sender, Wake wake) = 0;

 protected:
  ~SenderHost() = default;
};

}  // namespace mmdagent
