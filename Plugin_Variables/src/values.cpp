#include "values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>
#include <vector>

#include "MMDAgent/Arguments.h"
#include "number_text.h"
#include "variables_limits.h"

namespace variables {
namespace {

using mmdagent::Level;

struct Comparison {
  std::string_view name;
  bool (*holds)(float a, float b);
};
constexpr std::array comparisons = {
    Comparison{"EQ", [](float a, float b) { return a == b; }},
    Comparison{"NE", [](float a, float b) { return a != b; }},
    Comparison{"LE", [](float a, float b) { return a <= b; }},
    Comparison{"LT", [](float a, float b) { return a < b; }},
    Comparison{"GE", [](float a, float b) { return a >= b; }},
    Comparison{"GT", [](float a, float b) { return a > b; }},
};

float as_float(double number) {
  constexpr double most = std::numeric_limits<float>::max();
  return static_cast<float>(std::clamp(number, -most, most));
}

}  // namespace

void Values::set(std::string_view args) {
  const std::vector<std::string> tokens = mmdagent::split_arguments(args);
  if (tokens.empty()) {
    reports_.log(Level::error, "set: null alias string?");
    return;
  }
  const std::string& name = tokens[0];
  if (args.size() > limits::text_bytes) {
    reports_.log(Level::error, fmt::format("set: {} bytes, expected at most {}", args.size(),
                                           limits::text_bytes));
    return;
  }
  if (values_.size() >= limits::values && !values_.contains(name)) {
    reports_.log(Level::error, fmt::format("set: alias \"{}\" is one too many, at most {} are kept",
                                           name, limits::values));
    return;
  }
  Value value;
  if (tokens.size() == 2) {
    value = {tokens[1], as_float(leading_number(tokens[1]))};
  } else if (tokens.size() > 2) {
    value = {tokens[1] + "|" + tokens[2],
             drawn(leading_number(tokens[1]), leading_number(tokens[2]))};
  }
  values_.insert_or_assign(name, std::move(value));
  reports_.post("VALUE_EVENT_SET", name);
}

float Values::drawn(double from, double to) {
  if (from > to) std::swap(from, to);
  // Both ends can be drawn.
  constexpr std::uint32_t steps = std::numeric_limits<std::uint32_t>::max();
  const double share = static_cast<double>(random_() >> 32U) / steps;
  return as_float(from * (1.0 - share) + to * share);
}

void Values::get(const std::string& name) {
  const auto found = values_.find(name);
  if (found == values_.end()) {
    reports_.log(Level::warning, fmt::format("get: alias \"{}\" not exist", name));
    return;
  }
  reports_.post("VALUE_EVENT_GET", fmt::format("{}|{}", name, found->second.text));
}

void Values::unset(const std::string& name) {
  if (values_.erase(name) == 0) {
    reports_.log(Level::warning, fmt::format("unset: alias \"{}\" not exist", name));
    return;
  }
  reports_.post("VALUE_EVENT_UNSET", name);
}

void Values::evaluate(std::string_view args) {
  std::vector<std::string> tokens = mmdagent::split_arguments(args);
  tokens.resize(3);
  const std::string& name = tokens[0];
  const std::string& mode = tokens[1];
  const std::string& other = tokens[2];
  const auto found = values_.find(name);
  if (found == values_.end()) {
    reports_.log(Level::error, fmt::format("evaluate: alias \"{}\" not exist", name));
    return;
  }
  const auto comparison = std::ranges::find(comparisons, mode, &Comparison::name);
  if (comparison == comparisons.end()) {
    reports_.log(Level::error, fmt::format("evaluate: unknown mode \"{}\"", mode));
    return;
  }
  const bool holds = comparison->holds(found->second.number, as_float(leading_number(other)));
  reports_.post("VALUE_EVENT_EVAL",
                fmt::format("{}|{}|{}|{}", name, mode, other, holds ? "TRUE" : "FALSE"));
}

}  // namespace variables
