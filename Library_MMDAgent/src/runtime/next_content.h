// The content that takes the place of the running one: asked for, read meanwhile, then waiting.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "content/web_content.h"
#include "runtime/startup.h"
#include "scene/services.h"

namespace mmdagent {

class ContentOpener;

// What happens when other content cannot be had.
struct NextContentRules {
  bool retries_at_prompt = false;   // this run is one that only asks what to do
  bool waits_for_download = false;  // this run has no content of its own
  bool may_ask = false;             // somebody sees a prompt
};

// Agent thread only. What `services` logs and loads comes back on it.
class NextContent {
 public:
  NextContent(SceneServices& services, const ContentOpener& opener, NextContentRules rules);

  // Reads the content on a loader thread; an empty target: this one anew. What is asked for last is
  // what runs next. `folder`: what relative paths start from. `Failure`: what of it the user is
  // told where trying again could help.
  enum class Failure : std::uint8_t { prompt, log };
  void open(std::string_view target, const std::string& folder, DownloadHooks hooks,
            Failure failure = Failure::prompt);
  // A prompt was answered.
  void answered(const std::string& folder, DownloadHooks hooks);

  bool ready() const { return next_ != nullptr; }
  std::unique_ptr<Startup> take() { return std::move(next_); }
  void forget() { next_.reset(); }

  // Whether a prompt that asks to try again is open.
  bool asks() const { return retry_.has_value(); }
  // Why a download that was waited for failed, where nobody could be asked: the run must end.
  const std::vector<std::string>& failure() const { return failure_; }

 private:
  using Opened = std::variant<Startup, StartupFailure>;
  class OpenJob;

  void opened(std::uint64_t request, Failure tells, Opened& opened);

  SceneServices& services_;
  const ContentOpener& opener_;
  NextContentRules rules_;
  std::unique_ptr<Startup> next_;
  std::uint64_t requests_ = 0;  // the last one counts
  std::optional<std::string> retry_;
  std::vector<std::string> failure_;
};

}  // namespace mmdagent
