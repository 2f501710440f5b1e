#include "render/resource_queue.h"

#include <utility>

namespace mmdagent {

struct ResourceQueue::Node {
  ResourceRequest request;
  // Owning, which an atomic cannot say otherwise: set once by the producer, then the consumer's.
  std::atomic<Node*> next{nullptr};
};

ResourceQueue::ResourceQueue() : head_(std::make_unique<Node>()), tail_(head_.get()) {}

ResourceQueue::~ResourceQueue() {
  while (head_ != nullptr) head_.reset(head_->next.load(std::memory_order_acquire));
}

std::uint64_t ResourceQueue::push(ResourceRequest request) {
  auto node = std::make_unique<Node>();
  node->request = std::move(request);
  Node* const last = tail_;
  tail_ = node.get();
  last->next.store(node.release(), std::memory_order_release);
  return ++pushed_;
}

std::optional<ResourceRequest> ResourceQueue::take_up_to(std::uint64_t limit) {
  if (taken_ >= limit) return std::nullopt;
  Node* const next = head_->next.load(std::memory_order_acquire);
  if (next == nullptr) return std::nullopt;
  head_.reset(next);
  ++taken_;
  return std::move(head_->request);
}

}  // namespace mmdagent
