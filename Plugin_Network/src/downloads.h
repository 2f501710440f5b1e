// All transfers, on one thread.
#pragma once

#include <curl/curl.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "download.h"

namespace mmdagent {
class Host;
}

namespace network {

class Downloads {
 public:
  explicit Downloads(mmdagent::Host& host, DownloadRules rules = {});
  ~Downloads();
  Downloads(const Downloads&) = delete;
  Downloads& operator=(const Downloads&) = delete;

  // Agent thread. False, with an Error line, when it is refused.
  bool get(std::string name, std::string address, const std::string& file);
  // Agent thread: breaks off all that were asked for before.
  void abort_all();
  // Agent thread: those that run and those that were broken off but are not closed yet.
  int running() const { return running_; }

  // Ends the thread; what runs is broken off.
  void end();

 private:
  void run();
  void take_new();
  void break_off_old();
  void finish_done();
  void remove(Download& download);

  mmdagent::Host& host_;
  DownloadRules rules_;
  CURLM* multi_;
  std::atomic<Download*> handed_over_{nullptr};  // newest first
  std::atomic<std::uint64_t> generation_{0};
  std::atomic<int> running_{0};
  std::atomic<bool> ends_{false};
  std::vector<std::unique_ptr<Download>> active_;  // the thread's
  std::thread thread_;
};

}  // namespace network
