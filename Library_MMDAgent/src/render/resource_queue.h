// The unbounded FIFO of resource requests: one producer (agent thread), one consumer (render
// thread). Neither side waits for the other; push allocates one node.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "render/resources.h"

namespace mmdagent {

class ResourceQueue {
 public:
  ResourceQueue();
  // Both threads must have stopped using the queue. What was never taken is dropped unheard.
  ~ResourceQueue();
  ResourceQueue(const ResourceQueue&) = delete;
  ResourceQueue& operator=(const ResourceQueue&) = delete;

  // Agent thread. Returns the number of the entry; the first is 1.
  std::uint64_t push(ResourceRequest request);
  // Agent thread. The number of the entry pushed last, 0 before the first.
  std::uint64_t last_number() const { return pushed_; }

  // Render thread. The oldest entry if its number is at most `limit`.
  std::optional<ResourceRequest> take_up_to(std::uint64_t limit);

 private:
  struct Node;

  // The consumer owns every node before and including head_; a node's successor is owned by it
  // from the moment `next` is set.
  std::unique_ptr<Node> head_;
  std::uint64_t taken_ = 0;   // render thread
  Node* tail_;                // agent thread
  std::uint64_t pushed_ = 0;  // agent thread
};

}  // namespace mmdagent
