// Counts the GL calls that the renderer makes, between its code and the driver. Which functions
// there are is read from the renderer's sources when the build is configured, so none is missed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mmdagent::test {

// One at a time; counts until its end.
class GlCallCounter {
 public:
  GlCallCounter();
  ~GlCallCounter();
  GlCallCounter(const GlCallCounter&) = delete;
  GlCallCounter& operator=(const GlCallCounter&) = delete;

  void reset();
  unsigned all() const;
  // Each function that was called, and how often.
  std::string list() const;
  // Of all functions whose names begin so, "gl" left out.
  unsigned of(std::string_view beginning) const;
};

}  // namespace mmdagent::test
