#include "runtime/folder_watcher.h"

#include <fmt/format.h>
#include <poll.h>
#include <pthread.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace mmdagent {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t watched_events =
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_ONLYDIR;
constexpr std::size_t read_bytes = 65'536;

bool is_below(const fs::path& path, const fs::path& folder) {
  return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first ==
         folder.end();
}

}  // namespace

FolderWatcher::FolderWatcher(FolderWatcherSettings settings, Hooks hooks)
    : settings_(std::move(settings)), hooks_(std::move(hooks)) {
  inotify_ = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  const int problem = inotify_ < 0 ? errno : 0;
  thread_ = std::jthread([this, problem](const std::stop_token& stop) {
    pthread_setname_np(pthread_self(), "watch");
    if (problem == 0) {
      run(stop);
    } else {
      hooks_.log(Level::error, fmt::format("files are not watched: {}", std::strerror(problem)),
                 stop);
    }
  });
}

FolderWatcher::~FolderWatcher() {
  thread_.request_stop();
  end_.signal();
  thread_.join();
  if (inotify_ >= 0) close(inotify_);
}

void FolderWatcher::run(const std::stop_token& stop) {
  for (const fs::path& folder : settings_.folders) {
    watch_below(folder.lexically_normal(), false, stop);
  }
  hooks_.log(Level::status, fmt::format("watching {} folders for changed files", folders_.size()),
             stop);
  std::array<pollfd, 2> waited{{{inotify_, POLLIN, 0}, {end_.descriptor(), POLLIN, 0}}};
  while (true) {
    poll(waited.data(), waited.size(), milliseconds_to_wait());
    if (stop.stop_requested()) return;
    read_events(stop);
    if (milliseconds_to_wait() == 0) tell(stop);
  }
}

// -1 for ever, where nothing is to be told.
int FolderWatcher::milliseconds_to_wait() const {
  if (changed_.empty()) return -1;
  const Clock::time_point due =
      std::min(last_change_ + settings_.pause, first_change_ + settings_.longest);
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(due - Clock::now());
  return static_cast<int>(std::max<std::chrono::milliseconds::rep>(left.count(), 0));
}

void FolderWatcher::watch_below(const fs::path& folder, bool tells, const std::stop_token& stop) {
  if (!watch(folder, stop)) return;
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied,
                                         error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    std::error_code ignored;
    if (entry->is_symlink(ignored) && entry->is_directory(ignored)) continue;
    const std::string name = entry->path().filename().string();
    if (entry->is_directory(ignored)) {
      if (name.starts_with('.') || !watch(entry->path(), stop)) entry.disable_recursion_pending();
    } else if (tells && settings_.wanted(name)) {
      note(entry->path());
    }
  }
}

bool FolderWatcher::watch(const fs::path& folder, const std::stop_token& stop) {
  if (full_) return false;
  if (folders_.size() >= settings_.most_folders) {
    full_ = true;
    hooks_.log(Level::warning,
               fmt::format("{}: not watched, as at most {} folders are", folder.string(),
                           settings_.most_folders),
               stop);
    return false;
  }
  const int descriptor = inotify_add_watch(inotify_, folder.c_str(), watched_events);
  if (descriptor >= 0) {
    folders_[descriptor] = folder;
    return true;
  }
  if (errno == ENOENT || errno == ENOTDIR) return false;  // gone meanwhile
  full_ = errno == ENOSPC;
  hooks_.log(Level::warning,
             fmt::format("{}: not watched: {}", folder.string(), std::strerror(errno)), stop);
  return false;
}

void FolderWatcher::forget_below(const fs::path& folder) {
  std::erase_if(folders_, [&](const auto& known) {
    if (!is_below(known.second, folder)) return false;
    inotify_rm_watch(inotify_, known.first);
    return true;
  });
}

void FolderWatcher::read_events(const std::stop_token& stop) {
  alignas(inotify_event) std::array<char, read_bytes> buffer;
  while (true) {
    const ssize_t count = read(inotify_, buffer.data(), buffer.size());
    if (count <= 0) return;
    for (ssize_t at = 0; at < count;) {
      inotify_event event{};
      std::memcpy(&event, buffer.data() + at, sizeof(event));
      // The name is padded with zeros.
      const char* const name = buffer.data() + at + sizeof(event);
      take_event(event.wd, event.mask, event.len > 0 ? std::string_view(name) : std::string_view(),
                 stop);
      at += static_cast<ssize_t>(sizeof(event) + event.len);
    }
  }
}

void FolderWatcher::take_event(int watch, std::uint32_t mask, std::string_view name,
                               const std::stop_token& stop) {
  if ((mask & IN_Q_OVERFLOW) != 0) {
    hooks_.log(Level::warning, "too many changes of files at once: some are not seen", stop);
    return;
  }
  if ((mask & IN_IGNORED) != 0) {
    folders_.erase(watch);
    return;
  }
  const auto folder = folders_.find(watch);
  if (folder == folders_.end() || name.empty()) return;
  const fs::path path = folder->second / name;
  if ((mask & IN_ISDIR) != 0) {
    if (name.starts_with('.')) return;
    forget_below(path);
    if ((mask & (IN_CREATE | IN_MOVED_TO)) != 0) watch_below(path, true, stop);
  } else if ((mask & (IN_CLOSE_WRITE | IN_MOVED_TO)) != 0 && settings_.wanted(name)) {
    note(path);
  }
}

void FolderWatcher::note(const fs::path& file) {
  last_change_ = Clock::now();
  if (changed_.empty()) first_change_ = last_change_;
  if (changed_.size() < settings_.most_files) {
    changed_.insert(file);
  } else if (!changed_.contains(file)) {
    ++left_out_;
  }
}

void FolderWatcher::tell(const std::stop_token& stop) {
  std::vector<fs::path> files(changed_.begin(), changed_.end());
  changed_.clear();
  if (left_out_ > 0) {
    hooks_.log(Level::warning,
               fmt::format("{} changed files at once, at most {} are looked at",
                           files.size() + std::exchange(left_out_, 0), settings_.most_files),
               stop);
  }
  hooks_.changed(std::move(files), stop);
}

}  // namespace mmdagent
