#include "download.h"

#include <fmt/format.h>

#include <new>
#include <string_view>
#include <utility>

namespace network {
namespace {

constexpr long success = 200;

// Any scheme but http means https.
std::string requested(const std::string& address) {
  const std::size_t end = address.find("://");
  if (end == std::string::npos || address.compare(0, end, "http") == 0) return address;
  return "https" + address.substr(end);
}

}  // namespace

Download::Download(std::string name, std::string address, std::unique_ptr<TargetFile> file,
                   const DownloadRules& rules, std::uint64_t generation)
    : name_(std::move(name)),
      address_(std::move(address)),
      file_(std::move(file)),
      file_bytes_(rules.file_bytes),
      generation_(generation),
      handle_(curl_easy_init()) {
  if (handle_ == nullptr) throw std::bad_alloc();
  curl_easy_setopt(handle_, CURLOPT_URL, requested(address_).c_str());
  curl_easy_setopt(handle_, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle_, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle_, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(handle_, CURLOPT_MAXREDIRS, limits::redirections);
  // Asked without them first.
  curl_easy_setopt(handle_, CURLOPT_HTTPAUTH, CURLAUTH_ANY);
  curl_easy_setopt(handle_, CURLOPT_CONNECTTIMEOUT, rules.silence_seconds);
  curl_easy_setopt(handle_, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(handle_, CURLOPT_LOW_SPEED_TIME, rules.silence_seconds);
  curl_easy_setopt(handle_, CURLOPT_USERAGENT, "MMDAgent");
  curl_easy_setopt(handle_, CURLOPT_NOSIGNAL, 1L);
  // The end of the program does not wait for the answer of a name server.
  curl_easy_setopt(handle_, CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt(handle_, CURLOPT_WRITEFUNCTION, &Download::receive);
  curl_easy_setopt(handle_, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(handle_, CURLOPT_PRIVATE, this);
}

Download::~Download() { curl_easy_cleanup(handle_); }

std::size_t Download::receive(char* bytes, std::size_t one, std::size_t count,
                              void* self) noexcept {
  const std::size_t size = one * count;
  return static_cast<Download*>(self)->take({bytes, size}) ? size : size + 1;
}

// The bodies of other answers are passed over.
bool Download::take(std::string_view bytes) noexcept {
  long status = 0;
  curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
  if (status != success) return true;
  if (file_->size() + static_cast<std::int64_t>(bytes.size()) > file_bytes_) {
    problem_ = "the file is too large";
  } else if (!file_->write(bytes)) {
    problem_ = "the file cannot be written";
  }
  return problem_ == nullptr;
}

std::string Download::finish(CURLcode result) {
  if (problem_ != nullptr) return problem_;
  if (result != CURLE_OK) return curl_easy_strerror(result);
  long status = 0;
  curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
  if (status != success) return fmt::format("status {}, expected {}", status, success);
  return file_->finish() ? std::string() : std::string("the file cannot be written");
}

}  // namespace network
