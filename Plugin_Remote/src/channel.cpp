#include "channel.h"

#include <sys/socket.h>

namespace mmdagent::remote {

ssize_t SocketChannel::read(std::span<char> space) noexcept {
  return ::recv(descriptor_, space.data(), space.size(), MSG_DONTWAIT);
}

ssize_t SocketChannel::write(std::string_view bytes) noexcept {
  return ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
}

void SocketChannel::finish() noexcept { ::shutdown(descriptor_, SHUT_WR); }

}  // namespace mmdagent::remote
