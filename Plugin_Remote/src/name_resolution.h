// A host name becomes addresses without anybody waiting for the name server.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace mmdagent::remote {

class WakeSignal;
struct Address;

// One look-up. Literals and `localhost` are answered at once; other names by a thread of its own,
// because the system's look-up cannot be interrupted: destroyed before its answer, the look-up is
// left to itself and its answer forgotten.
class NameResolution {
 public:
  // `signal` is notified when the answer has come.
  NameResolution(const std::string& host, std::uint16_t port, WakeSignal& signal);
  ~NameResolution();
  NameResolution(const NameResolution&) = delete;
  NameResolution& operator=(const NameResolution&) = delete;

  bool is_ready() const noexcept;
  // IPv4 first, then IPv6, each in the system's order. Empty when there is none. Only when ready.
  const std::vector<Address>& addresses() const noexcept;

 private:
  struct State;
  std::shared_ptr<State> state_;
  std::thread thread_;
};

}  // namespace mmdagent::remote
