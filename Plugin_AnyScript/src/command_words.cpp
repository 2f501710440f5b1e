#include "command_words.h"

#include <algorithm>

namespace anyscript {

std::vector<std::string> command_words(std::string_view command) {
  std::vector<std::string> words;
  while (true) {
    command.remove_prefix(std::min(command.find_first_not_of(' '), command.size()));
    if (command.empty()) return words;
    char end = ' ';
    if (command.front() == '"' || command.front() == '\'') {
      end = command.front();
      command.remove_prefix(1);
    }
    const std::size_t length = std::min(command.find(end), command.size());
    words.emplace_back(command.substr(0, length));
    command.remove_prefix(std::min(length + 1, command.size()));
  }
}

}  // namespace anyscript
