// The document that a content wants to be seen before it begins (host.md section 8.6): shown, and
// answered.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace mmdagent {

struct RunningContent;
class SceneServices;

// Agent thread only; files are touched by loaders. What it is given outlives it.
class ReadmeConsent {
 public:
  struct Hooks {
    std::function<void()> begin;        // the content may
    std::function<void()> end_run;      // it was declined
    std::function<std::int64_t()> now;  // seconds since 1970
  };

  ReadmeConsent(SceneServices& services, Hooks hooks);

  // Shows the document of the content.
  void ask();

  // It was asked and not answered yet: no plugin may run.
  bool asks() const { return asks_; }

  // A document was closed by this button (`-1`: by a key). Only `Decline` removes a content that
  // must be accepted; anything else but `Accept` ends the run alone.
  void answered(std::string_view button);

 private:
  void accept();
  void decline(bool removes);

  SceneServices& services_;
  const RunningContent& content_;
  Hooks hooks_;
  bool asks_ = false;
};

}  // namespace mmdagent
