#include "script_options.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "MMDAgent/Host.h"

namespace anyscript {
namespace {

bool is_on(std::string word) {
  constexpr std::array<std::string_view, 5> off = {"", "0", "false", "no", "off"};
  std::ranges::transform(word, word.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return std::ranges::find(off, word) == off.end();
}

}  // namespace

ScriptOptions read_options(const mmdagent::Host& host) {
  ScriptOptions options;
  const std::string key = "Plugin_AnyScript_Command";
  for (const char* number : {"", "1", "2", "3", "4", "5", "6", "7", "8", "9"}) {
    std::string command = host.value(key + number, "");
    if (!command.empty()) options.commands.push_back(std::move(command));
  }
  options.all_log = is_on(host.value("Plugin_AnyScript_AllLog", "false"));
  return options;
}

}  // namespace anyscript
