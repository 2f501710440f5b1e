#include "runtime/next_content.h"

#include <fmt/format.h>

#include <utility>

#include "runtime/content_opener.h"

namespace mmdagent {

class NextContent::OpenJob final : public LoadJob {
 public:
  OpenJob(const ContentOpener& opener, std::string_view target, const std::string& folder,
          DownloadHooks hooks, std::function<void(Opened&)> done)
      : opener_(opener),
        target_(target),
        folder_(folder),
        hooks_(std::move(hooks)),
        done_(std::move(done)) {}
  void run() override {
    opened_ = std::make_unique<Opened>(opener_.open(target_, folder_, &hooks_));
  }
  void finish() override { done_(*opened_); }

 private:
  const ContentOpener& opener_;
  std::string target_;
  std::string folder_;
  DownloadHooks hooks_;
  std::function<void(Opened&)> done_;
  std::unique_ptr<Opened> opened_;
};

NextContent::NextContent(SceneServices& services, const ContentOpener& opener,
                         NextContentRules rules)
    : services_(services), opener_(opener), rules_(rules) {
  if (rules_.retries_at_prompt) retry_.emplace();
}

void NextContent::open(std::string_view target, const std::string& folder, DownloadHooks hooks,
                       Failure failure) {
  services_.log(Level::debug, fmt::format("opening content: {}", target.empty() ? "anew" : target));
  services_.load(std::make_unique<OpenJob>(opener_, target, folder, std::move(hooks),
                                           [this, failure, request = ++requests_](Opened& result) {
                                             opened(request, failure, result);
                                           }));
}

void NextContent::answered(const std::string& folder, DownloadHooks hooks) {
  if (retry_) open(*std::exchange(retry_, std::nullopt), folder, std::move(hooks));
}

void NextContent::opened(std::uint64_t request, Failure tells, Opened& opened) {
  if (request != requests_) return;
  if (auto* startup = std::get_if<Startup>(&opened)) {
    next_ = std::make_unique<Startup>(std::move(*startup));
    return;
  }
  const auto& failure = std::get<StartupFailure>(opened);
  for (const std::string& line : failure.lines) services_.log(Level::error, line);
  if (rules_.waits_for_download && !rules_.may_ask) {
    failure_ = failure.lines;
    services_.request(HostRequest::quit);
    return;
  }
  if (failure.prompt.empty() || tells == Failure::log) return;
  retry_ = failure.target;
  services_.post("PROMPT_SHOW", failure.prompt + "|Reload");
}

}  // namespace mmdagent
