#include "http/form_upload.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <memory>
#include <mutex>

#include "version.h"

namespace mmdagent::http {
namespace {

constexpr int poll_milliseconds = 1'000;
constexpr long first_good_status = 200;
constexpr long first_bad_status = 300;

template <auto function>
struct Caller {
  template <class T>
  void operator()(T* it) const {
    function(it);
  }
};
using Easy = std::unique_ptr<CURL, Caller<curl_easy_cleanup>>;
using Multi = std::unique_ptr<CURLM, Caller<curl_multi_cleanup>>;
using Mime = std::unique_ptr<curl_mime, Caller<curl_mime_free>>;
using Url = std::unique_ptr<CURLU, Caller<curl_url_cleanup>>;

void initialise_once() {
  static std::once_flag done;
  std::call_once(done, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

std::string part_of(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return {};
  const std::unique_ptr<char, Caller<curl_free>> owner(text);
  return text;
}

bool is_this_machine(const std::string& host) {
  return host == "localhost" || host == "[::1]" ||
         (host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string::npos);
}

enum class Way : std::uint8_t { none, verified, local };

Way way_of(const std::string& text) {
  const Url url(curl_url());
  if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return Way::none;
  const std::string scheme = part_of(url.get(), CURLUPART_SCHEME);
  if (scheme == "https") return Way::verified;
  const bool local = scheme == "http" && is_this_machine(part_of(url.get(), CURLUPART_HOST));
  return local ? Way::local : Way::none;
}

long http_version(const std::string& text) {
  if (text.find("1.0") != std::string::npos) return CURL_HTTP_VERSION_1_0;
  if (text.find("1.1") != std::string::npos) return CURL_HTTP_VERSION_1_1;
  if (text.find('2') != std::string::npos) return CURL_HTTP_VERSION_2TLS;
  return CURL_HTTP_VERSION_NONE;
}

std::size_t ignore(char*, std::size_t size, std::size_t count, void*) { return size * count; }

void add_field(curl_mime* mime, const char* name, const std::string& value) {
  curl_mimepart* part = curl_mime_addpart(mime);
  curl_mime_name(part, name);
  curl_mime_data(part, value.data(), value.size());
}

void fill(curl_mime* mime, const FormUpload& form) {
  curl_mimepart* part = curl_mime_addpart(mime);
  curl_mime_name(part, "data");
  curl_mime_filedata(part, form.file.c_str());
  add_field(mime, "identifier", form.identifier);
  add_field(mime, "uuid", form.uuid);
}

void set_options(CURL* easy, const FormUpload& form, Way way, char* error_text) {
  curl_easy_setopt(easy, CURLOPT_URL, form.url.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, http_version(form.http_version));
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);  // a slow name server must not hold up the end
  curl_easy_setopt(easy, CURLOPT_TIMEOUT, static_cast<long>(upload_patience.count()));
  curl_easy_setopt(easy, CURLOPT_USERAGENT, fmt::format("mmdagent/{}", version).c_str());
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, ignore);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, error_text);
  // What stays on this machine does not go through a proxy.
  if (way == Way::local) curl_easy_setopt(easy, CURLOPT_PROXY, "");
}

// What became of the one transfer; nothing when it was stopped.
std::optional<CURLcode> perform(CURLM* multi, CURL* easy, const std::stop_token& stop) {
  curl_multi_add_handle(multi, easy);
  const std::stop_callback wake(stop, [multi] { curl_multi_wakeup(multi); });
  std::optional<CURLcode> code;
  int running = 1;
  while (running > 0 && !stop.stop_requested()) {
    if (curl_multi_perform(multi, &running) != CURLM_OK) break;
    if (running > 0) curl_multi_poll(multi, nullptr, 0, poll_milliseconds, nullptr);
  }
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi, &left)) {
    if (message->msg == CURLMSG_DONE) code = message->data.result;
  }
  curl_multi_remove_handle(multi, easy);
  return code;
}

}  // namespace

std::optional<std::string> send_form(const FormUpload& form, const std::stop_token& stop) {
  initialise_once();
  const Way way = way_of(form.url);
  if (way == Way::none) {
    return fmt::format("expected https, or http to this machine, got \"{}\"", form.url);
  }
  const Multi multi(curl_multi_init());
  const Easy easy(curl_easy_init());
  const Mime mime(curl_mime_init(easy.get()));
  char error_text[CURL_ERROR_SIZE] = "";
  fill(mime.get(), form);
  set_options(easy.get(), form, way, error_text);
  curl_easy_setopt(easy.get(), CURLOPT_MIMEPOST, mime.get());
  const std::optional<CURLcode> code = perform(multi.get(), easy.get(), stop);
  if (!code) return "stopped";
  if (*code != CURLE_OK) return error_text[0] != '\0' ? error_text : curl_easy_strerror(*code);
  long status = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status >= first_good_status && status < first_bad_status) return std::nullopt;
  return fmt::format("expected an HTTP status of 200 to 299, got {}", status);
}

}  // namespace mmdagent::http
