#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <ostream>

#include "options/option_table.h"

namespace mmdagent {
namespace {

bool has_range(const OptionRow& row) { return std::isfinite(row.min); }

std::string range_text(const OptionRow& row) {
  return has_range(row) ? fmt::format("{:g} to {:g}", row.min, row.max) : std::string();
}

nlohmann::ordered_json as_json(const OptionRow& row) {
  nlohmann::ordered_json object = {
      {"key", row.key}, {"type", option_type(row)}, {"default", option_default(row)}};
  if (has_range(row)) {
    object["min"] = row.min;
    object["max"] = row.max;
  }
  object["effect"] = row.effect;
  return object;
}

}  // namespace

void print_options(std::ostream& out, bool json) {
  if (json) {
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const OptionRow& row : option_table()) all.push_back(as_json(row));
    out << all.dump(2) << '\n';
    return;
  }
  constexpr const char* line = "{:<31}{:<27}{:<16}{:<18}{}\n";
  out << fmt::format(line, "key", "type", "default", "range", "effect");
  for (const OptionRow& row : option_table()) {
    out << fmt::format(line, row.key, option_type(row), option_default(row), range_text(row),
                       row.effect);
  }
}

}  // namespace mmdagent
