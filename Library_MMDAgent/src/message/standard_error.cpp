#include "message/standard_error.h"

#include <poll.h>
#include <unistd.h>

#include <climits>

namespace mmdagent {

// A pipe that is ready takes PIPE_BUF bytes without waiting.
void tell_standard_error(std::string_view line) noexcept {
  pollfd entry{STDERR_FILENO, POLLOUT, 0};
  if (poll(&entry, 1, 0) != 1 || (entry.revents & POLLOUT) == 0) return;
  (void)!write(STDERR_FILENO, line.data(), line.substr(0, PIPE_BUF).size());
}

}  // namespace mmdagent
