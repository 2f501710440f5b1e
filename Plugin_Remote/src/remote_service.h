// The plugin without its face: settings, the network thread's life, PLUGIN_ENABLE and
// PLUGIN_DISABLE.
#pragma once

#include <cstdint>
#include <memory>

#include "MMDAgent/Message.h"
#include "remote_options.h"

namespace mmdagent {
class Host;
}

namespace mmdagent::remote {

class Avatars;
class Indicators;
class NetworkThread;
class Speeches;
class WakeSignal;

// Agent thread only.
class RemoteService {
 public:
  explicit RemoteService(Host& host);
  ~RemoteService();

  void start();
  void message(const Message& message);
  void update(double frames);
  void stop();

  // Null while disabled.
  const NetworkThread* network() const noexcept { return network_.get(); }

 private:
  enum class State : std::uint8_t {
    unconfigured,  // no mode is set: nothing ever happens
    starting,      // PLUGIN_EVENT_ENABLE is due at the next update
    enabled,
    stopping,  // PLUGIN_EVENT_DISABLE is due when the thread has ended
    disabled,
  };

  void launch();
  void tell_status();
  void enable();
  void disable();

  Host& host_;
  std::shared_ptr<WakeSignal> signal_;
  std::shared_ptr<Indicators> indicators_;
  std::shared_ptr<Avatars> avatars_;    // tasks may come after everything else ended
  std::unique_ptr<Speeches> speeches_;  // both from start() on
  RemoteOptions options_;
  std::unique_ptr<NetworkThread> network_;
  State state_ = State::unconfigured;
  bool start_again_ = false;  // enabled again while still stopping
};

}  // namespace mmdagent::remote
