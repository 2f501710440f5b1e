#include "websocket_opening.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "remote_limits.h"
#include "websocket_transport.h"

namespace mmdagent::remote {

WebsocketOpening::WebsocketOpening(EventLoop& loop, OwnedDescriptor descriptor,
                                   const WebsocketTarget& target, Done done)
    : target_(target),
      done_(std::move(done)),
      watch_(loop, descriptor.release(), static_cast<Watch::Handler&>(*this)) {}

void WebsocketOpening::start() {
  try {
    channel_ = target_.tls ? make_tls_channel(watch_.descriptor(), target_.host, target_.verify)
                           : std::make_unique<SocketChannel>(watch_.descriptor());
    key_ = make_websocket_key();
    request_ = websocket_request(target_.host, target_.port, target_.tls, target_.path, key_);
  } catch (const std::exception& error) {
    fail(error.what());
    return;
  }
  proceed();
}

void WebsocketOpening::proceed() {
  if (!is_private_ && !shake_hands()) return;
  if (!send_request()) return;
  while (receive_reply()) {
  }
}

// False when it waits or has failed.
bool WebsocketOpening::shake_hands() {
  switch (channel_->handshake()) {
    case Handshake::done:
      is_private_ = true;
      return true;
    case Handshake::wants_readable:
      watch_.want_readable();
      return false;
    case Handshake::wants_writable:
      watch_.want_writable();
      return false;
    case Handshake::failed:
      break;
  }
  fail(channel_->failure());
  return false;
}

bool WebsocketOpening::send_request() {
  while (!request_.empty()) {
    const ssize_t count = channel_->write(request_);
    if (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK) {
      fail(std::string("cannot send the request: ") + std::strerror(errno));
      return false;
    }
    if (count <= 0) break;
    request_.erase(0, static_cast<std::size_t>(count));
  }
  if (request_.empty() && channel_->flush()) return true;
  watch_.want_writable();
  return false;
}

// False when it waits or is done.
bool WebsocketOpening::receive_reply() {
  std::array<char, max_head_bytes> space;
  const ssize_t count = channel_->read(std::span(space).first(max_head_bytes - reply_.size()));
  if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) {
    watch_.want_readable();
    return false;
  }
  if (count <= 0) {
    fail("the connection ended before the reply");
    return false;
  }
  reply_.append(space.data(), static_cast<std::size_t>(count));
  if (const std::size_t size = head_size(reply_); size > 0) {
    accept_reply(size);
    return false;
  }
  if (reply_.size() < max_head_bytes) return true;
  fail("the reply's head is longer than " + std::to_string(max_head_bytes) + " bytes");
  return false;
}

void WebsocketOpening::accept_reply(std::size_t head_bytes) {
  HttpHead head;
  OpeningResult result;
  if (!parse_reply(std::string_view(reply_).substr(0, head_bytes), head)) {
    fail("the reply is not HTTP");
    return;
  }
  result.reply = judge_reply(head, key_, result.reason);
  if (result.reply == Reply::accepted) {
    auto transport = std::make_unique<WebsocketTransport>(std::move(channel_), FrameSide::client);
    result.connection.received = reply_.substr(head_bytes);
    transport->decode(result.connection.received);
    result.connection.transport = std::move(transport);
    result.connection.descriptor = OwnedDescriptor(watch_.release());
  }
  report(std::move(result));
}

void WebsocketOpening::fail(std::string reason) { report({Reply::refused, std::move(reason), {}}); }

// The call may destroy this, and done_ with it.
void WebsocketOpening::report(OpeningResult result) {
  const Done done = std::move(done_);
  done(std::move(result));
}

}  // namespace mmdagent::remote
