#include "runtime/log_uploader.h"

#include <fmt/format.h>
#include <pthread.h>

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include "content/user_identity.h"
#include "http/form_upload.h"
#include "message/log_recording.h"

namespace mmdagent {
namespace {

namespace fs = std::filesystem;

// Regular files in the folder and below, links left out, by name.
std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied,
                                         error);
  for (const fs::recursive_directory_iterator end; !error && entry != end; entry.increment(error)) {
    std::error_code ignored;
    if (entry->symlink_status(ignored).type() == fs::file_type::regular) {
      files.push_back(entry->path());
    }
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace

LogUploader::~LogUploader() {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
}

void LogUploader::start(LogUpload upload, std::shared_ptr<const LogRecording> last) {
  uploading_ = true;
  thread_ = std::jthread(
      [this, upload = std::move(upload), last = std::move(last)](const std::stop_token& stop) {
        pthread_setname_np(pthread_self(), "log upload");
        if (last != nullptr) last->wait_until_closed();
        run(upload, stop);
      });
}

void LogUploader::upload_again() {
  const std::scoped_lock hold(lock_);
  again_ = true;
}

void LogUploader::leave_out(std::string file_name) {
  const std::scoped_lock hold(lock_);
  left_out_ = std::move(file_name);
}

bool LogUploader::is_left_out(const std::string& file_name) const {
  const std::scoped_lock hold(lock_);
  return file_name == left_out_;
}

// False, and not uploading any more, unless it was asked for another round.
bool LogUploader::goes_on() {
  const std::scoped_lock hold(lock_);
  const bool again = std::exchange(again_, false);
  uploading_ = again;
  return again;
}

void LogUploader::run(const LogUpload& upload, const std::stop_token& stop) {
  do {
    try {
      send_all(upload, stop);
    } catch (const std::exception& error) {
      log_(Level::error, fmt::format("uploading log files: {}", error.what()));
    }
  } while (goes_on() && !stop.stop_requested());
}

void LogUploader::send_all(const LogUpload& upload, const std::stop_token& stop) {
  log_(Level::status, "uploading log files...");
  std::vector<fs::path> files = files_below(upload.folder);
  std::erase_if(files, [this](const fs::path& file) { return is_left_out(file.filename()); });
  if (files.empty()) {
    log_(Level::status, "no saved log, clean");
    return;
  }
  http::FormUpload form{upload.settings.upload_url,
                        upload.settings.upload_http_version,
                        upload.settings.identifier,
                        user_identity(),
                        {}};
  std::size_t removed = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::string name = files[i].lexically_relative(upload.folder).string();
    log_(Level::status, fmt::format("[{}/{}] {}", i + 1, files.size(), name));
    form.file = files[i];
    std::optional<std::string> failure = http::send_form(form, stop);
    if (stop.stop_requested()) return;
    std::error_code error;
    if (!failure && !fs::remove(files[i], error))
      failure = "sent, but not removed: " + error.message();
    if (failure) {
      log_(Level::error,
           fmt::format("[{}/{}] failed {} ({})", i + 1, files.size(), name, *failure));
    } else {
      ++removed;
    }
  }
  log_(Level::status, fmt::format("{} files, {} uploaded and removed, {} remains", files.size(),
                                  removed, files.size() - removed));
}

}  // namespace mmdagent
