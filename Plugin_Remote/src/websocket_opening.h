// The client's way from a TCP connection to a WebSocket: TLS where it is wanted, then HTTP.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "channel.h"
#include "connection.h"
#include "event_loop.h"
#include "remote_options.h"
#include "websocket_handshake.h"

namespace mmdagent::remote {

struct OpeningResult {
  Reply reply = Reply::refused;
  std::string reason;     // why not accepted
  Connection connection;  // when accepted; without name and role
};

// Network thread only. Makes no attempt to end by itself: its owner destroys it when it takes too
// long.
class WebsocketOpening final : private Watch::Handler {
 public:
  // Called once, last; it may destroy the opening.
  using Done = std::function<void(OpeningResult)>;

  WebsocketOpening(EventLoop& loop, OwnedDescriptor descriptor, const WebsocketTarget& target,
                   Done done);

  void start();

 private:
  void readable() override { proceed(); }
  void writable() override { proceed(); }

  void proceed();
  bool shake_hands();
  bool send_request();
  bool receive_reply();
  void accept_reply(std::size_t head_bytes);
  void fail(std::string reason);
  void report(OpeningResult result);

  WebsocketTarget target_;
  Done done_;
  Watch watch_;
  std::unique_ptr<Channel> channel_;
  bool is_private_ = false;  // TLS is done, or not wanted
  std::string key_;
  std::string request_;  // what is not sent yet
  std::string reply_;
};

}  // namespace mmdagent::remote
