// A whole run of the program: from the command line to the exit status.
#pragma once

namespace mmdagent {

struct CommandLine;

// Main thread, once in a process. Returns the exit status: 0, or 1 when the content or the run
// failed; one line on standard error says why.
int run(const CommandLine& command_line);

}  // namespace mmdagent
