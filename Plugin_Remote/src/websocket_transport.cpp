#include "websocket_transport.h"

#include <sys/random.h>

#include <cerrno>
#include <utility>

#include "remote_limits.h"

namespace mmdagent::remote {

WebsocketTransport::WebsocketTransport(std::unique_ptr<Channel> channel, FrameSide own) noexcept
    : channel_(std::move(channel)),
      own_(own),
      decoder_(own == FrameSide::client ? FrameSide::server : FrameSide::client,
               max_websocket_message_bytes),
      keys_used_(keys_.size()) {}

void WebsocketTransport::decode(std::string& received) { received.resize(take(received)); }

ssize_t WebsocketTransport::read(std::span<char> space) noexcept {
  for (;;) {
    if (is_over()) return 0;
    const ssize_t count = channel_->read(space);
    if (count <= 0) return count;
    const std::size_t data = take(space.first(static_cast<std::size_t>(count)));
    if (data > 0) return static_cast<ssize_t>(data);
    // Control frames or beginnings only. A flood of them must not keep the other peers waiting.
    if (!has_input()) {
      errno = EAGAIN;
      return -1;
    }
  }
}

// Replaces what was received by the data in it, and answers what is to be answered.
std::size_t WebsocketTransport::take(std::span<char> bytes) {
  const std::size_t data = decoder_.decode(bytes, *this);
  if (!decoder_.defect().empty()) stage_close(decoder_.defect_code());
  flush();
  return data;
}

// Takes whole lines only, so that a line always is one frame.
ssize_t WebsocketTransport::write(std::span<iovec> pieces) noexcept {
  if (write_failed_ || close_sent_) {
    errno = EPIPE;
    return -1;
  }
  std::size_t taken = 0;
  for (const iovec& piece : pieces) {
    std::string_view bytes(static_cast<const char*>(piece.iov_base), piece.iov_len);
    while (!bytes.empty()) {
      if (staged_.size() >= max_staged_bytes && !flush()) {
        if (taken > 0) return static_cast<ssize_t>(taken);
        errno = EAGAIN;
        return -1;
      }
      const std::string_view line = bytes.substr(0, bytes.find('\n') + 1);
      stage(Opcode::text, line.empty() ? bytes : line);
      taken += line.empty() ? bytes.size() : line.size();
      bytes.remove_prefix(line.empty() ? bytes.size() : line.size());
    }
  }
  flush();
  if (write_failed_) {
    errno = EPIPE;
    return -1;
  }
  return static_cast<ssize_t>(taken);
}

bool WebsocketTransport::flush() noexcept {
  while (written_ < staged_.size()) {
    const ssize_t count = channel_->write(std::string_view(staged_).substr(written_));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      staged_.erase(0, written_);
      written_ = 0;
      return false;
    }
    if (count < 0) {
      write_failed_ = true;
      break;
    }
    written_ += static_cast<std::size_t>(count);
  }
  staged_.clear();
  written_ = 0;
  return write_failed_ || channel_->flush();
}

void WebsocketTransport::finish_with(std::uint16_t code) noexcept {
  stage_close(code);
  flush();
  channel_->finish();
}

void WebsocketTransport::control(Opcode opcode, std::string_view payload) {
  // Who only sends pings and never reads gets no more answers than the space for them.
  if (opcode == Opcode::ping && staged_.size() < max_staged_bytes) stage(Opcode::pong, payload);
  if (opcode != Opcode::close || close_sent_) return;
  if (payload.size() == 1) {
    stage_close(close_protocol_error);
    return;
  }
  stage(Opcode::close, payload.substr(0, 2));
  close_sent_ = true;
}

void WebsocketTransport::stage(Opcode opcode, std::string_view payload) {
  if (write_failed_ || close_sent_) return;
  if (own_ == FrameSide::server) {
    append_frame(staged_, opcode, payload, nullptr);
  } else {
    const MaskKey key = next_key();
    append_frame(staged_, opcode, payload, &key);
  }
}

void WebsocketTransport::stage_close(std::uint16_t code) {
  const char payload[2] = {static_cast<char>(code >> 8U), static_cast<char>(code & 0xFFU)};
  stage(Opcode::close, {payload, sizeof(payload)});
  close_sent_ = true;
}

// Unforeseeable, so that nobody can choose what a proxy on the way gets to see (RFC 6455 §10.3).
MaskKey WebsocketTransport::next_key() noexcept {
  if (keys_used_ == keys_.size()) {
    // Up to 256 bytes come whole and without waiting once the system has started.
    static_cast<void>(::getrandom(keys_.data(), sizeof(keys_), 0) == sizeof(keys_));
    keys_used_ = 0;
  }
  return keys_[keys_used_++];
}

}  // namespace mmdagent::remote
