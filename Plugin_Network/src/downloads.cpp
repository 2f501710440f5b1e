#include "downloads.h"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <new>
#include <utility>

#include "MMDAgent/Host.h"

namespace network {
namespace {

using mmdagent::Level;

constexpr int poll_milliseconds = 1'000;

}  // namespace

Downloads::Downloads(mmdagent::Host& host, DownloadRules rules)
    : host_(host), rules_(rules), multi_((curl_global_init(CURL_GLOBAL_ALL), curl_multi_init())) {
  if (multi_ == nullptr) throw std::bad_alloc();
  thread_ = std::thread([this] { run(); });
}

Downloads::~Downloads() {
  end();
  curl_multi_cleanup(multi_);
  curl_global_cleanup();
}

bool Downloads::get(std::string name, std::string address, const std::string& file) {
  if (running_ >= limits::downloads) {
    host_.log(Level::error,
              fmt::format("{}: number of threads exceed maximum ({})", name, limits::downloads));
    return false;
  }
  std::string reason;
  std::unique_ptr<TargetFile> target =
      TargetFile::create(std::string(host_.content_dir()), file, reason);
  if (target == nullptr) {
    host_.log(Level::error, fmt::format("{}: failed to save {}: {}", name, address, reason));
    return false;
  }
  auto download = std::make_unique<Download>(std::move(name), std::move(address), std::move(target),
                                             rules_, generation_);
  ++running_;
  download->next = handed_over_.load();
  while (!handed_over_.compare_exchange_weak(download->next, download.get())) {
  }
  download.release();  // the list has it
  curl_multi_wakeup(multi_);
  return true;
}

void Downloads::abort_all() {
  ++generation_;
  curl_multi_wakeup(multi_);
}

void Downloads::end() {
  if (!thread_.joinable()) return;
  ends_ = true;
  curl_multi_wakeup(multi_);
  thread_.join();
}

void Downloads::run() {
  // Writing to a server that has gone must not end the program.
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
  while (!ends_) {
    take_new();
    break_off_old();
    int transfers = 0;
    curl_multi_perform(multi_, &transfers);
    finish_done();
    curl_multi_poll(multi_, nullptr, 0, poll_milliseconds, nullptr);
  }
  take_new();
  while (!active_.empty()) remove(*active_.back());
}

void Downloads::take_new() {
  for (Download* newest = handed_over_.exchange(nullptr); newest != nullptr;) {
    std::unique_ptr<Download> download(newest);
    newest = std::exchange(download->next, nullptr);
    curl_multi_add_handle(multi_, download->handle());
    active_.push_back(std::move(download));
  }
}

void Downloads::break_off_old() {
  const std::uint64_t present = generation_;
  for (std::size_t i = active_.size(); i-- > 0;) {
    if (active_[i]->generation() < present) remove(*active_[i]);
  }
}

void Downloads::finish_done() {
  int waiting = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_, &waiting)) {
    if (message->msg != CURLMSG_DONE) continue;
    char* found = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &found);
    Download& download = *reinterpret_cast<Download*>(found);
    const std::string reason = download.finish(message->data.result);
    const std::string name = download.name();
    const std::string address = download.address();
    // Whoever hears of the end finds neither half a file nor one of the ten places taken.
    remove(download);
    if (reason.empty()) {
      host_.post("NETWORK_EVENT_GET", name);
    } else {
      host_.log(Level::error, fmt::format("{}: failed to save {}: {}", name, address, reason));
    }
  }
}

void Downloads::remove(Download& download) {
  curl_multi_remove_handle(multi_, download.handle());
  std::erase_if(active_, [&](const auto& other) { return other.get() == &download; });
  --running_;
}

}  // namespace network
