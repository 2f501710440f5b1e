// Sends a file as a form, the way LOG_UPLOAD does.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>

namespace mmdagent::http {

// For one file to be sent and answered.
inline constexpr std::chrono::seconds upload_patience{20};

struct FormUpload {
  std::string url;           // https, or http to this machine
  std::string http_version;  // `HTTP/1.1` or what is like it; anything else: whatever both can do
  std::string identifier;    // fields of the form, beside `data`
  std::string uuid;
  std::filesystem::path file;  // the field `data`
};

// Empty when the server took it (status 200 to 299); else why not, one line. Certificates are
// checked; redirections are not followed. Takes up to upload_patience, ends early once `stop` is
// requested.
std::optional<std::string> send_form(const FormUpload& form, const std::stop_token& stop);

}  // namespace mmdagent::http
