// The bytes below the WebSocket frames: a socket, or TLS on one.
#pragma once

#include <sys/types.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace mmdagent::remote {

enum class Handshake : std::uint8_t { done, wants_readable, wants_writable, failed };

// Never waits. Knows the descriptor, does not own it.
class Channel {
 public:
  virtual ~Channel() = default;

  // Before anything else, again and again until it is done or failed.
  virtual Handshake handshake() noexcept { return Handshake::done; }
  // Why the handshake failed.
  virtual std::string failure() const { return {}; }

  // As recv() and send().
  virtual ssize_t read(std::span<char> space) noexcept = 0;
  virtual ssize_t write(std::string_view bytes) noexcept = 0;
  // True when read() may give something although the descriptor is not readable.
  virtual bool has_input() const noexcept { return false; }
  // Writes what write() took and the descriptor did not; false when something is left.
  virtual bool flush() noexcept { return true; }
  // Ends writing.
  virtual void finish() noexcept = 0;
};

class SocketChannel final : public Channel {
 public:
  explicit SocketChannel(int descriptor) noexcept : descriptor_(descriptor) {}
  ssize_t read(std::span<char> space) noexcept override;
  ssize_t write(std::string_view bytes) noexcept override;
  void finish() noexcept override;

 private:
  int descriptor_;
};

// The client's end of TLS. The system's certificates decide (or SSL_CERT_FILE and SSL_CERT_DIR),
// and the certificate must be of `host`, unless `verify` is false. Throws std::runtime_error when
// TLS is not to be had.
std::unique_ptr<Channel> make_tls_channel(int descriptor, const std::string& host, bool verify);

}  // namespace mmdagent::remote
