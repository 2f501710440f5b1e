// Who wants to be woken, and how: a fixed table without locks. Several threads ask, one wakes.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "MMDAgent/Feed.h"
#include "host_limits.h"

namespace mmdagent {

class WakeList {
 public:
  // A place in the table, given up when destroyed; then its function is not running and will not
  // run again. Must not outlive the list. Used by one thread at a time.
  class Registration {
   public:
    Registration() = default;
    Registration(Registration&& other) noexcept;
    Registration& operator=(Registration&& other) noexcept;
    ~Registration();

    // Asks for one wake-up. Look once more for what is awaited after asking, then sleep.
    void want();
    void withdraw();
    bool active() const { return list_ != nullptr; }

   private:
    friend class WakeList;
    Registration(WakeList* list, std::size_t index) : list_(list), index_(index) {}
    void release();

    WakeList* list_ = nullptr;
    std::size_t index_ = 0;
  };

  WakeList() = default;
  WakeList(const WakeList&) = delete;
  WakeList& operator=(const WakeList&) = delete;

  // Any thread. `wake` runs on the waking thread: it must neither block nor allocate, and must not
  // destroy its own registration. Empty when limits::wake_registrations are taken.
  std::optional<Registration> add(Wake wake);

  // Calls each function that was wanted, once. One thread at a time. Sequentially consistent, so
  // that either the asker sees what was published before this call or this call sees the wish.
  void wake_wanted();
  bool any_wanted() const;

 private:
  static constexpr std::size_t words = limits::wake_registrations / 64;
  enum State : std::uint32_t { vacant, claimed, registered, calling };
  struct Place {
    std::atomic<std::uint32_t> state{vacant};
    Wake wake;
  };

  void call(std::size_t index);

  std::array<std::atomic<std::uint64_t>, words> wanted_{};
  std::array<Place, limits::wake_registrations> places_;
};

}  // namespace mmdagent
