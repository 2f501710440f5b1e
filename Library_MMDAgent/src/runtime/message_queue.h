// The agent's own queue: what the agent thread posts to itself, in order, without allocation once
// warm.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mmdagent {

// A FIFO of messages in one block of bytes. One thread only.
class MessageQueue {
 public:
  struct Entry {
    std::uint16_t module = 0;
    std::string_view type;
    std::string_view args;
  };

  bool empty() const { return count_ == 0; }
  std::size_t size() const { return count_; }

  void push(std::uint16_t module, std::string_view type, std::string_view args);

  // Takes the oldest message. Its views point into `storage`, so pushes while it is handled are
  // safe. The queue must not be empty.
  Entry pop(std::string& storage);

 private:
  struct Header {
    std::uint32_t type_bytes;
    std::uint32_t args_bytes;
    std::uint16_t module;
  };

  void give_back_read_bytes();

  std::vector<char> block_;
  std::size_t head_ = 0;  // of the oldest record in block_
  std::size_t count_ = 0;
};

}  // namespace mmdagent
