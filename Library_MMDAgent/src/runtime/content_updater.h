// AutoUpdateFiles of a web content: files that are fetched again and again while it runs (host.md
// section 8.7).
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "content/web_content.h"

namespace mmdagent {

struct ContentInfo;

struct AutoUpdate {
  std::string source;              // address of the content
  std::vector<std::string> files;  // relative to it and to the content's folder; none leaves that
  std::chrono::duration<double> period{0.0};
};

// What a content asks for; nothing where it does not come from the web, names no file or no period
// above 0. `problem` is called with one line for each name that cannot be used.
std::optional<AutoUpdate> auto_update_of(const ContentInfo& info,
                                         const std::function<void(const std::string&)>& problem);

// Owns a thread that sleeps until the next round is due.
class ContentUpdater {
 public:
  // `folder`: absolute. `log` is called on that thread; it may wait until `stop` is requested.
  using Log = std::function<void(Level level, std::string_view text, const std::stop_token& stop)>;
  ContentUpdater(AutoUpdate update, std::string folder, Log log);

 private:
  void run(const std::stop_token& stop);
  void fetch(const std::string& file, const std::stop_token& stop) const;

  AutoUpdate update_;
  std::string folder_;
  Log log_;
  std::jthread thread_;  // ends first
};

}  // namespace mmdagent
