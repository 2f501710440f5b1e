#include "web_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>

namespace network_test {
namespace {

std::string whole(const std::string& status, const std::string& headers, const std::string& body) {
  return "HTTP/1.1 " + status + "\r\n" + headers +
         "Content-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
}

}  // namespace

const std::string& WebServer::body() {
  static const std::string text = [] {
    std::string bytes;
    for (int i = 0; i < 100'000; ++i) bytes.push_back(static_cast<char>(i * 7));
    return bytes;
  }();
  return text;
}

WebServer::WebServer() : listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      listen(listener_, 64) != 0 ||
      getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    std::abort();
  }
  port_ = ntohs(address.sin_port);
  accepting_ = std::thread([this] { accept_all(); });
}

WebServer::~WebServer() {
  ends_ = true;
  accepting_.join();
  for (std::thread& connection : connections_) connection.join();
  close(listener_);
}

std::string WebServer::address(const std::string& path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + path;
}

void WebServer::accept_all() {
  while (!ends_) {
    pollfd wait{listener_, POLLIN, 0};
    if (poll(&wait, 1, 10) != 1) continue;
    const int connection = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection >= 0) connections_.emplace_back([this, connection] { serve(connection); });
  }
}

void WebServer::serve(int connection) {
  std::string request;
  char bytes[4096];
  while (request.find("\r\n\r\n") == std::string::npos) {
    const ssize_t count = recv(connection, bytes, sizeof bytes, 0);
    if (count <= 0) break;
    request.append(bytes, static_cast<std::size_t>(count));
  }
  ++requests_;
  if (request.starts_with("GET /silent ")) {
    while (!ends_) usleep(2'000);
  } else {
    const std::string text = answer(request);
    std::size_t sent = 0;
    while (sent < text.size()) {
      const ssize_t count = send(connection, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
      if (count <= 0) break;
      sent += static_cast<std::size_t>(count);
    }
  }
  close(connection);
}

std::string WebServer::answer(const std::string& request) const {
  const std::string path = request.substr(4, request.find(' ', 4) - 4);
  if (path == "/f") return whole("200 OK", "", body());
  if (path == "/user") {
    if (request.find("Authorization: Basic dXNlcjpwYXNzd29yZA==") != std::string::npos) {
      return whole("200 OK", "", body());
    }
    return whole("401 Unauthorized", "WWW-Authenticate: Basic realm=\"x\"\r\n", "who?");
  }
  if (path == "/cut") return "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfive!";
  if (path.starts_with("/moved/")) {
    const int left = std::atoi(path.c_str() + 7);
    const std::string to = left > 1 ? "/moved/" + std::to_string(left - 1) : "/f";
    return whole(left % 2 == 0 ? "308 Permanent Redirect" : "303 See Other",
                 "Location: " + to + "\r\n", "moved");
  }
  return whole("404 Not Found", "", "not here");
}

}  // namespace network_test
