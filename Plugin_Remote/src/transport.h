// How the lines of a connection travel: plainly, or in WebSocket frames.
#pragma once

#include <sys/types.h>

#include <span>
#include <string>
#include <string_view>

#include "peer_output.h"

namespace mmdagent::remote {

// One per connection, network thread only. Knows the descriptor, does not own it.
class Transport : public GatheredWriter {
 public:
  virtual ~Transport() = default;

  // Puts received bytes of lines into `space`; as recv(): 0 at the end, -1 with errno, EAGAIN when
  // there is nothing until the descriptor is readable.
  virtual ssize_t read(std::span<char> space) noexcept = 0;
  // True when read() may give something although the descriptor is not readable.
  virtual bool has_input() const noexcept = 0;

  // Writes what write() took and the descriptor did not; false when something is left.
  virtual bool flush() noexcept = 0;

  // The last that is sent: says farewell where the protocol has a word for it, then ends writing.
  virtual void finish() noexcept = 0;

  // What the peer did that ended the connection; empty when it just ended.
  virtual std::string_view defect() const noexcept { return {}; }
  virtual bool is_websocket() const noexcept { return false; }
};

// Bytes as they are.
class PlainTransport final : public Transport {
 public:
  explicit PlainTransport(int descriptor) noexcept : descriptor_(descriptor), writer_(descriptor) {}
  ssize_t read(std::span<char> space) noexcept override;
  bool has_input() const noexcept override { return false; }
  ssize_t write(std::span<iovec> pieces) noexcept override { return writer_.write(pieces); }
  bool flush() noexcept override { return true; }
  void finish() noexcept override;

 private:
  int descriptor_;
  SocketWriter writer_;
};

}  // namespace mmdagent::remote
