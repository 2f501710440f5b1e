#include "peer.h"

#include <fmt/format.h>
#include <sys/socket.h>

#include <cerrno>
#include <utility>

#include "MMDAgent/Host.h"
#include "MMDAgent/SenderHost.h"
#include "avatar/avatar_link.h"
#include "entrance_rules.h"
#include "feed_slot.h"
#include "guarded_messages.h"
#include "remote_limits.h"
#include "reporter.h"

namespace mmdagent::remote {
namespace {

using Clock = std::chrono::steady_clock;

std::string_view sign_text(BrowserSign sign) noexcept {
  switch (sign) {
    case BrowserSign::request_line:
      return "an HTTP request line";
    case BrowserSign::host_header:
      return "an HTTP Host header";
    default:
      return "a TLS handshake";
  }
}

}  // namespace

Peer::Peer(const PeerSurroundings& surroundings, PeerOwner& owner, Connection connection)
    : around_(surroundings),
      owner_(owner),
      name_(std::move(connection.name)),
      role_(connection.role),
      since_(Clock::now()),
      watch_(std::make_unique<Watch>(surroundings.loop, connection.descriptor.release(),
                                     static_cast<Watch::Handler&>(*this))),
      transport_(std::move(connection.transport)),
      guard_(role_ == PeerRole::accepted && transport_ == nullptr ? guarded_lines : 0),
      avatar_(std::make_unique<AvatarLink>(surroundings.host, surroundings.avatars)),
      sender_(surroundings.senders == nullptr ? nullptr : surroundings.senders->add_sender()),
      slot_(std::make_shared<FeedSlot>()),
      rejected_warnings_(warnings_per_second),
      guarded_warnings_(warnings_per_second) {
  if (transport_ == nullptr) transport_ = std::make_unique<PlainTransport>(watch_->descriptor());
  opening_ = std::make_unique<OpenFeedTask>(around_.host, around_.feed_kind, around_.signal, slot_,
                                            role_ == PeerRole::accepted ? name_ : std::string(),
                                            around_.senders,
                                            sender_ == nullptr ? std::uint8_t{0} : *sender_);
  if (!connection.received.empty()) {
    connection.received.copy(parser_.space().data(), connection.received.size());
    take_chunk(connection.received);
  }
}

Peer::~Peer() { slot_->abandoned.store(true); }

Clock::duration Peer::age() const noexcept { return Clock::now() - since_; }

// --- Input ---------------------------------------------------------------------------------------

void Peer::readable() {
  if (!input_open_ || !read_chunk()) return;
  owner_.input_arrived(*this);
}

// False when nothing came.
bool Peer::read_chunk() {
  const std::span<char> space = parser_.space();
  const ssize_t count = transport_->read(space);
  const int error = errno;
  flush();  // reading may leave an answer to be written
  if (count < 0 && (error == EAGAIN || error == EWOULDBLOCK || error == EINTR)) {
    watch_->want_readable();
    return false;
  }
  if (count <= 0) {
    input_open_ = false;
    if (!transport_->defect().empty()) {
      around_.reporter.log(Level::warning,
                           fmt::format("{}: closed: {}", name_, transport_->defect()));
    }
    return true;
  }
  take_chunk({space.data(), static_cast<std::size_t>(count)});
  return true;
}

// Judges what lies in the parser's space, and lets the parser have it.
void Peer::take_chunk(std::string_view chunk) {
  bytes_received_ += chunk.size();
  if (!chunk_open_) chunk_time_ = Clock::now();
  chunk_open_ = true;
  const BrowserSign sign = guard_.inspect(chunk);
  if (sign != BrowserSign::none) {
    around_.reporter.log(
        Level::warning, fmt::format("{}: closed, a web browser by {}; nothing of that was executed",
                                    name_, sign_text(sign)));
    stop_input();
    end_output();
    return;
  }
  parser_.received(chunk.size());
  avatar_->received(chunk.size());
}

Turn Peer::serve(std::size_t& allowance) {
  if (opening_ != nullptr && !around_.host.try_run(opening_)) return Turn::no_space;
  if (!avatar_->join()) return Turn::no_space;
  for (; allowance > 0; --allowance) {
    const Item& item = parser_.next();
    if (item.kind == ItemKind::none) {
      if (chunk_open_) latency_.add(Clock::now() - chunk_time_);
      chunk_open_ = false;
      if (!input_open_) return farewell();
      if (transport_->has_input() && read_chunk()) continue;
      watch_->want_readable();
      return Turn::idle;
    }
    if (!hand_over(item)) return Turn::no_space;
    parser_.consume();
  }
  return Turn::more;
}

bool Peer::hand_over(const Item& item) {
  switch (item.kind) {
    case ItemKind::message:
      return hand_over_message(item);
    case ItemKind::avatar_command:
      return avatar_->command(item.bytes);
    case ItemKind::sound_word:
      return avatar_->sound_word(item.word);
    case ItemKind::sound_pack:
      return avatar_->sound_pack(item.bytes);
    case ItemKind::rejected:
      report_rejected(item);
      return true;
    case ItemKind::none:
      break;
  }
  return true;
}

bool Peer::hand_over_message(const Item& item) {
  // Who does not know whether there is a token sends it; it is not for everybody.
  if (item.type.starts_with(token_start) && parser_.line_number() == 1) return true;
  if (!around_.allow_execute && needs_leave(item.type, item.args)) {
    ++lines_dropped_;
    if (!guarded_warnings_.admit(Clock::now())) return true;
    std::string text = fmt::format("{}: line {}: {} is refused unless allow_execute=true", name_,
                                   parser_.line_number(), item.type);
    const std::uint64_t others = guarded_warnings_.take_suppressed();
    if (others > 0) text += fmt::format(" ({} before it likewise)", others);
    around_.reporter.log(Level::warning, text);
    return true;
  }
  // What a relay server says when whoever controlled through it has left.
  if (transport_->is_websocket() && item.type == "__peer_disconnected__" &&
      !avatar_->disable(parser_.line_number()))
    return false;
  if (!avatar_->message(parser_.line_number(), item.type, item.args)) return false;
  if (!post(item)) return false;
  ++messages_received_;
  return true;
}

bool Peer::post(const Item& item) {
  if (sender_ == nullptr) return around_.host.try_post(item.type, item.args);
  return around_.senders->try_post_from(*sender_, item.type, item.args);
}

void Peer::report_rejected(const Item& item) {
  ++lines_dropped_;
  if (!rejected_warnings_.admit(Clock::now())) return;
  std::string text = fmt::format("{}: line {} ", name_, parser_.line_number());
  switch (item.rejection) {
    case Rejection::too_long:
      text += fmt::format("is longer than {} bytes: skipped up to its end", max_line_bytes);
      break;
    case Rejection::nul_byte:
      text += fmt::format("dropped: NUL at byte {}", item.offset);
      break;
    case Rejection::invalid_utf8:
      text += fmt::format("dropped: not UTF-8 at byte {}", item.offset);
      break;
  }
  const std::uint64_t others = rejected_warnings_.take_suppressed();
  if (others > 0) text += fmt::format(" ({} lines before it likewise)", others);
  around_.reporter.log(Level::warning, text);
}

void Peer::stop_input() noexcept {
  input_open_ = false;
  parser_.clear();
}

// After the last item: the unfinished rest is no message, and the peer has left.
Turn Peer::farewell() {
  if (const std::size_t rest = parser_.pending_bytes(); rest > 0) {
    around_.reporter.log(Level::warning,
                         fmt::format("{}: left in the middle of a line: {} bytes without a line "
                                     "end discarded",
                                     name_, rest));
    parser_.clear();
  }
  if (!avatar_->leave()) return Turn::no_space;
  if (role_ == PeerRole::accepted && !farewell_said_) {
    if (!around_.host.try_post("REMOTE_EVENT_DISCONNECTED", name_)) return Turn::no_space;
    farewell_said_ = true;
  }
  return Turn::over;
}

// --- Output --------------------------------------------------------------------------------------

bool Peer::pump() {
  if (!output_.is_open() && slot_->ready.load() && slot_->feed != nullptr) {
    output_.open(std::move(slot_->feed));
  }
  if (output_blocked_) return false;
  bound_backlog();
  if (!flush()) return false;
  switch (output_.pump(*transport_)) {
    case PumpResult::more:
      return true;
    case PumpResult::blocked:
      output_blocked_ = true;
      watch_->want_writable();
      break;
    case PumpResult::failed:
      // What it sent before is still to be read: input ends by itself.
      end_output();
      break;
    case PumpResult::drained:
      flush();
      break;
  }
  return false;
}

// False when the peer does not take what was written to it already.
bool Peer::flush() {
  if (transport_->flush()) return true;
  output_blocked_ = true;
  watch_->want_writable();
  return false;
}

void Peer::writable() {
  output_blocked_ = false;
  owner_.output_possible(*this);
}

bool Peer::bound_backlog() {
  const std::uint64_t count = output_.bound_backlog();
  skipped_untold_ += count;
  if (skipped_untold_ > 0 && Clock::now() - skip_told_ >= std::chrono::seconds(1)) report_skipped();
  return count > 0;
}

void Peer::report_skipped() {
  if (skipped_untold_ == 0) return;
  around_.reporter.log(Level::warning,
                       fmt::format("{}: does not read fast enough: {} lines skipped for it", name_,
                                   skipped_untold_));
  skipped_untold_ = 0;
  skip_told_ = Clock::now();
}

// No more output; a feed that arrives later is not opened.
void Peer::end_output() noexcept {
  output_.close();
  slot_->abandoned.store(true);
  output_blocked_ = false;
}

PeerStatus Peer::status() noexcept {
  PeerStatus status;
  status.name = name_;
  status.is_websocket = transport_->is_websocket();
  status.is_accepted = role_ == PeerRole::accepted;
  status.seconds = std::chrono::duration<double>(age()).count();
  status.received_bytes = bytes_received_;
  status.received_messages = messages_received_;
  status.dropped_lines = lines_dropped_;
  status.waiting_bytes = parser_.pending_bytes();
  status.sent_bytes = output_.bytes();
  status.sent_lines = output_.lines();
  status.skipped_lines = output_.skipped();
  status.backlog_bytes = output_.backlog_bytes();
  status.latency = latency_;
  status.round_trip_us = round_trip_us(watch_->descriptor());
  return status;
}

void Peer::close() {
  report_skipped();
  end_output();
  const double round_trip = round_trip_us(watch_->descriptor());
  transport_->finish();
  drain(watch_->descriptor());
  watch_.reset();
  std::string text = fmt::format(
      "{}: {} messages, {} bytes received, {} lines dropped; {} lines, {} bytes sent, {} skipped; "
      "latency {:.0f} us on average, {:.0f} us at most, {:.0f} us round trip",
      name_, messages_received_, bytes_received_, lines_dropped_, output_.lines(), output_.bytes(),
      output_.skipped(), latency_.mean_us(), latency_.longest_us(), round_trip);
  if (avatar_->commands() + avatar_->sound_packs() > 0) {
    text += fmt::format("; {} avatar commands, {} sound packs", avatar_->commands(),
                        avatar_->sound_packs());
  }
  around_.reporter.log(Level::status, text);
}

}  // namespace mmdagent::remote
