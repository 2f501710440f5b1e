// Named texts with their numbers: the commands VALUE_….
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <unordered_map>

#include "reports.h"

namespace variables {

// Agent thread only. Every command answers at once, with an event or a log line.
class Values {
 public:
  Values(Reports& reports, std::uint64_t seed) : reports_(reports), random_(seed) {}

  void set(std::string_view args);
  void get(const std::string& name);
  void unset(const std::string& name);
  void evaluate(std::string_view args);

 private:
  struct Value {
    std::string text;
    float number = 0.0F;
  };

  float drawn(double from, double to);

  Reports& reports_;
  std::mt19937_64 random_;
  std::unordered_map<std::string, Value> values_;
};

}  // namespace variables
