#include "peer_output.h"

#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace mmdagent::remote {

// The pieces of one write. Lines that lie side by side in memory make one piece.
struct PeerOutput::Gathered {
  std::array<iovec, max_gathered_lines> pieces;
  std::size_t count = 0;
  std::size_t bytes = 0;

  void add(std::string_view piece) noexcept {
    bytes += piece.size();
    if (count > 0) {
      iovec& last = pieces[count - 1];
      if (static_cast<const char*>(last.iov_base) + last.iov_len == piece.data()) {
        last.iov_len += piece.size();
        return;
      }
    }
    pieces[count++] = {const_cast<char*>(piece.data()), piece.size()};
  }
};

ssize_t SocketWriter::write(std::span<iovec> pieces) noexcept {
  msghdr message{};
  message.msg_iov = pieces.data();
  message.msg_iovlen = pieces.size();
  return ::sendmsg(descriptor_, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
}

void PeerOutput::open(std::unique_ptr<Feed> feed) noexcept { feed_ = std::move(feed); }

void PeerOutput::close() noexcept { feed_.reset(); }

bool PeerOutput::is_idle() noexcept {
  return !is_open() || (notice_size_ == 0 && line_offset_ == 0 && feed_->backlog_bytes() == 0);
}

std::uint64_t PeerOutput::bound_backlog() noexcept {
  if (!is_open() || feed_->backlog_bytes() <= max_backlog_bytes) return 0;
  const std::uint64_t count = feed_->skip_until(max_backlog_bytes, line_offset_ > 0 ? 1 : 0);
  skipped_untold_ += count;
  lines_skipped_ += count;
  return count;
}

PumpResult PeerOutput::pump(GatheredWriter& writer) noexcept {
  if (!is_open()) return PumpResult::drained;
  for (std::size_t round = 0; round < writes_per_turn;) {
    compose_notice();
    Gathered gathered;
    const std::size_t count = gather(gathered);
    if (gathered.count == 0) {
      if (feed_->announce_sleep()) return PumpResult::drained;
      continue;
    }
    const ssize_t sent = writer.write(std::span(gathered.pieces).first(gathered.count));
    if (sent < 0) {
      if (errno == EINTR) continue;
      return errno == EAGAIN || errno == EWOULDBLOCK ? PumpResult::blocked : PumpResult::failed;
    }
    account(static_cast<std::size_t>(sent), count);
    if (static_cast<std::size_t>(sent) < gathered.bytes) return PumpResult::blocked;
    ++round;
  }
  return PumpResult::more;
}

// The text may still grow while none of it is on the wire.
void PeerOutput::compose_notice() noexcept {
  if (notice_offset_ > 0 || skipped_untold_ == 0) return;
  const auto end = fmt::format_to_n(notice_.data(), notice_.size(), "REMOTE_EVENT_SKIPPED|{}\n",
                                    skipped_untold_);
  notice_size_ = end.size;
}

// Order on the wire: the rest of a partly written line, the notice, the other lines. Returns how
// many lines were taken.
std::size_t PeerOutput::gather(Gathered& gathered) noexcept {
  // One piece is kept free for the notice.
  const std::size_t count = feed_->peek(std::span(lines_).first(max_gathered_lines - 1));
  std::size_t next = 0;
  if (line_offset_ > 0) gathered.add(lines_[next++].substr(line_offset_));
  if (notice_size_ > 0) {
    gathered.add(std::string_view(notice_.data(), notice_size_).substr(notice_offset_));
    // More was skipped since this notice began: the next notice comes before any other line.
    if (notice_offset_ > 0 && skipped_untold_ > 0) return count;
  }
  while (next < count) gathered.add(lines_[next++]);
  return count;
}

void PeerOutput::account(std::size_t bytes, std::size_t lines) noexcept {
  bytes_written_ += bytes;
  std::size_t whole = 0;
  const auto take_line = [&] {
    const std::size_t part = std::min(bytes, lines_[whole].size() - line_offset_);
    bytes -= part;
    line_offset_ += part;
    if (line_offset_ < lines_[whole].size()) return;
    line_offset_ = 0;
    ++whole;
  };
  if (line_offset_ > 0) take_line();
  if (notice_size_ > 0 && bytes > 0 && line_offset_ == 0) {
    if (notice_offset_ == 0) skipped_untold_ = 0;
    const std::size_t part = std::min(bytes, notice_size_ - notice_offset_);
    bytes -= part;
    notice_offset_ += part;
    if (notice_offset_ == notice_size_) notice_size_ = notice_offset_ = 0;
  }
  while (bytes > 0 && whole < lines) take_line();
  lines_written_ += whole;
  if (whole > 0) feed_->consume(whole);
}

}  // namespace mmdagent::remote
