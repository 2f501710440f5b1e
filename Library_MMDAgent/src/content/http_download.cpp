#include "content/http_download.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <mutex>
#include <system_error>
#include <vector>

#include "content/web_address.h"
#include "content/web_index.h"
#include "host_limits.h"

namespace mmdagent {
namespace {

namespace fs = std::filesystem;

constexpr long connect_seconds = 5;
constexpr long silent_seconds = 5;  // without a byte the transfer fails
constexpr long http_ok = 200;
constexpr long http_partial = 206;

bool is_redirect(long status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool is_loopback(const curl_sockaddr& address) {
  if (address.family == AF_INET) {
    const auto& v4 = reinterpret_cast<const sockaddr_in&>(address.addr);
    return ntohl(v4.sin_addr.s_addr) >> 24 == 127;
  }
  if (address.family != AF_INET6) return false;
  const auto& v6 = reinterpret_cast<const sockaddr_in6&>(address.addr);
  return IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr);
}

// A name that stands for this machine must lead there, whoever answers for it.
curl_socket_t open_loopback_socket(void*, curlsocktype, curl_sockaddr* address) {
  if (!is_loopback(*address)) return CURL_SOCKET_BAD;
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

curl_socket_t open_socket(void*, curlsocktype, curl_sockaddr* address) {
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

// Where the body goes, and how much of it there may be.
struct HttpDownload::Transfer {
  std::string* text = nullptr;
  std::unique_ptr<std::FILE, CloseFile> file;
  std::uint64_t written = 0;
  std::uint64_t most = 0;
  std::uint64_t resumed_at = 0;  // asked for from here
  CURL* handle = nullptr;
  bool checked = false;  // the status of this response
  bool too_long = false;
  bool failed_to_write = false;
  std::stop_token stop;

  // Only the body of a success counts; a server that does not resume begins anew.
  bool accept() {
    if (checked) return true;
    checked = true;
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    if (status == http_ok && resumed_at > 0) {
      written = 0;
      if (file && (std::fflush(file.get()) != 0 || ftruncate(fileno(file.get()), 0) != 0)) {
        return false;
      }
      std::rewind(file.get());
    }
    return true;
  }

  static std::size_t write(char* data, std::size_t size, std::size_t count, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    const std::size_t bytes = size * count;
    long status = 0;
    curl_easy_getinfo(transfer.handle, CURLINFO_RESPONSE_CODE, &status);
    if (status != http_ok && status != http_partial) return bytes;  // text of an error
    if (!transfer.accept()) return 0;
    if (bytes > transfer.most - transfer.written) {
      transfer.too_long = true;
      return 0;
    }
    if (transfer.text != nullptr) {
      transfer.text->append(data, bytes);
    } else if (std::fwrite(data, 1, bytes, transfer.file.get()) != bytes) {
      transfer.failed_to_write = true;
      return 0;
    }
    transfer.written += bytes;
    return bytes;
  }

  static int progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<Transfer*>(self)->stop.stop_requested() ? 1 : 0;
  }
};

struct HttpDownload::Handle {
  Handle() {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    curl.reset(curl_easy_init());
  }
  struct Clean {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  };
  std::unique_ptr<CURL, Clean> curl;
};

HttpDownload::HttpDownload(std::stop_token stop)
    : stop_(std::move(stop)), handle_(std::make_unique<Handle>()) {}

HttpDownload::~HttpDownload() = default;

std::optional<std::string> HttpDownload::request(const std::string& address, Transfer& transfer,
                                                 std::string& redirect) {
  CURL* const curl = handle_->curl.get();
  if (curl == nullptr) return "no HTTP client";
  if (auto problem = address_problem(address)) return problem;
  const bool local = is_loopback_address(address);
  std::array<char, CURL_ERROR_SIZE> reason{};
  curl_easy_reset(curl);
  transfer.handle = curl;
  transfer.checked = false;
  transfer.stop = stop_;
  curl_easy_setopt(curl, CURLOPT_URL, address.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, local ? "http,https" : "https");
  curl_easy_setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, connect_seconds);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, silent_seconds);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, reason.data());
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, Transfer::write);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, Transfer::progress);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &transfer);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, local ? open_loopback_socket : open_socket);
  if (local) curl_easy_setopt(curl, CURLOPT_PROXY, "");
  // As OpenSSL's own programs do: the variable names whom to trust in the place of the system.
  const char* const trusted = std::getenv("SSL_CERT_FILE");
  if (trusted != nullptr && *trusted != '\0') curl_easy_setopt(curl, CURLOPT_CAINFO, trusted);
  // As a range, not as curl's own resuming: that fails where a server begins anew.
  const std::string range = fmt::format("{}-", transfer.resumed_at);
  if (transfer.resumed_at > 0) curl_easy_setopt(curl, CURLOPT_RANGE, range.c_str());
  const CURLcode code = curl_easy_perform(curl);
  const std::string shown = shown_address(address);
  if (transfer.too_long) return fmt::format("{}: more than {} bytes", shown, transfer.most);
  if (transfer.failed_to_write) return fmt::format("{}: failed to write", shown);
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  if (code != CURLE_OK) {
    return fmt::format("{}: {}", shown,
                       reason[0] != '\0' ? reason.data() : curl_easy_strerror(code));
  }
  if (is_redirect(status)) {
    char* location = nullptr;
    curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &location);
    if (location != nullptr) redirect = location;
    if (!redirect.empty()) return std::nullopt;
  }
  if (status != http_ok && status != http_partial) {
    return fmt::format("{}: the server answered {}", shown, status);
  }
  return std::nullopt;
}

