#include "http/http_server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "host_limits.h"
#include "message/inbound_ring.h"

using mmdagent::InboundRing;
using mmdagent::RecordKind;
using mmdagent::http::HttpServer;
using mmdagent::http::ServerSettings;
using Lines = std::vector<std::string>;
using namespace std::chrono_literals;

namespace {

// A connection from this machine; gives up after ten seconds of silence.
class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    const timeval patience{10, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  }
  Client(Client&& other) noexcept
      : socket_(std::exchange(other.socket_, -1)), connected_(other.connected_) {}
  ~Client() {
    if (socket_ >= 0) close(socket_);
  }

  bool connected() const { return connected_; }
  void send(std::string_view text) const {
    (void)::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
  }
  // Up to `end`, or to the end of the connection.
  std::string receive(std::string_view end = {}) const {
    std::string text;
    std::array<char, 4'096> bytes{};
    while (end.empty() || text.find(end) == std::string::npos) {
      const ssize_t count = recv(socket_, bytes.data(), bytes.size(), 0);
      if (count <= 0) break;
      text.append(bytes.data(), static_cast<std::size_t>(count));
    }
    return text;
  }

 private:
  int socket_;
  bool connected_ = false;
};

std::string request(std::string_view line, std::string_view more = {}) {
  return std::string(line) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(more) + "\r\n";
}
const std::string page_end = "</html>\n";

class HttpServerTest : public testing::Test {
 protected:
  void start(std::chrono::milliseconds patience = 10s) {
    server_ = std::make_unique<HttpServer>(ServerSettings{"", 0, patience}, *ring_);
    ASSERT_NE(server_->port(), 0);
    EXPECT_EQ(take(1), Lines{"3 starting http server on port " + std::to_string(server_->port())});
  }
  Client client() const { return Client(server_->port()); }

  // The next `count` records, log lines with their level, or fewer after ten seconds.
  Lines take(std::size_t count) {
    Lines lines;
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    while (lines.size() < count && std::chrono::steady_clock::now() < deadline) {
      ring_->wait_until(deadline);
      ring_->drain(count - lines.size(), [&](mmdagent::RecordView& record) {
        lines.push_back(record.kind == RecordKind::log
                            ? std::to_string(static_cast<int>(record.level)) + " " +
                                  std::string(record.text)
                            : std::string(record.text));
      });
    }
    return lines;
  }

  std::unique_ptr<InboundRing> ring_ = std::make_unique<InboundRing>();
  std::unique_ptr<HttpServer> server_;
};

}  // namespace

TEST_F(HttpServerTest, SendsAndAnswersRequestAfterRequestOnOneConnection) {
  start();
  const Client peer = client();
  peer.send(request("GET /req?com=A%7Cb"));
  const std::string answer = peer.receive(page_end);
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\n")) << answer;
  EXPECT_NE(answer.find("Content-Security-Policy: default-src 'none'"), std::string::npos);
  EXPECT_NE(answer.find("<li>A|b</li>"), std::string::npos);
  EXPECT_EQ(take(2), (Lines{"3 HttpServer: A|b", "A|b"}));
  peer.send(request("POST /post", "Content-Length: 9\r\n") + "com=B%7Cc");
  EXPECT_NE(peer.receive(page_end).find("<li>B|c</li>\n<li>A|b</li>"), std::string::npos);
  EXPECT_EQ(take(2), (Lines{"3 HttpServer: B|c", "B|c"}));
}

