#include "timers.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "MMDAgent/Arguments.h"
#include "number_text.h"
#include "variables_limits.h"

namespace variables {

using mmdagent::Level;

void Timers::start(std::string_view args, double now) {
  const std::vector<std::string> tokens = mmdagent::split_arguments(args);
  if (tokens.empty()) {
    reports_.log(Level::error, "set: null alias string?");
    return;
  }
  if (tokens.size() < 2) return;
  const double seconds = std::min(leading_number(tokens[1]), limits::timer_seconds);
  if (seconds <= 0.0) return;
  const std::string& name = tokens[0];
  const auto known = numbers_.find(name);
  if (known == numbers_.end() && timers_.size() >= limits::timers) {
    reports_.log(Level::error, fmt::format("start: alias \"{}\" is one too many, at most {} run",
                                           name, limits::timers));
    return;
  }
  if (known != numbers_.end()) {
    ends_.erase({timers_[known->second].end, known->second});
    reports_.post("TIMER_EVENT_CANCELLED", name);
  }
  const Number number = known != numbers_.end() ? known->second : next_number_++;
  numbers_.try_emplace(name, number);
  timers_[number] = {name, now + seconds};
  ends_.emplace(now + seconds, number);
  reports_.post("TIMER_EVENT_START", name);
}

bool Timers::remove(const std::string& name) {
  const auto known = numbers_.find(name);
  if (known == numbers_.end()) return false;
  ends_.erase({timers_[known->second].end, known->second});
  timers_.erase(known->second);
  numbers_.erase(known);
  return true;
}

void Timers::stop(const std::string& name) {
  if (remove(name)) {
    reports_.post("TIMER_EVENT_STOP", name);
  } else {
    reports_.log(Level::warning, fmt::format("unset: alias \"{}\" not exist", name));
  }
}

void Timers::cancel(const std::string& name) {
  remove(name);
  reports_.post("TIMER_EVENT_CANCELLED", name);
}

void Timers::expire(double now) {
  std::vector<Number> over;
  for (const auto& [end, number] : ends_) {
    if (end > now) break;
    over.push_back(number);
  }
  std::sort(over.begin(), over.end());
  for (const Number number : over) {
    const std::string name = timers_[number].name;
    remove(name);
    reports_.post("TIMER_EVENT_STOP", name);
  }
}

std::optional<double> Timers::next_end() const {
  if (ends_.empty()) return std::nullopt;
  return ends_.begin()->first;
}

}  // namespace variables
