// A connection that is ready to become a peer.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "socket_tools.h"
#include "transport.h"

namespace mmdagent::remote {

enum class PeerRole : std::uint8_t {
  accepted,  // came to our server: connection events, browsers are refused
  dialled,   // we went to it: no events
};

struct Connection {
  OwnedDescriptor descriptor;  // connected, non-blocking
  std::string name;            // as it stands in events and in the log
  PeerRole role = PeerRole::accepted;
  std::unique_ptr<Transport> transport;  // over the descriptor; null: plain
  std::string received;                  // bytes of lines that were read already
};

}  // namespace mmdagent::remote
