// Looks in the background whether web contents that are kept here were changed on their servers,
// and asks whether a newer version of the running one shall be fetched (host.md section 8.7).
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string_view>
#include <thread>
#include <utility>

namespace mmdagent {

class InboundRing;
class SceneServices;

// Agent thread only; the work is done by a thread of its own, which ends with the object.
class UpdateCheck {
 public:
  struct Parts {
    InboundRing& ring;        // what the thread has to say comes through it
    SceneServices& services;  // outlives this object
    std::filesystem::path banlist;
    bool may_ask = false;  // somebody looks at a window
  };
  // What starts a check: nobody (nothing is said where there is nothing to check), or a user.
  enum class Reason : std::uint8_t { start, user };

  explicit UpdateCheck(Parts parts) : parts_(std::move(parts)) {}

  // One at a time; others are told in the log and left out.
  void begin(Reason reason, std::chrono::milliseconds delay);

  // A document was closed by this button.
  void answered(std::string_view button);

 private:
  class Finished;

  void run(Reason reason, std::chrono::milliseconds delay, const std::filesystem::path& content,
           const std::stop_token& stop);
  void finished(bool outdated);

  Parts parts_;
  bool running_ = false;
  bool asks_ = false;
  std::jthread thread_;  // ends first
};

}  // namespace mmdagent
