// Lines in WebSocket frames, after the handshake.
#pragma once

#include <memory>
#include <string>

#include "channel.h"
#include "frame_codec.h"
#include "transport.h"

namespace mmdagent::remote {

// One TEXT frame for each line, its '\n' included. What arrives is one stream, whatever its frames.
// PING and CLOSE are answered at once.
class WebsocketTransport final : public Transport, private ControlFrames {
 public:
  // `own`: which side we are.
  WebsocketTransport(std::unique_ptr<Channel> channel, FrameSide own) noexcept;

  // For bytes that came with the handshake: replaces them by the data in them.
  void decode(std::string& received);

  ssize_t read(std::span<char> space) noexcept override;
  bool has_input() const noexcept override { return is_over() || channel_->has_input(); }
  ssize_t write(std::span<iovec> pieces) noexcept override;
  bool flush() noexcept override;
  void finish() noexcept override { finish_with(close_going_away); }
  void finish_with(std::uint16_t code) noexcept;
  std::string_view defect() const noexcept override { return decoder_.defect(); }
  bool is_websocket() const noexcept override { return true; }

 private:
  // A close frame or a defect ended what is received.
  bool is_over() const noexcept { return decoder_.is_closed() || !decoder_.defect().empty(); }
  std::size_t take(std::span<char> bytes);
  void control(Opcode opcode, std::string_view payload) override;
  void stage(Opcode opcode, std::string_view payload);
  void stage_close(std::uint16_t code);
  MaskKey next_key() noexcept;

  std::unique_ptr<Channel> channel_;
  FrameSide own_;
  FrameDecoder decoder_;
  std::string staged_;  // whole frames, partly written
  std::size_t written_ = 0;
  bool write_failed_ = false;
  bool close_sent_ = false;
  std::array<MaskKey, 64> keys_{};
  std::size_t keys_used_;
};

}  // namespace mmdagent::remote
