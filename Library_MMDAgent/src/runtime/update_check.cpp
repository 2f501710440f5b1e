#include "runtime/update_check.h"

#include <fmt/format.h>
#include <pthread.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "MMDAgent/Host.h"
#include "content/content_info.h"
#include "content/package.h"
#include "content/running_content.h"
#include "content/saved_info.h"
#include "content/web_updates.h"
#include "message/inbound_ring.h"
#include "scene/services.h"

namespace mmdagent {
namespace {

constexpr std::uint16_t core_module = 0;
constexpr std::string_view fetch_button = "Fetch it now";
constexpr std::string_view later_button = "Later";
constexpr std::string_view question = "A newer version of this content is on its server.";

void sleep_until_stopped(std::chrono::milliseconds delay, const std::stop_token& stop) {
  std::mutex unused;
  std::condition_variable_any never;
  std::unique_lock lock(unused);
  never.wait_for(lock, stop, delay, [] { return false; });
}

}  // namespace

class UpdateCheck::Finished final : public AgentTask {
 public:
  Finished(UpdateCheck& check, bool outdated) : check_(check), outdated_(outdated) {}
  void run() override { check_.finished(outdated_); }

 private:
  UpdateCheck& check_;
  bool outdated_;
};

void UpdateCheck::begin(Reason reason, std::chrono::milliseconds delay) {
  if (running_) {
    parts_.services.log(Level::status, "a check for updates is under way");
    return;
  }
  running_ = true;
  thread_ = std::jthread(
      [this, reason, delay, content = parts_.services.content().file](const std::stop_token& stop) {
        pthread_setname_np(pthread_self(), "update check");
        run(reason, delay, content, stop);
      });
}

void UpdateCheck::run(Reason reason, std::chrono::milliseconds delay,
                      const std::filesystem::path& content, const std::stop_token& stop) {
  sleep_until_stopped(delay, stop);
  if (stop.stop_requested()) return;
  const std::vector<std::filesystem::path> copies = web_copies(existing_user_content_folder());
  bool outdated = false;
  if (reason == Reason::user || !copies.empty()) {
    const auto log = [&](Level level, std::string_view text) {
      (void)parts_.ring.push_or_stop(Record{RecordKind::log, level, core_module, text, {}}, stop);
    };
    check_web_updates(copies, parts_.banlist, {log, stop});
    outdated = !content.empty() && is_outdated(read_content_info(content));
  }
  // What is refused is so because the run stops.
  (void)parts_.ring.push_or_stop(std::make_unique<Finished>(*this, outdated), core_module, stop);
}

void UpdateCheck::finished(bool outdated) {
  running_ = false;
  if (!outdated) return;
  parts_.services.log(Level::status, question);
  if (!parts_.may_ask) return;
  asks_ = true;
  parts_.services.post("INFOTEXT_STRING",
                       fmt::format("{}|Notice|{},{}", question, fetch_button, later_button));
}

void UpdateCheck::answered(std::string_view button) {
  if (!std::exchange(asks_, false) || button != fetch_button) return;
  parts_.services.open_content(parts_.services.content().info.source_url);
}

}  // namespace mmdagent
