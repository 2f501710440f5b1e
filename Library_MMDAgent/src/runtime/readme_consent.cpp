#include "runtime/readme_consent.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "content/readme_question.h"
#include "content/running_content.h"
#include "overlay/file_work.h"
#include "scene/services.h"

namespace mmdagent {
namespace {

using Problem = std::optional<std::string>;

void tell(SceneServices& services, const Problem& problem) {
  if (problem) services.log(Level::error, "readme: " + *problem);
}

}  // namespace

ReadmeConsent::ReadmeConsent(SceneServices& services, Hooks hooks)
    : services_(services), content_(services.content()), hooks_(std::move(hooks)) {}

void ReadmeConsent::ask() {
  asks_ = true;
  const ContentInfo& info = content_.info;
  std::string title = info.name;
  std::ranges::replace(title, '|', ' ');
  if (title.empty()) title = "Readme";
  services_.post("INFOTEXT_FILE",
                 fmt::format("{}|{}|{}", info.readme, title,
                             info.readme_must_be_accepted ? "Accept,Decline" : "OK"));
}

void ReadmeConsent::answered(std::string_view button) {
  if (!std::exchange(asks_, false)) return;
  if (!content_.info.readme_must_be_accepted || button == "Accept") {
    accept();
  } else {
    decline(button == "Decline");
  }
}

void ReadmeConsent::accept() {
  work_on_files<Problem>(
      services_,
      [dir = std::filesystem::path(content_.dir), now = hooks_.now()] {
        return write_agreement(dir, now);
      },
      [this](Problem& problem) { tell(services_, problem); });
  hooks_.begin();
}

void ReadmeConsent::decline(bool removes) {
  work_on_files<Problem>(
      services_,
      [dir = std::filesystem::path(content_.dir), removes] {
        return removes ? remove_declined(dir) : Problem();
      },
      [this](Problem& problem) {
        tell(services_, problem);
        hooks_.end_run();
      });
}

}  // namespace mmdagent
