// Where connections wait that are not peers yet: until it is known how they speak, and that they
// may.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "connection.h"
#include "event_loop.h"
#include "warning_limiter.h"

namespace mmdagent::remote {

class Reporter;
struct EntranceRules;

// Network thread only. Nothing that a visitor sends is executed. Who is not let in gets one line in
// the log.
class Lobby {
 public:
  using Admit = std::function<void(Connection)>;

  Lobby(EventLoop& loop, Reporter& reporter, const EntranceRules& rules, Admit admit);
  ~Lobby();

  void add(OwnedDescriptor descriptor, std::string name);
  void close() noexcept;

 private:
  class Visitor;

  void admit(Visitor& visitor);
  void dismiss(Visitor& visitor, const std::string& reason);
  std::unique_ptr<Visitor> take(Visitor& visitor);

  EventLoop& loop_;
  Reporter& reporter_;
  const EntranceRules& rules_;
  Admit admit_;
  std::vector<std::unique_ptr<Visitor>> visitors_;  // the oldest first
  WarningLimiter refusals_;
};

}  // namespace mmdagent::remote
