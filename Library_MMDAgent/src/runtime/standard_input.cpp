#include "runtime/standard_input.h"

#include <fmt/format.h>
#include <poll.h>
#include <pthread.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>

#include "message/inbound_ring.h"
#include "message/line_splitter.h"

namespace mmdagent {
namespace {

constexpr std::uint16_t core_module = 0;
constexpr std::size_t read_bytes = 65'536;

std::string_view reason_of(LineProblem problem) {
  switch (problem) {
    case LineProblem::too_long:
      return "longer than 65535 bytes";
    case LineProblem::null_byte:
      return "holds a NUL byte";
    case LineProblem::invalid_utf8:
      return "is not UTF-8";
    case LineProblem::none:
      break;
  }
  return {};
}

}  // namespace

StandardInput::StandardInput(int descriptor, InboundRing& ring) : ring_(ring) {
  thread_ =
      std::jthread([this, descriptor](const std::stop_token& stop) { run(descriptor, stop); });
}

StandardInput::~StandardInput() {
  thread_.request_stop();
  end_.signal();
  thread_.join();
}

void StandardInput::run(int descriptor, const std::stop_token& stop) {
  pthread_setname_np(pthread_self(), "stdin");
  log(Level::status, "stdin thread started", stop);
  LineSplitter lines([&](std::string_view line, std::uint64_t number, LineProblem problem) {
    take(line, number, problem, stop);
  });
  const auto buffer = std::make_unique_for_overwrite<char[]>(read_bytes);
  std::array<pollfd, 2> waited{{{descriptor, POLLIN, 0}, {end_.descriptor(), POLLIN, 0}}};
  while (true) {
    poll(waited.data(), waited.size(), -1);
    if (stop.stop_requested()) return;
    const ssize_t count = read(descriptor, buffer.get(), read_bytes);
    if (count > 0) {
      lines.feed({buffer.get(), static_cast<std::size_t>(count)});
    } else if (count == 0 || (errno != EINTR && errno != EAGAIN)) {
      break;
    }
  }
  lines.finish();
  log(Level::warning, "stdin thread exited", stop);
}

void StandardInput::take(std::string_view line, std::uint64_t number, LineProblem problem,
                         const std::stop_token& stop) {
  if (problem != LineProblem::none) {
    log(Level::warning, fmt::format("stdin: line {} {}, left out", number, reason_of(problem)),
        stop);
    return;
  }
  const MessageLine message = split_line(line);
  if (message.empty()) return;
  // Refused only when the run ends.
  (void)ring_.push_or_stop(
      Record{RecordKind::message, Level::sent, core_module, message.type, message.args}, stop);
}

void StandardInput::log(Level level, std::string_view text, const std::stop_token& stop) {
  (void)ring_.push_or_stop(Record{RecordKind::log, level, core_module, text, {}}, stop);
}

}  // namespace mmdagent