std::optional<std::string> HttpDownload::follow(const std::string& address, Transfer& transfer) {
  std::string next = address;
  for (int redirects = 0; redirects <= limits::web_redirects; ++redirects) {
    std::string redirect;
    if (auto problem = request(next, transfer, redirect)) return problem;
    if (redirect.empty()) return std::nullopt;
    next = redirect;
  }
  return fmt::format("{}: more than {} redirects", shown_address(address), limits::web_redirects);
}

std::optional<std::string> HttpDownload::fetch_text(const std::string& address,
                                                    std::uint64_t most_bytes, std::string& text) {
  text.clear();
  Transfer transfer;
  transfer.text = &text;
  transfer.most = most_bytes;
  return follow(address, transfer);
}

std::optional<std::string> HttpDownload::fetch_file(const std::string& address, std::uint64_t bytes,
                                                    const fs::path& file) {
  std::error_code error;
  std::uint64_t there = fs::exists(file, error) ? fs::file_size(file, error) : 0;
  if (error || there >= bytes) there = 0;
  Transfer transfer;
  transfer.file.reset(std::fopen(file.c_str(), there > 0 ? "r+be" : "wbe"));
  if (!transfer.file || std::fseek(transfer.file.get(), 0, SEEK_END) != 0) {
    return fmt::format("failed to write {}", file.string());
  }
  transfer.most = bytes;
  transfer.written = transfer.resumed_at = there;
  if (auto problem = follow(address, transfer)) return problem;
  if (std::fflush(transfer.file.get()) != 0)
    return fmt::format("failed to write {}", file.string());
  if (transfer.written == bytes) return std::nullopt;
  return fmt::format("{}: {} bytes, expected {}", shown_address(address), transfer.written, bytes);
}

std::string sha256_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                        EVP_MD_CTX_free);
  if (!in || !context || EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) != 1) return {};
  std::vector<char> buffer(65'536);
  while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0) {
    EVP_DigestUpdate(context.get(), buffer.data(), static_cast<std::size_t>(in.gcount()));
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  if (EVP_DigestFinal_ex(context.get(), digest.data(), &length) != 1) return {};
  std::string text;
  for (unsigned i = 0; i < length; ++i) text += fmt::format("{:02x}", digest[i]);
  return text;
}

}  // namespace mmdagent
