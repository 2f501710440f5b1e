// Counts what arrives: SEQ|<n>|… must come as 0, 1, 2, … After SEQ_END|<count>|<start> it posts
// SEQ_EVENT_END|<received>|<errors>|<microseconds>; `start` is the sender's steady clock in
// nanoseconds. After a bare SEQ_END it posts SEQ_EVENT_END|<received>|<errors>|0|<nanoseconds>, of
// the time since SEQ_MARK came.
#include <charconv>
#include <chrono>
#include <cstdint>
#include <string>

#include "MMDAgent/Plugin.h"

namespace {

std::int64_t leading_number(std::string_view text) {
  std::int64_t number = -1;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

class SequencePlugin final : public mmdagent::Plugin {
 public:
  explicit SequencePlugin(mmdagent::Host& host) : host_(host) {
    host_.subscribe("SEQ");
    host_.subscribe("SEQ_MARK");
    host_.subscribe("SEQ_END");
  }

  void message(const mmdagent::Message& message) override {
    if (message.type == "SEQ") {
      if (leading_number(message.args) != received_) ++errors_;
      ++received_;
      return;
    }
    const auto time = std::chrono::steady_clock::now().time_since_epoch();
    const auto now = std::chrono::duration_cast<std::chrono::nanoseconds>(time).count();
    if (message.type == "SEQ_MARK") {
      at_mark_ = received_;
      mark_ = now;
    } else if (message.args.empty()) {
      tell(received_ - at_mark_, "|0|" + std::to_string(now - mark_));
    } else {
      const std::string_view args = message.args;
      const std::int64_t start = leading_number(args.substr(args.find('|') + 1));
      errors_ += leading_number(args) != received_ ? 1 : 0;
      tell(received_, "|" + std::to_string((now - start) / 1000));
    }
  }

 private:
  void tell(std::int64_t received, const std::string& rest) {
    host_.post("SEQ_EVENT_END", std::to_string(received) + "|" + std::to_string(errors_) + rest);
    received_ = errors_ = at_mark_ = 0;
  }

  mmdagent::Host& host_;
  std::int64_t received_ = 0;
  std::int64_t errors_ = 0;
  std::int64_t at_mark_ = 0;
  std::int64_t mark_ = 0;
};

}  // namespace

MMDAGENT_PLUGIN(Sequence, SequencePlugin);
