#include "variables.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace vimanager {
namespace {

constexpr std::string_view environment_mark = "%ENV";
// Values may name further environment variables; so many rounds are followed.
constexpr int environment_passes = 8;
// More than any message or value may have.
constexpr std::size_t max_expanded_bytes = 2 * max_value_bytes;

bool is_name_character(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

// Reads the name behind a `$`. Returns how many characters belong to the reference; braces inside
// the name (of %ENV{…}) stay in it.
std::size_t read_reference(std::string_view text, std::string& name) {
  std::size_t at = 0;
  int depth = 0;
  if (at < text.size() && text[at] == '{') {
    depth = 1;
    ++at;
  }
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '{') {
      ++depth;
    } else if (c == '}') {
      --depth;
      if (depth == 0) return at + 1;
    } else if (!is_name_character(c) && c != '%') {
      return at;
    }
    name.push_back(c);
  }
  return at;
}

std::string_view without_first(std::string_view text) { return text.substr(1); }

// The items of a list between runs of commas outside quotes, quotes removed.
std::vector<std::string> split_items(std::string_view list) {
  std::vector<std::string> items;
  std::string item;
  bool any = false;
  char quote = 0;
  for (const char c : list) {
    if (quote != 0) {
      if (c == quote) {
        quote = 0;
      } else {
        item.push_back(c);
      }
    } else if (c == '"' || c == '\'') {
      quote = c;
      any = true;
    } else if (c == ',') {
      if (any) items.push_back(std::move(item));
      item.clear();
      any = false;
    } else {
      item.push_back(c);
      any = true;
    }
  }
  if (any) items.push_back(std::move(item));
  return items;
}

// The variable a left side names: `$anything` or `${[%]name}`.
std::optional<std::string_view> target_name(std::string_view left) {
  if (left.empty() || left.front() != '$') return std::nullopt;
  left = without_first(left);
  if (left.empty() || left.front() != '{') return left;
  if (left.back() != '}' || left.size() < 3) return std::nullopt;
  const std::string_view name = left.substr(1, left.size() - 2);
  const std::string_view letters = name.front() == '%' ? without_first(name) : name;
  if (letters.empty() || !std::all_of(letters.begin(), letters.end(), is_name_character)) {
    return std::nullopt;
  }
  return name;
}

struct Item {
  std::string_view name;
  std::string_view value;  // before expansion
};

std::optional<Item> read_item(std::string_view item) {
  const std::size_t equals = item.find('=');
  if (equals == std::string_view::npos || item.find('=', equals + 1) != std::string_view::npos) {
    return std::nullopt;
  }
  const std::optional<std::string_view> name = target_name(item.substr(0, equals));
  if (!name) return std::nullopt;
  return Item{*name, item.substr(equals + 1)};
}

}  // namespace

ListedAssignments list_assignments(std::string_view list) {
  ListedAssignments result;
  for (std::string& text : split_items(list)) {
    const std::optional<Item> item = read_item(text);
    if (!item) {
      result.rejected = std::move(text);
      break;
    }
    result.assigned.emplace_back(item->name);
    result.values.emplace_back(item->value);
  }
  return result;
}

std::vector<std::string> referenced_names(std::string_view text) {
  std::vector<std::string> names;
  while (true) {
    const std::size_t dollar = text.find('$');
    if (dollar == std::string_view::npos) return names;
    text.remove_prefix(dollar + 1);
    if (text.starts_with('$')) {
      text.remove_prefix(1);
      continue;
    }
    std::string name;
    text.remove_prefix(read_reference(text, name));
    if (name.find(environment_mark) == std::string::npos) names.push_back(std::move(name));
  }
}

Variables::Variables(std::string name, ScriptHost& host) : name_(std::move(name)), host_(host) {}

std::string Variables::expand(std::string_view text, bool quiet) const {
  std::string result;
  while (!text.empty() && result.size() <= max_expanded_bytes) {
    const std::size_t dollar = std::min(text.find('$'), text.size());
    result.append(text.substr(0, dollar));
    text.remove_prefix(dollar);
    if (text.empty()) break;
    text.remove_prefix(1);
    if (text.starts_with('$')) {
      result.push_back('$');
      text.remove_prefix(1);
      continue;
    }
    std::string name;
    text.remove_prefix(read_reference(text, name));
    result.append(value_of(name, quiet));
  }
  return result;
}

std::string Variables::value_of(std::string_view name, bool quiet) const {
  if (name.find(environment_mark) != std::string_view::npos) {
    return environment_value(name, quiet);
  }
  if (!name.starts_with('%')) return std::string(local(name));
  const std::string_view key = without_first(name);
  const std::optional<std::string> value = host_.global(key);
  if (!quiet) {
    host_.log(mmdagent::Level::status,
              value ? fmt::format("{}: get KeyValue of \"{}\": \"{}\"", name_, key, *value)
                    : fmt::format("{}: KeyValue \"{}\": not found", name_, key));
  }
  return value.value_or("");
}

std::string Variables::environment_value(std::string_view name, bool quiet) const {
  std::string text(name);
  for (int pass = 0; pass < environment_passes; ++pass) {
    const std::size_t mark = text.find(environment_mark);
    if (mark == std::string::npos) break;
    const std::size_t open = mark + environment_mark.size();
    if (open >= text.size() || text[open] != '{') break;
    const std::size_t close = text.find('}', open);
    if (close == std::string::npos) return {};
    const std::string variable = text.substr(open + 1, close - open - 1);
    const char* value = std::getenv(variable.c_str());
    text.replace(mark, close + 1 - mark, value != nullptr ? value : "");
  }
  if (!quiet) {
    host_.log(mmdagent::Level::status, fmt::format("{}: get \"{}\": \"{}\"", name_, name, text));
  }
  return text;
}

bool Variables::assign(std::string_view list) {
  const std::vector<std::string> items = split_items(list);
  return std::all_of(items.begin(), items.end(),
                     [this](const std::string& item) { return assign_one(item); });
}

bool Variables::assign_one(std::string_view text) {
  const std::optional<Item> item = read_item(text);
  if (!item) return false;
  const std::string_view name = item->name;
  const std::string value = expand(item->value);
  if (value.size() > max_value_bytes) {
    host_.log(mmdagent::Level::warning,
              fmt::format("{}: ${} is not set: more than {} bytes", name_, name, max_value_bytes));
    return false;
  }
  if (name.starts_with('%')) {
    const std::string_view key = without_first(name);
    host_.log(mmdagent::Level::status,
              fmt::format("{}: set KeyValue \"{}\" to \"{}\"", name_, key, value));
    if (host_.global(key).value_or("") != value) ++changes_;
    host_.set_global(key, value);
  } else {
    set_local(name, value);
  }
  host_.log(mmdagent::Level::status, fmt::format("{}: ${}={}", name_, name, value));
  return true;
}

void Variables::set_local(std::string_view name, std::string_view value) {
  if (local(name) == value) return;
  locals_.insert_or_assign(std::string(name), std::string(value));
  ++changes_;
}

std::string_view Variables::local(std::string_view name) const {
  const auto found = locals_.find(name);
  return found == locals_.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace vimanager
