// Tells which files below some folders were written or put in place, by Linux's inotify.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "MMDAgent/Message.h"
#include "host_limits.h"
#include "message/event_fd.h"

namespace mmdagent {

struct FolderWatcherSettings {
  std::vector<std::filesystem::path>
      folders;  // absolute; those below them too, not what links name
  // Whether a file of this name is told of. Folders whose names begin with `.` are left out.
  std::function<bool(std::string_view name)> wanted;
  // Told together: what comes with shorter pauses (an editor's save is several steps), but nothing
  // waits longer than `longest`.
  std::chrono::milliseconds pause{100};
  std::chrono::milliseconds longest{1'000};
  std::size_t most_folders = limits::watched_folders;
  std::size_t most_files = limits::watched_changes;  // told at once
};

// Owns a thread, on which both functions are called; they may wait, until `stop` is requested.
class FolderWatcher {
 public:
  struct Hooks {
    // Absolute, normal paths, each once. A file is told of when whoever wrote it has closed it,
    // when it was moved here, or when its folder was.
    std::function<void(std::vector<std::filesystem::path> files, const std::stop_token& stop)>
        changed;
    // One line; watching goes on as far as it can.
    std::function<void(Level level, const std::string& text, const std::stop_token& stop)> log;
  };

  FolderWatcher(FolderWatcherSettings settings, Hooks hooks);
  ~FolderWatcher();  // waits for a function that is being called
  FolderWatcher(const FolderWatcher&) = delete;
  FolderWatcher& operator=(const FolderWatcher&) = delete;

 private:
  using Clock = std::chrono::steady_clock;

  void run(const std::stop_token& stop);
  // `tells`: also of the files that are there already.
  void watch_below(const std::filesystem::path& folder, bool tells, const std::stop_token& stop);
  bool watch(const std::filesystem::path& folder, const std::stop_token& stop);
  void forget_below(const std::filesystem::path& folder);
  void read_events(const std::stop_token& stop);
  void take_event(int watch, std::uint32_t mask, std::string_view name,
                  const std::stop_token& stop);
  void note(const std::filesystem::path& file);
  void tell(const std::stop_token& stop);
  int milliseconds_to_wait() const;

  FolderWatcherSettings settings_;
  Hooks hooks_;
  EventFd end_;
  int inotify_ = -1;
  std::map<int, std::filesystem::path> folders_;  // by watch descriptor
  bool full_ = false;                             // said that not all folders can be watched
  std::set<std::filesystem::path> changed_;
  std::size_t left_out_ = 0;  // changes beyond most_files
  Clock::time_point first_change_;
  Clock::time_point last_change_;
  std::jthread thread_;
};

}  // namespace mmdagent
