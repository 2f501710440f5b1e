// Memory for one outstanding asynchronous operation, so that waiting again allocates nothing.
#pragma once

#include <array>
#include <cstddef>
#include <new>

namespace mmdagent::remote {

// Holds one operation at a time; a second one, or a bigger one, comes from the heap.
class HandlerMemory {
 public:
  void* allocate(std::size_t bytes) {
    if (used_ || bytes > storage_.size()) return ::operator new(bytes);
    used_ = true;
    return storage_.data();
  }
  void deallocate(void* memory) noexcept {
    if (memory == storage_.data()) {
      used_ = false;
    } else {
      ::operator delete(memory);
    }
  }

 private:
  alignas(std::max_align_t) std::array<std::byte, 512> storage_;
  bool used_ = false;
};

// What Asio asks for its operations with.
template <class T>
class HandlerAllocator {
 public:
  using value_type = T;

  explicit HandlerAllocator(HandlerMemory& memory) noexcept : memory_(&memory) {}
  template <class U>
  HandlerAllocator(const HandlerAllocator<U>& other) noexcept : memory_(other.memory_) {}

  T* allocate(std::size_t count) {
    static_assert(alignof(T) <= alignof(std::max_align_t));
    return static_cast<T*>(memory_->allocate(sizeof(T) * count));
  }
  void deallocate(T* memory, std::size_t) noexcept { memory_->deallocate(memory); }

  template <class U>
  bool operator==(const HandlerAllocator<U>& other) const noexcept {
    return memory_ == other.memory_;
  }

 private:
  template <class>
  friend class HandlerAllocator;
  HandlerMemory* memory_;
};

}  // namespace mmdagent::remote
