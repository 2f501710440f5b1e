// Named timers: the commands TIMER_….
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "reports.h"

namespace variables {

// Agent thread only. Times are seconds of one clock that never goes back; who owns this decides
// which, and calls expire() when next_end() is reached.
class Timers {
 public:
  explicit Timers(Reports& reports) : reports_(reports) {}

  void start(std::string_view args, double now);
  void stop(const std::string& name);
  void cancel(const std::string& name);

  // Ends the timers whose time is over.
  void expire(double now);
  // When the next one ends; empty when none runs.
  std::optional<double> next_end() const;

 private:
  // In the order of their first start.
  using Number = std::uint64_t;
  struct Timer {
    std::string name;
    double end = 0.0;
  };

  bool remove(const std::string& name);

  Reports& reports_;
  Number next_number_ = 0;
  std::unordered_map<std::string, Number> numbers_;
  std::map<Number, Timer> timers_;
  std::set<std::pair<double, Number>> ends_;
};

}  // namespace variables
