#include "http/http_server.h"

#include <fmt/format.h>
#include <pthread.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "host_limits.h"
#include "http/message_page.h"
#include "message/inbound_ring.h"
#include "message/message_text.h"

namespace mmdagent::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using Error = boost::system::error_code;

constexpr std::uint16_t core_module = 0;
// When the system chooses the port, it is free for IPv4 and may be taken for IPv6.
constexpr int port_choices = 16;
constexpr std::chrono::milliseconds accept_pause{100};  // after accepting failed

std::vector<std::string_view> values_of(const beast::http::fields& fields,
                                        beast::http::field name) {
  std::vector<std::string_view> values;
  const auto [first, last] = fields.equal_range(name);
  for (auto field = first; field != last; ++field) values.emplace_back(field->value());
  return values;
}

bool is_missing_family(const Error& error) {
  return error == asio::error::address_family_not_supported ||
         error == boost::system::errc::address_not_available ||
         error == boost::system::errc::protocol_not_supported;
}

// Of a request that could not be read; 0 when nobody waits for an answer.
unsigned status_of(const Error& error) {
  if (error == beast::http::error::header_limit || error == beast::http::error::buffer_overflow) {
    return 431;
  }
  if (error == beast::http::error::body_limit) return 413;
  const bool is_syntax =
      error.category() == make_error_code(beast::http::error::bad_target).category();
  if (is_syntax && error != beast::http::error::end_of_stream &&
      error != beast::http::error::partial_message) {
    return 400;
  }
  return 0;
}

}  // namespace

// Everything but construction and destruction happens on its thread.
class HttpServer::Service {
 public:
  Service(const ServerSettings& settings, InboundRing& ring)
      : ring_(ring),
        page_(settings.address),
        patience_(settings.patience),
        accept_timer_(context_) {
    Error error;
    if (!open(settings, error)) {
      log(Level::warning,
          fmt::format("http server: port {} cannot be opened, no page is served: {}", settings.port,
                      error.message()));
      return;
    }
    announce(settings.address);
    for (tcp::acceptor& acceptor : acceptors_) accept(acceptor);
    thread_ = std::jthread([this] { run(); });
  }

  ~Service() {
    stop_.request_stop();
    context_.stop();
  }

  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  std::uint16_t port() const { return port_; }
  MessagePage& page() { return page_; }
  std::chrono::milliseconds patience() const { return patience_; }

  // False when no more are served.
  bool enter() { return ++connections_ <= limits::http_connections; }
  void leave() { --connections_; }

  void send(const std::string& message) {
    log(Level::status, "HttpServer: " + message);
    const MessageLine line = split_line(message);
    // Refused only when the run ends.
    (void)ring_.push_or_stop(
        Record{RecordKind::message, Level::sent, core_module, line.type, line.args},
        stop_.get_token());
  }

 private:
  void log(Level level, std::string_view text) {
    (void)ring_.push_or_stop(
        Record{RecordKind::log, level, core_module, text.substr(0, max_message_bytes), {}},
        stop_.get_token());
  }

  void run() {
    pthread_setname_np(pthread_self(), "http");
    try {
      context_.run();
    } catch (const std::exception& error) {
      log(Level::error, fmt::format("http server: ended: {}", error.what()));
    }
  }

  bool open(const ServerSettings& settings, Error& error) {
    if (settings.address.empty()) return open_pair("127.0.0.1", "::1", settings.port, error);
    if (settings.address == "*" || settings.address == "::") {
      return open_pair("0.0.0.0", "::", settings.port, error);
    }
    error = listen_on(settings.address, settings.port);
    return !error;
  }

  // One port for both families. A machine without IPv6 does with IPv4 alone.
  bool open_pair(const char* four, const char* six, std::uint16_t port, Error& error) {
    for (int choice = 0; choice < port_choices; ++choice) {
      error = listen_on(four, port);
      if (error) return false;
      const Error error_of_six = listen_on(six, port_);
      if (!error_of_six || is_missing_family(error_of_six)) return true;
      acceptors_.clear();
      error = error_of_six;
      if (port != 0) return false;
    }
    return false;
  }

