#include "runtime/message_queue.h"

#include <cstring>

namespace mmdagent {
namespace {

// Moving what is left to the front pays once at least this much was read.
constexpr std::size_t compaction_bytes = 256UL * 1024;

}  // namespace

void MessageQueue::push(std::uint16_t module, std::string_view type, std::string_view args) {
  const Header header{static_cast<std::uint32_t>(type.size()),
                      static_cast<std::uint32_t>(args.size()), module};
  const char* bytes = reinterpret_cast<const char*>(&header);
  block_.insert(block_.end(), bytes, bytes + sizeof header);
  block_.insert(block_.end(), type.begin(), type.end());
  block_.insert(block_.end(), args.begin(), args.end());
  ++count_;
}

MessageQueue::Entry MessageQueue::pop(std::string& storage) {
  Header header{};
  std::memcpy(&header, block_.data() + head_, sizeof header);
  const std::size_t text_bytes = std::size_t{header.type_bytes} + header.args_bytes;
  storage.assign(block_.data() + head_ + sizeof header, text_bytes);
  head_ += sizeof header + text_bytes;
  --count_;
  give_back_read_bytes();

  const std::string_view text(storage);
  return {header.module, text.substr(0, header.type_bytes), text.substr(header.type_bytes)};
}

void MessageQueue::give_back_read_bytes() {
  if (count_ == 0) {
    block_.clear();
    head_ = 0;
  } else if (head_ >= compaction_bytes && head_ >= block_.size() / 2) {
    block_.erase(block_.begin(), block_.begin() + static_cast<std::ptrdiff_t>(head_));
    head_ = 0;
  }
}

}  // namespace mmdagent
