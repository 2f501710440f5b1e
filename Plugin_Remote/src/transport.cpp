#include "transport.h"

#include <sys/socket.h>

namespace mmdagent::remote {

ssize_t PlainTransport::read(std::span<char> space) noexcept {
  return ::recv(descriptor_, space.data(), space.size(), MSG_DONTWAIT);
}

void PlainTransport::finish() noexcept { ::shutdown(descriptor_, SHUT_WR); }

}  // namespace mmdagent::remote