TEST_F(HttpServerTest, RefusesWithOneLineAndClosesTheConnection) {
  start();
  const std::string head = "GET /req?com=A HTTP/1.1\r\n";
  const std::pair<std::string, const char*> cases[] = {
      {head + "Host: evil.example\r\n\r\n", "403"},
      {head + "Host: localhost\r\nOrigin: http://evil.example\r\n\r\n", "403"},
      {head + "Host: localhost\r\nSec-Fetch-Site: cross-site\r\n\r\n", "403"},
      {head + "Host: localhost\r\nHost: localhost\r\n\r\n", "403"},
      {head + "\r\n", "403"},
      {"GET /req?com=A HTTP/1.0\r\n\r\n", "403"},
      {request("GET /nothing"), "404"},
      {request("DELETE /"), "405"},
      {"garbage\r\n\r\n", "400"},
      {"GET /req?com=A HTTP/9.9\r\n\r\n", "400"},
      {request("POST /post", "Content-Length: x\r\n"), "400"},
      {request("GET /", "Name: " + std::string(mmdagent::limits::http_header_bytes, 'x') + "\r\n"),
       "431"},
      {request("POST /post",
               "Content-Length: " + std::to_string(mmdagent::limits::http_body_bytes + 1) + "\r\n"),
       "413"},
  };
  for (const auto& [text, status] : cases) {
    const Client peer = client();
    peer.send(text);
    const std::string answer = peer.receive();
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 " + std::string(status))) << text << answer;
  }
  const Client peer = client();
  peer.send(request("GET /req?com=LAST"));
  EXPECT_EQ(take(1), Lines{"3 HttpServer: LAST"});  // nothing of the others came
}

TEST_F(HttpServerTest, AFormOfTheGreatestSizeIsTaken) {
  start();
  const std::string message = "A|" + std::string(65'533, 'x');
  std::string body = "com=A%7C" + message.substr(2) + "%0A";
  body.resize(mmdagent::limits::http_body_bytes, 'y');
  const Client peer = client();
  peer.send(request("POST /post", "Content-Length: " + std::to_string(body.size()) + "\r\n") +
            body);
  EXPECT_EQ(take(2).back(), message);
}

TEST_F(HttpServerTest, OneConnectionMoreThanTheLimitIsClosedAndTheOthersGoOn) {
  start();
  std::vector<Client> peers;
  for (std::size_t i = 0; i < mmdagent::limits::http_connections; ++i) peers.push_back(client());
  peers.back().send(request("GET /"));
  EXPECT_NE(peers.back().receive(page_end), "");  // so all of them are accepted
  const Client surplus = client();
  surplus.send(request("GET /"));
  EXPECT_EQ(surplus.receive(), "");
  peers.front().send(request("GET /"));
  EXPECT_NE(peers.front().receive(page_end), "");
  peers.clear();
  std::string answer;
  const auto deadline = std::chrono::steady_clock::now() + 10s;
  while (answer.empty() && std::chrono::steady_clock::now() < deadline) {
    const Client next = client();
    next.send(request("GET /"));
    answer = next.receive(page_end);
  }
  EXPECT_NE(answer, "");
}

TEST_F(HttpServerTest, APeerThatIsTooSlowIsClosed) {
  start(100ms);
  const Client silent = client();
  const Client slow = client();
  slow.send("GET / HTTP/1.1\r\nHost: local");
  EXPECT_EQ(silent.receive(), "");
  EXPECT_EQ(slow.receive(), "");
}

TEST_F(HttpServerTest, APortInUseCostsOneWarning) {
  start();
  InboundRing other_ring;
  const HttpServer second(ServerSettings{"", server_->port(), 10s}, other_ring);
  EXPECT_EQ(second.port(), 0);
  Lines lines;
  other_ring.drain(10, [&](mmdagent::RecordView& record) {
    lines.push_back(std::to_string(static_cast<int>(record.level)) + " " +
                    std::string(record.text));
  });
  EXPECT_EQ(lines, Lines{"2 http server: port " + std::to_string(server_->port()) +
                         " cannot be opened, no page is served: Address already in use"});
}

TEST_F(HttpServerTest, AnAddressForOtherMachinesIsWarnedOf) {
  server_ = std::make_unique<HttpServer>(ServerSettings{"0.0.0.0", 0, 10s}, *ring_);
  const std::string port = std::to_string(server_->port());
  EXPECT_EQ(take(2), (Lines{"3 starting http server on port " + port,
                            "2 port " + port +
                                " is open to other machines: whoever reaches it can "
                                "control this program"}));
  EXPECT_TRUE(client().connected());
}

// Two slots: the thread waits in the ring with a message in hand, and still ends.
TEST_F(HttpServerTest, EndsWhileTheRingIsFull) {
  ring_ = std::make_unique<InboundRing>(mmdagent::InboundRingSizes{2, {}});
  start();
  const Client peer = client();
  for (const char* name : {"A", "B", "C"}) peer.send(request("GET /req?com=" + std::string(name)));
  EXPECT_NE(peer.receive(page_end), "");
  server_.reset();
}
