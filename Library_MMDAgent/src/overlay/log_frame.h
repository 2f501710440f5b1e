// The coloured frame along the edges of the picture while the log is kept or sent.
#pragma once

#include "overlay/widget.h"

namespace mmdagent {

class LogSession;

class LogFrame final : public Widget {
 public:
  explicit LogFrame(const LogSession& session) : session_(session) {}

  bool visible() const override;
  void paint(Painter& painter) const override;

 private:
  const LogSession& session_;
};

}  // namespace mmdagent
