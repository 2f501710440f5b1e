#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <stdexcept>

#include "channel.h"
#include "socket_tools.h"

namespace mmdagent::remote {
namespace {

struct FreeContext {
  void operator()(SSL_CTX* context) const noexcept { ::SSL_CTX_free(context); }
};
struct FreeSession {
  void operator()(SSL* session) const noexcept { ::SSL_free(session); }
};

std::string last_error() {
  const unsigned long code = ::ERR_get_error();
  ::ERR_clear_error();
  const char* reason = code == 0 ? nullptr : ::ERR_reason_error_string(code);
  return reason == nullptr ? "unknown reason" : reason;
}

// OpenSSL works on two memory buffers; the socket is read and written here, because OpenSSL's own
// way of writing raises SIGPIPE.
class TlsChannel final : public Channel {
 public:
  TlsChannel(int descriptor, const std::string& host, bool verify)
      : descriptor_(descriptor), context_(::SSL_CTX_new(::TLS_client_method())) {
    if (context_ == nullptr) throw std::runtime_error("TLS: " + last_error());
    ::SSL_CTX_set_min_proto_version(context_.get(), TLS1_2_VERSION);
    ::SSL_CTX_set_default_verify_paths(context_.get());
    ::SSL_CTX_set_options(context_.get(), SSL_OP_NO_RENEGOTIATION);
    ::SSL_CTX_set_mode(context_.get(), SSL_MODE_AUTO_RETRY);
    session_.reset(::SSL_new(context_.get()));
    if (session_ == nullptr) throw std::runtime_error("TLS: " + last_error());
    from_socket_ = ::BIO_new(::BIO_s_mem());
    to_socket_ = ::BIO_new(::BIO_s_mem());
    ::SSL_set_bio(session_.get(), from_socket_, to_socket_);  // owns both from here on
    ::SSL_set_connect_state(session_.get());
    name_server(host);
    ::SSL_set_verify(session_.get(), verify ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nullptr);
  }

  Handshake handshake() noexcept override {
    for (;;) {
      const int result = ::SSL_do_handshake(session_.get());
      const int error = ::SSL_get_error(session_.get(), result);
      if (!flush()) return Handshake::wants_writable;
      if (result == 1) return Handshake::done;
      if (error != SSL_ERROR_WANT_READ) return Handshake::failed;
      const ssize_t count = fetch();
      if (count < 0 && errno == EAGAIN) return Handshake::wants_readable;
      if (count <= 0) {
        ended_ = true;
        return Handshake::failed;
      }
    }
  }

  std::string failure() const override {
    const long verdict = ::SSL_get_verify_result(session_.get());
    if (verdict != X509_V_OK) {
      return fmt::format("certificate refused: {}", ::X509_verify_cert_error_string(verdict));
    }
    return "TLS: " + (ended_ ? std::string("the connection ended") : last_error());
  }

  ssize_t read(std::span<char> space) noexcept override {
    for (;;) {
      ::ERR_clear_error();
      const int wanted = static_cast<int>(std::min<std::size_t>(space.size(), INT_MAX));
      const int count = ::SSL_read(session_.get(), space.data(), wanted);
      if (count > 0) return count;
      const int error = ::SSL_get_error(session_.get(), count);
      if (error == SSL_ERROR_ZERO_RETURN) return 0;
      if (error != SSL_ERROR_WANT_READ) {
        errno = EPROTO;
        return -1;
      }
      const ssize_t fetched = fetch();
      if (fetched <= 0) return fetched;
    }
  }

  ssize_t write(std::string_view bytes) noexcept override {
    if (!flush()) {
      errno = EAGAIN;
      return -1;
    }
    ::ERR_clear_error();
    const int wanted = static_cast<int>(std::min<std::size_t>(bytes.size(), 16'384));
    const int count = ::SSL_write(session_.get(), bytes.data(), wanted);
    if (count <= 0 || broken_) {
      errno = EPIPE;
      return -1;
    }
    flush();
    return count;
  }

  bool has_input() const noexcept override {
    return ::SSL_pending(session_.get()) > 0 || ::BIO_ctrl_pending(from_socket_) > 0;
  }

  bool flush() noexcept override {
    for (;;) {
      char* bytes = nullptr;
      const long size = BIO_get_mem_data(to_socket_, &bytes);
      if (size <= sent_) break;
      const ssize_t count =
          ::send(descriptor_, bytes + sent_, static_cast<std::size_t>(size - sent_),
                 MSG_NOSIGNAL | MSG_DONTWAIT);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return false;
      if (count < 0) {
        broken_ = true;
        break;
      }
      sent_ += count;
    }
    static_cast<void>(BIO_reset(to_socket_));
    sent_ = 0;
    return true;
  }

  void finish() noexcept override {
    ::ERR_clear_error();
    ::SSL_shutdown(session_.get());
    ::ERR_clear_error();
    flush();
    ::shutdown(descriptor_, SHUT_WR);
  }

 private:
  void name_server(const std::string& host) {
    if (parse_address(host, 0).has_value()) {
      ::X509_VERIFY_PARAM_set1_ip_asc(::SSL_get0_param(session_.get()), host.c_str());
      return;
    }
    ::SSL_set_hostflags(session_.get(), X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    SSL_set_tlsext_host_name(session_.get(), host.c_str());
    ::SSL_set1_host(session_.get(), host.c_str());
  }

  // One piece from the socket to OpenSSL; as recv().
  ssize_t fetch() noexcept {
    std::array<char, 16'384> buffer;
    const ssize_t count = ::recv(descriptor_, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (count > 0) ::BIO_write(from_socket_, buffer.data(), static_cast<int>(count));
    return count;
  }

  int descriptor_;
  std::unique_ptr<SSL_CTX, FreeContext> context_;
  std::unique_ptr<SSL, FreeSession> session_;
  BIO* from_socket_ = nullptr;  // the session's
  BIO* to_socket_ = nullptr;
  long sent_ = 0;  // bytes of to_socket_ that are sent already
  bool broken_ = false;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<Channel> make_tls_channel(int descriptor, const std::string& host, bool verify) {
  return std::make_unique<TlsChannel>(descriptor, host, verify);
}

}  // namespace mmdagent::remote
