#include "scene/command_order.h"

#include <algorithm>
#include <utility>

namespace mmdagent {

bool CommandOrder::commute(Access a, Access b) {
  return (a == Access::parent && b != Access::replaces) ||
         (b == Access::parent && a != Access::replaces);
}

bool CommandOrder::must_wait(std::span<const OrderKey> keys) const {
  if (entries_.empty() || running_ != 0) return false;
  return std::ranges::any_of(keys, [this](const OrderKey& key) {
    const auto queue = queues_.find(key.name);
    if (queue == queues_.end()) return false;
    // Whoever waits is passed by nobody: commands that come later keep behind it.
    return std::ranges::any_of(
        queue->second, [&](const Place& place) { return !commute(place.access, key.access); });
  });
}

CommandOrder::Ticket CommandOrder::append(std::span<const OrderKey> keys,
                                          std::function<void()> command) {
  const Ticket ticket = next_++;
  Entry& entry = entries_[ticket];
  entry.command = std::move(command);
  for (const OrderKey& key : keys) {
    entry.keys.push_back({std::string(key.name), key.access});
    queues_[entry.keys.back().name].push_back({ticket, key.access});
  }
  return ticket;
}

void CommandOrder::wait(std::span<const OrderKey> keys, std::function<void()> command) {
  append(keys, std::move(command));
}

CommandOrder::Ticket CommandOrder::hold(std::span<const OrderKey> keys) {
  if (running_ != 0) {
    entries_[running_].holding = true;
    return running_;
  }
  const Ticket ticket = append(keys, nullptr);
  entries_[ticket].holding = true;
  return ticket;
}

void CommandOrder::finish(Ticket ticket) {
  const auto found = entries_.find(ticket);
  if (found == entries_.end()) return;
  if (ticket == running_) {  // it held and finished within its own turn
    found->second.holding = false;
    return;
  }
  remove(ticket);
  run_ready();
}

bool CommandOrder::is_replaced(std::string_view name) const {
  const auto queue = queues_.find(name);
  return queue != queues_.end() && std::ranges::any_of(queue->second, [](const Place& place) {
           return place.access == Access::replaces;
         });
}

bool CommandOrder::is_front_of(Ticket ticket, Access access, const Queue& queue) {
  for (const Place& place : queue) {
    if (place.ticket == ticket) return true;
    if (!commute(place.access, access)) return false;
  }
  return true;
}

bool CommandOrder::is_front(Ticket ticket, const Entry& entry) const {
  return std::ranges::all_of(entry.keys, [&](const OwnedKey& key) {
    return is_front_of(ticket, key.access, queues_.find(key.name)->second);
  });
}

// Only the head of each queue, and what commutes with all before it, can have its turn next.
void CommandOrder::collect_ready(const Entry& finished) {
  for (const OwnedKey& key : finished.keys) {
    const auto queue = queues_.find(key.name);
    if (queue == queues_.end()) continue;
    bool used = false;
    for (const Place& place : queue->second) {
      if (used && place.access != Access::parent) break;
      ready_[place.ticket] = true;
      used = used || place.access != Access::parent;
      if (place.access == Access::replaces) break;
    }
  }
}

void CommandOrder::remove(Ticket ticket) {
  const auto found = entries_.find(ticket);
  const Entry entry = std::move(found->second);
  entries_.erase(found);
  for (const OwnedKey& key : entry.keys) {
    const auto queue = queues_.find(key.name);
    if (queue == queues_.end()) continue;
    const auto place = std::ranges::find(queue->second, ticket, &Place::ticket);
    if (place != queue->second.end()) queue->second.erase(place);
    if (queue->second.empty()) queues_.erase(queue);
  }
  collect_ready(entry);
}

void CommandOrder::run_ready() {
  if (draining_) return;  // the loop below, further up the stack, goes on
  draining_ = true;
  while (!ready_.empty()) {
    const Ticket ticket = ready_.begin()->first;
    ready_.erase(ready_.begin());
    const auto found = entries_.find(ticket);
    if (found == entries_.end() || !found->second.command || !is_front(ticket, found->second)) {
      continue;
    }
    const std::function<void()> command = std::exchange(found->second.command, nullptr);
    running_ = ticket;
    command();
    running_ = 0;
    if (!entries_[ticket].holding) remove(ticket);
  }
  draining_ = false;
}

}  // namespace mmdagent
