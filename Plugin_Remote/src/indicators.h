// What the user sees of the connection: an icon while somebody is connected, and the last state
// text, which slides in at the top right and out again.
#pragma once

#include <string>

#include "reporter.h"

namespace mmdagent {
class Host;
}

namespace mmdagent::remote {

// Agent thread only.
class Indicators final : public NoticeBoard {
 public:
  explicit Indicators(Host& host) : host_(host) {}

  void show(std::string text, bool is_error) override;
  // `frames` of 1/30 s have passed.
  void update(double frames, bool is_connected);

 private:
  void draw() const;

  Host& host_;
  bool icon_shown_ = false;
  std::string text_;
  double age_ = 0.0;       // frames since show()
  double duration_ = 0.0;  // frames, slides included; 0: nothing is shown
  bool at_rest_ = false;   // drawn at its place: nothing to do until it slides out
};

}  // namespace mmdagent::remote
