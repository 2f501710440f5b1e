// Keeps the meaning of scripts while files load: a command that names something whose load is not
// finished runs right after that load, and commands on one thing keep their order. Nothing else
// ever waits.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scene/command_table.h"

namespace mmdagent {

// Something that commands take turns on: a model by its alias or another part of the scene by a
// name that no alias can be (it begins with `|`).
struct OrderKey {
  std::string_view name;
  Access access = Access::uses;
};

// Agent thread only.
class CommandOrder {
 public:
  using Ticket = std::uint64_t;

  bool idle() const { return entries_.empty(); }

  // Whether a command on these things must wait now. Never true within a command that waited and
  // whose turn has come.
  bool must_wait(std::span<const OrderKey> keys) const;

  // Runs `command` when its turn has come, before the call that finishes the last command it waits
  // for returns.
  void wait(std::span<const OrderKey> keys, std::function<void()> command);

  // The command that runs now goes on after it returned, until finish(): what it names is pending.
  Ticket hold(std::span<const OrderKey> keys);
  void finish(Ticket ticket);

  // Whether a command that replaces `name` is under way.
  bool is_replaced(std::string_view name) const;

 private:
  struct OwnedKey {
    std::string name;
    Access access;
  };
  struct Entry {
    std::vector<OwnedKey> keys;
    std::function<void()> command;  // empty once it has begun
    bool holding = false;
  };
  struct Place {
    Ticket ticket;
    Access access;
  };
  using Queue = std::deque<Place>;

  static bool commute(Access a, Access b);
  Ticket append(std::span<const OrderKey> keys, std::function<void()> command);
  bool is_front(Ticket ticket, const Entry& entry) const;
  static bool is_front_of(Ticket ticket, Access access, const Queue& queue);
  void collect_ready(const Entry& finished);
  void remove(Ticket ticket);
  void run_ready();

  std::map<Ticket, Entry> entries_;
  std::map<std::string, Queue, std::less<>> queues_;
  std::map<Ticket, bool> ready_;  // candidates, oldest first
  Ticket next_ = 1;
  Ticket running_ = 0;  // the waiting command whose turn it is
  bool draining_ = false;
};

}  // namespace mmdagent
