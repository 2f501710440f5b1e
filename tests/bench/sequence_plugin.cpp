// Counts what arrives: SEQ|<n>|… must come as 0, 1, 2, … After SEQ_END|<count>|<start> it posts
// SEQ_EVENT_END|<received>|<errors>|<microseconds>; `start` is the sender's steady clock in
// nanoseconds.
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
    host_.subscribe("SEQ_END");
  }

  void message(const mmdagent::Message& message) override {
    if (message.type == "SEQ") {
      if (leading_number(message.args) != received_) ++errors_;
      ++received_;
      return;
    }
    const std::string_view args = message.args;
    const std::int64_t start = leading_number(args.substr(args.find('|') + 1));
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    const std::int64_t passed =
        std::chrono::duration_cast<std::chrono::nanoseconds>(now).count() - start;
    errors_ += leading_number(args) != received_ ? 1 : 0;
    host_.post("SEQ_EVENT_END", std::to_string(received_) + "|" + std::to_string(errors_) + "|" +
                                    std::to_string(passed / 1000));
    received_ = 0;
    errors_ = 0;
  }

 private:
  mmdagent::Host& host_;
  std::int64_t received_ = 0;
  std::int64_t errors_ = 0;
};

}  // namespace

MMDAGENT_PLUGIN(Sequence, SequencePlugin);
