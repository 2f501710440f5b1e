// Readers of the outbound chain as plugins see them: bare messages, or formatted log lines.
#pragma once

#include <cstdint>
#include <memory>

#include "MMDAgent/Feed.h"
#include "message/log_format.h"
#include "message/outbound.h"

namespace mmdagent {

// Agent thread. The feed starts behind the last record written. `modules` must outlive it. Lines
// lost because the feed was more than OutboundSizes::lag_bytes behind are part of the next answer
// of skip_until(). The backlog of a feed of log lines counts lines not yet formatted without their
// stamp. A feed of messages can leave out those of one sender. Null when limits::outbound_readers
// are open.
std::unique_ptr<Feed> make_feed(OutboundLog& outbound, const ModuleTable& modules, FeedKind kind,
                                Wake wake, LogClock clock = LogClock::local,
                                std::uint8_t without = 0);

}  // namespace mmdagent
