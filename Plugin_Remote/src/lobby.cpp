#include "lobby.h"

#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "MMDAgent/Message.h"
#include "entrance_rules.h"
#include "remote_limits.h"
#include "reporter.h"
#include "websocket_handshake.h"
#include "websocket_transport.h"

namespace mmdagent::remote {
namespace {

constexpr std::string_view request_start = "GET ";

}  // namespace

class Lobby::Visitor final : private Watch::Handler {
 public:
  Visitor(Lobby& lobby, OwnedDescriptor descriptor, std::string name)
      : lobby_(lobby),
        name_(std::move(name)),
        watch_(lobby.loop_, descriptor.release(), static_cast<Watch::Handler&>(*this)),
        patience_(lobby.loop_, [this] { expired(); }) {
    patience_.start(may_be_silent() ? greeting_time : entrance_time);
    watch_.want_readable();
  }

  const std::string& name() const noexcept { return name_; }

  Connection connection() {
    return {OwnedDescriptor(watch_.release()), std::move(name_), PeerRole::accepted,
            std::move(transport_), std::move(received_)};
  }

  // Orderly, so that the peer gets to know why.
  void turn_away() noexcept {
    if (transport_ != nullptr) {
      transport_->finish_with(close_policy);
    } else {
      ::shutdown(watch_.descriptor(), SHUT_WR);
    }
    drain(watch_.descriptor());
  }

 private:
  enum class Stage : std::uint8_t {
    beginning,  // how it speaks is not known yet
    request,    // receives the head of a WebSocket handshake
    token,      // receives its first line
  };

  // Each of the following returns false when this is no more.
  void readable() override {
    for (;;) {
      std::array<char, 4096> block;
      const ssize_t count = transport_ != nullptr ? transport_->read(block)
                                                  : ::recv(watch_.descriptor(), block.data(),
                                                           block.size(), MSG_DONTWAIT);
      if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) {
        watch_.want_readable();
        return;
      }
      if (count <= 0) {
        ended();
        return;
      }
      received_.append(block.data(), static_cast<std::size_t>(count));
      if (!advance()) return;
    }
  }
  void writable() override {}

  const EntranceRules& rules() const noexcept { return lobby_.rules_; }
  bool may_be_silent() const noexcept {
    return stage_ == Stage::beginning && rules().token.empty();
  }

  bool advance() {
    switch (stage_) {
      case Stage::beginning:
        return begin();
      case Stage::request:
        return take_request();
      case Stage::token:
        return take_token();
    }
    return true;
  }

  bool begin() {
    if (rules().websocket && received_.starts_with(request_start)) {
      stage_ = Stage::request;
      patience_.start(entrance_time);
      return take_request();
    }
    if (rules().websocket && request_start.starts_with(received_)) return true;
    if (rules().token.empty()) return admit();
    stage_ = Stage::token;
    return take_token();
  }

  bool take_request() {
    const std::size_t size = head_size(received_);
    if (size == 0 && received_.size() < max_head_bytes) return true;
    HttpHead head;
    Judgement judgement;
    if (size == 0 || size > max_head_bytes) {
      judgement = {431, fmt::format("an HTTP request longer than {} bytes", max_head_bytes), false};
    } else if (!parse_request(std::string_view(received_).substr(0, size), head)) {
      judgement = {400, "a request that is not HTTP", false};
    } else {
      judgement = judge_request(head, rules());
    }
    const std::string answer = websocket_answer(judgement, head);
    const ssize_t sent =
        ::send(watch_.descriptor(), answer.data(), answer.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (judgement.status != 101) return dismiss(judgement.reason);
    if (sent != static_cast<ssize_t>(answer.size())) return dismiss("it does not take the answer");
    transport_ = std::make_unique<WebsocketTransport>(
        std::make_unique<SocketChannel>(watch_.descriptor()), FrameSide::server);
    received_.erase(0, size);
    transport_->decode(received_);
    if (rules().token.empty() || judgement.has_token) return admit();
    stage_ = Stage::token;
    return take_token();
  }

  bool take_token() {
    const std::size_t end = received_.find_first_of("\r\n");
    if (end == std::string::npos && received_.size() <= max_token_line_bytes) return true;
    const std::string_view line = std::string_view(received_).substr(0, end);
    if (!line.starts_with(token_start) ||
        !is_token(line.substr(token_start.size()), rules().token)) {
      return dismiss("its first line is not __AUTH, with the right token");
    }
    received_.erase(0, end + 1);
    return admit();
  }

  void ended() {
    if (may_be_silent()) {
      admit();  // it came and left: the peer finds the end once more
    } else {
      dismiss("it left before it was let in");
    }
  }

  void expired() {
    if (may_be_silent()) {
      admit();
    } else {
      dismiss(fmt::format("it was not let in within {} s", entrance_time.count() / 1000));
    }
  }

  bool admit() {
    lobby_.admit(*this);
    return false;
  }
  bool dismiss(const std::string& reason) {
    lobby_.dismiss(*this, reason);
    return false;
  }

  Lobby& lobby_;
  std::string name_;
  Watch watch_;
  Timer patience_;
  Stage stage_ = Stage::beginning;
  std::string received_;  // bytes of lines, once there is a transport
  std::unique_ptr<WebsocketTransport> transport_;
};

Lobby::Lobby(EventLoop& loop, Reporter& reporter, const EntranceRules& rules, Admit admit)
    : loop_(loop),
      reporter_(reporter),
      rules_(rules),
      admit_(std::move(admit)),
      refusals_(warnings_per_second) {}

Lobby::~Lobby() = default;

void Lobby::add(OwnedDescriptor descriptor, std::string name) {
  if (visitors_.size() == max_visitors) dismiss(*visitors_.front(), "too many wait to be let in");
  visitors_.push_back(std::make_unique<Visitor>(*this, std::move(descriptor), std::move(name)));
}

void Lobby::close() noexcept { visitors_.clear(); }

std::unique_ptr<Lobby::Visitor> Lobby::take(Visitor& visitor) {
  const auto at =
      std::ranges::find_if(visitors_, [&](const auto& each) { return each.get() == &visitor; });
  std::unique_ptr<Visitor> taken = std::move(*at);
  visitors_.erase(at);
  return taken;
}

void Lobby::admit(Visitor& visitor) { admit_(take(visitor)->connection()); }

void Lobby::dismiss(Visitor& visitor, const std::string& reason) {
  const std::unique_ptr<Visitor> taken = take(visitor);
  if (refusals_.admit(WarningLimiter::Clock::now())) {
    std::string text =
        fmt::format("{}: closed, {}; nothing of it was executed", taken->name(), reason);
    const std::uint64_t others = refusals_.take_suppressed();
    if (others > 0) text += fmt::format(" ({} more before it)", others);
    reporter_.log(Level::warning, text);
  }
  taken->turn_away();
}

}  // namespace mmdagent::remote
