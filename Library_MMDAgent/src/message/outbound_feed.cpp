#include "message/outbound_feed.h"

#include <algorithm>
#include <array>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "message/outbound_reader.h"

namespace mmdagent {
namespace {

constexpr std::size_t batch = 64;

class MessageFeed final : public Feed {
 public:
  explicit MessageFeed(OutboundReader reader) : reader_(std::move(reader)) {}

  std::size_t peek(std::span<std::string_view> lines) noexcept override {
    if (records_.size() < lines.size()) records_.resize(lines.size());
    const std::size_t count = reader_.peek(std::span(records_).first(lines.size()));
    for (std::size_t i = 0; i < count; ++i) lines[i] = records_[i].line;
    return count;
  }
  void consume(std::size_t count) noexcept override { reader_.consume(count); }
  std::size_t backlog_bytes() noexcept override { return reader_.backlog_bytes(); }
  std::size_t skip_until(std::size_t bytes, std::size_t keep) noexcept override {
    const std::uint64_t skipped = reader_.skip_to_backlog(bytes, keep);
    return skipped + reader_.take_lost_lines();
  }
  bool announce_sleep() noexcept override { return reader_.prepare_sleep(); }

 private:
  OutboundReader reader_;
  std::vector<OutboundRecord> records_;  // grows to the longest peek
};

// Formats only what was asked for; formatted lines wait in `ready_` until they are consumed.
class LogFeed final : public Feed {
 public:
  LogFeed(OutboundReader reader, const ModuleTable& modules, LogClock clock)
      : reader_(std::move(reader)), modules_(modules), formatter_(clock) {}

  std::size_t peek(std::span<std::string_view> lines) noexcept override {
    while (ready_.size() < lines.size() && format(lines.size() - ready_.size())) {
    }
    const std::size_t count = std::min(lines.size(), ready_.size());
    std::copy_n(ready_.begin(), count, lines.begin());
    return count;
  }

  void consume(std::size_t count) noexcept override { drop(0, std::min(count, ready_.size())); }

  std::size_t backlog_bytes() noexcept override { return ready_bytes_ + reader_.backlog_bytes(); }

  std::size_t skip_until(std::size_t bytes, std::size_t keep) noexcept override {
    std::size_t count = reader_.take_lost_lines();
    while (ready_.size() > keep && backlog_bytes() > bytes) {
      drop(keep, 1);
      ++count;
    }
    if (backlog_bytes() <= bytes) return count;
    const std::size_t rest = bytes > ready_bytes_ ? bytes - ready_bytes_ : 0;
    count += reader_.skip_to_backlog(rest);
    return count + reader_.take_lost_lines();
  }

  bool announce_sleep() noexcept override { return ready_.empty() && reader_.prepare_sleep(); }

 private:
  bool format(std::size_t most) {
    std::array<OutboundRecord, batch> records;
    const std::size_t count = reader_.peek(std::span(records).first(std::min(most, batch)));
    for (std::size_t i = 0; i < count; ++i) {
      std::string line;
      if (!spare_.empty()) {
        line = std::move(spare_.back());
        spare_.pop_back();
      }
      line.clear();
      formatter_.append(records[i], modules_, line);
      ready_bytes_ += line.size();
      ready_.push_back(std::move(line));
    }
    reader_.consume(count);
    return count > 0;
  }

  // Lines before `from` may be moved, but their bytes stay where they are: with its stamp a line is
  // always too long to lie inside the string object.
  void drop(std::size_t from, std::size_t count) {
    const auto first = ready_.begin() + static_cast<std::ptrdiff_t>(from);
    const auto last = first + static_cast<std::ptrdiff_t>(count);
    for (auto line = first; line != last; ++line) {
      ready_bytes_ -= line->size();
      if (spare_.size() < batch) spare_.push_back(std::move(*line));
    }
    ready_.erase(first, last);
  }

  OutboundReader reader_;
  const ModuleTable& modules_;
  LogFormatter formatter_;
  std::deque<std::string> ready_;
  std::size_t ready_bytes_ = 0;
  std::vector<std::string> spare_;
};

}  // namespace

std::unique_ptr<Feed> make_feed(OutboundLog& outbound, const ModuleTable& modules, FeedKind kind,
                                Wake wake, LogClock clock, std::uint8_t without) {
  const bool messages = kind == FeedKind::messages;
  auto reader = outbound.open(messages ? OutboundStream::wire : OutboundStream::log, wake,
                              messages ? without : std::uint8_t{0});
  if (!reader) return nullptr;
  if (messages) return std::make_unique<MessageFeed>(std::move(*reader));
  return std::make_unique<LogFeed>(std::move(*reader), modules, clock);
}

}  // namespace mmdagent
