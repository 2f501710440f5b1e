// The program: reads the command line, then lists what it was asked to list or runs.
#include <cstdio>
#include <iostream>
#include <span>
#include <variant>

#include "options/command_line.h"
#include "options/option_table.h"
#include "runtime/runtime.h"
#include "scene/command_table.h"

int main(int count, char** arguments) {
  const auto parsed = mmdagent::parse_command_line(std::span<const char* const>(
      arguments + 1, static_cast<std::size_t>(count > 0 ? count - 1 : 0)));
  if (const auto* end = std::get_if<mmdagent::CommandLineEnd>(&parsed)) {
    std::FILE* stream = end->status == 0 ? stdout : stderr;
    std::fputs(end->text.c_str(), stream);
    return end->status;
  }
  const auto& line = std::get<mmdagent::CommandLine>(parsed);
  switch (line.listing) {
    case mmdagent::Listing::messages:
      mmdagent::print_messages(std::cout, line.json);
      return 0;
    case mmdagent::Listing::options:
      mmdagent::print_options(std::cout, line.json);
      return 0;
    case mmdagent::Listing::none:
      break;
  }
  return mmdagent::run(line);
}
