#include "runtime/content_updater.h"

#include <fmt/format.h>
#include <pthread.h>

#include <algorithm>
#include <charconv>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>
#include <system_error>
#include <utility>

#include "content/content_info.h"
#include "content/file_replacement.h"
#include "content/http_download.h"
#include "content/package_names.h"
#include "content/web_index.h"
#include "host_limits.h"

namespace mmdagent {
namespace {

namespace fs = std::filesystem;

double seconds_of(std::string_view text) {
  double seconds = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  return error == std::errc{} && end == text.data() + text.size() ? seconds : 0.0;
}

bool holds(const fs::path& file, std::string_view text) {
  std::ifstream in(file, std::ios::binary);
  const std::string there{std::istreambuf_iterator<char>(in), {}};
  return in.is_open() && there == text;
}

}  // namespace

std::optional<AutoUpdate> auto_update_of(const ContentInfo& info,
                                         const std::function<void(const std::string&)>& problem) {
  AutoUpdate update;
  update.source = info.source_url;
  const double seconds = seconds_of(info.saved_value("AutoUpdatePeriod"));
  constexpr double longest = 1e9;  // what a clock can wait for
  if (update.source.empty() || !(seconds > 0.0)) return std::nullopt;
  update.period = std::chrono::duration<double>(std::min(seconds, longest));
  for (std::string_view rest = info.saved_value("AutoUpdateFiles"); !rest.empty();) {
    std::string name(rest.substr(0, rest.find(',')));
    rest.remove_prefix(std::min(name.size() + 1, rest.size()));
    if (name.empty()) continue;
    if (auto reason = entry_name_problem(name)) {
      problem(fmt::format("AutoUpdateFiles: \"{}\": {}, ignored", name, *reason));
    } else {
      update.files.push_back(std::move(name));
    }
  }
  if (update.files.empty()) return std::nullopt;
  return update;
}

ContentUpdater::ContentUpdater(AutoUpdate update, std::string folder, Log log)
    : update_(std::move(update)), folder_(std::move(folder)), log_(std::move(log)) {
  thread_ = std::jthread([this](const std::stop_token& stop) {
    pthread_setname_np(pthread_self(), "content update");
    run(stop);
  });
}

void ContentUpdater::run(const std::stop_token& stop) {
  for (const std::string& file : update_.files) {
    log_(Level::status,
         fmt::format("start auto-fetch at every {:.1f} sec.: {}", update_.period.count(), file),
         stop);
  }
  std::mutex unused;
  std::condition_variable_any never;
  std::unique_lock lock(unused);
  while (true) {
    never.wait_for(lock, stop, update_.period, [] { return false; });
    if (stop.stop_requested()) return;
    for (const std::string& file : update_.files) fetch(file, stop);
  }
}

void ContentUpdater::fetch(const std::string& file, const std::stop_token& stop) const {
  log_(Level::status,
       fmt::format("{:.1f} sec has ellapsed, try to fetch {}", update_.period.count(), file), stop);
  const std::string address = web_base(update_.source) + "/" + percent_encoded(file);
  std::string text;
  std::optional<std::string> problem =
      HttpDownload(stop).fetch_text(address, limits::web_list_bytes, text);
  const fs::path target = fs::path(folder_) / file;
  // What is the same is not written: that would look like a change.
  if (!problem && !holds(target, text)) {
    std::error_code ignored;
    fs::create_directories(target.parent_path(), ignored);
    problem = replace_file(target, text);
  }
  if (stop.stop_requested()) return;
  if (problem) {
    log_(Level::warning, fmt::format("failed to fetch {}: {}", file, *problem), stop);
  } else {
    log_(Level::status, "fetched " + shown_address(address), stop);
  }
}

}  // namespace mmdagent