  Error listen_on(const std::string& literal, std::uint16_t port) {
    Error error;
    const auto address = asio::ip::make_address(literal, error);
    if (error) return error;
    tcp::acceptor acceptor(context_);
    const tcp::endpoint endpoint(address, port);
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error && address.is_v6()) acceptor.set_option(asio::ip::v6_only(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(tcp::acceptor::max_listen_connections, error);
    if (error) return error;
    port_ = acceptor.local_endpoint(error).port();
    acceptors_.push_back(std::move(acceptor));
    return error;
  }

  void announce(const std::string& address) {
    log(Level::status, fmt::format("starting http server on port {}", port_));
    Error error;
    const bool is_private = address.empty() || asio::ip::make_address(address, error).is_loopback();
    if (is_private) return;
    log(Level::warning,
        fmt::format(
            "port {} is open to other machines: whoever reaches it can control this program",
            port_));
  }

  void accept(tcp::acceptor& acceptor);
  void accept_later(tcp::acceptor& acceptor) {
    accept_timer_.expires_after(accept_pause);
    accept_timer_.async_wait([this, &acceptor](const Error&) { accept(acceptor); });
  }

  InboundRing& ring_;
  MessagePage page_;
  const std::chrono::milliseconds patience_;
  std::stop_source stop_;
  std::size_t connections_ = 0;
  std::uint16_t port_ = 0;
  asio::io_context context_{1};  // destroyed before what its handlers refer to
  std::vector<tcp::acceptor> acceptors_;
  asio::steady_timer accept_timer_;
  std::jthread thread_;
};

namespace {

// One connection, request after request. A deadline holds for each request to come and for each
// answer to be taken.
template <class Service>
class Session : public std::enable_shared_from_this<Session<Service>> {
 public:
  Session(tcp::socket socket, Service& service)
      : stream_(std::move(socket)), service_(service), is_served_(service.enter()) {}
  ~Session() { service_.leave(); }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void start() {
    if (is_served_) read();
  }

 private:
  using Parser = beast::http::request_parser<beast::http::string_body>;

  void read() {
    parser_.emplace();
    parser_->header_limit(limits::http_header_bytes);
    parser_->body_limit(limits::http_body_bytes);
    stream_.expires_after(service_.patience());
    beast::http::async_read(
        stream_, buffer_, *parser_,
        [self = this->shared_from_this()](const Error& error, std::size_t) { self->have(error); });
  }

  void have(const Error& error) {
    if (error) {
      const unsigned status = status_of(error);
      if (status != 0) write({status, fmt::format("{}\n", error.message()), {}}, false);
      return;
    }
    const auto& request = parser_->get();
    const PageAnswer answer =
        service_.page().answer({std::string_view(request.method_string()),
                                std::string_view(request.target()),
                                request.body(),
                                {values_of(request, beast::http::field::host),
                                 values_of(request, beast::http::field::origin), sites(request)}});
    if (!answer.message.empty()) service_.send(answer.message);
    write(answer, request.keep_alive());
  }

  static std::vector<std::string_view> sites(const beast::http::fields& fields) {
    std::vector<std::string_view> values;
    const auto [first, last] = fields.equal_range("Sec-Fetch-Site");
    for (auto field = first; field != last; ++field) values.emplace_back(field->value());
    return values;
  }

  void write(const PageAnswer& answer, bool keep_alive) {
    response_ = {};
    response_.result(answer.status);
    const bool is_page = answer.status == 200;
    response_.set(beast::http::field::content_type,
                  is_page ? "text/html; charset=utf-8" : "text/plain; charset=utf-8");
    response_.set(beast::http::field::cache_control, "no-store");
    response_.set("X-Content-Type-Options", "nosniff");
    // With no-referrer browsers would not say that the form's request is of the same origin.
    response_.set("Referrer-Policy", "same-origin");
    response_.set("Content-Security-Policy",
                  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
                  "base-uri 'none'; frame-ancestors 'none'");
    response_.body() = answer.body;
    response_.keep_alive(keep_alive && is_page);
    response_.prepare_payload();
    stream_.expires_after(service_.patience());
    beast::http::async_write(stream_, response_,
                             [self = this->shared_from_this()](const Error& error, std::size_t) {
                               self->have_written(error);
                             });
  }

  void have_written(const Error& error) {
    if (error) return;
    if (response_.keep_alive()) {
      read();
      return;
    }
    Error ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    discard();
  }

  // What the peer still sends is read for a while, or the system would tell it of a broken
  // connection before it has read the answer.
  void discard() {
    buffer_.clear();
    stream_.async_read_some(buffer_.prepare(discarded_bytes),
                            [self = this->shared_from_this()](const Error& error, std::size_t) {
                              if (!error) self->discard();
                            });
  }

  static constexpr std::size_t discarded_bytes = 4'096;

  beast::tcp_stream stream_;
  Service& service_;
  bool is_served_;
  beast::flat_buffer buffer_{limits::http_header_bytes + discarded_bytes};
  std::optional<Parser> parser_;
  beast::http::response<beast::http::string_body> response_;
};

}  // namespace

void HttpServer::Service::accept(tcp::acceptor& acceptor) {
  acceptor.async_accept(context_, [this, &acceptor](const Error& error, tcp::socket socket) {
    if (error == asio::error::operation_aborted) return;
    if (error) {
      accept_later(acceptor);
      return;
    }
    std::make_shared<Session<Service>>(std::move(socket), *this)->start();
    accept(acceptor);
  });
}

HttpServer::HttpServer(const ServerSettings& settings, InboundRing& ring)
    : service_(std::make_unique<Service>(settings, ring)) {}

HttpServer::~HttpServer() = default;

std::uint16_t HttpServer::port() const { return service_->port(); }

}  // namespace mmdagent::http
