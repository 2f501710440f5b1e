// The program: reads the command line, then lists what it was asked to list or runs.
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <span>
#include <variant>

#include "options/command_line.h"
#include "options/option_table.h"
#include "runtime/runtime.h"
#include "scene/command_table.h"

namespace {

// A program started without standard streams must not get another file in their place.
void open_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(stream, F_GETFD) == -1) (void)open("/dev/null", O_RDWR);
  }
}

}  // namespace

int main(int count, char** arguments) {
  open_standard_streams();
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
