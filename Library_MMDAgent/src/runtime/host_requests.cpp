#include "runtime/host_requests.h"

#include <chrono>
#include <optional>
#include <utility>

#include "content/web_index.h"
#include "runtime/agent_pictures.h"
#include "runtime/content_desk.h"
#include "scene/user_input.h"

namespace mmdagent {
namespace {

constexpr std::chrono::seconds update_check_delay{1};

}  // namespace

HostRequests::HostRequests(Parts parts)
    : parts_(std::move(parts)),
      desktop_([this](Level level, std::string_view text) { parts_.services.log(level, text); }),
      url_opener_(parts_.services.values(), desktop_, [this](Level level, std::string_view text) {
        parts_.services.log(level, text);
      }) {
  if (!parts_.checks_updates) return;
  update_check_.emplace(UpdateCheck::Parts{parts_.ring, parts_.services,
                                           parts_.system_dir / banlist_name, parts_.may_ask});
}

void HostRequests::take(HostRequest request) {
  switch (request) {
    case HostRequest::quit:
      parts_.stop();
      return;
    case HostRequest::snapshot:
      parts_.pictures.save_snapshot();
      return;
    case HostRequest::toggle_full_screen:
      parts_.pictures.toggle_full_screen();
      return;
    case HostRequest::toggle_status:
      parts_.pictures.toggle_status();
      return;
  }
}

void HostRequests::take(DesktopRequest request) {
  switch (request) {
    case DesktopRequest::open_clipboard:
      parts_.pictures.ask_clipboard();
      return;
    case DesktopRequest::open_script:
      open_script(parts_.services, desktop_);
      return;
    case DesktopRequest::open_folder:
      open_folder(parts_.services, desktop_);
      return;
    case DesktopRequest::check_updates:
      if (update_check_) {
        update_check_->begin(UpdateCheck::Reason::user, {});
      } else {
        parts_.services.log(Level::status, "no check for updates in simulated time");
      }
      return;
  }
}

void HostRequests::begin() {
  if (update_check_) update_check_->begin(UpdateCheck::Reason::start, update_check_delay);
}

void HostRequests::step() {
  while (const auto request = parts_.input.take_request()) take(*request);
  url_opener_.step();
  desktop_.step();
}

void HostRequests::closed_document(std::string_view button) {
  if (update_check_) update_check_->answered(button);
}

}  // namespace mmdagent
