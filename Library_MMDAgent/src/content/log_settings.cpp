#include "content/log_settings.h"

#include "content/content_info.h"

namespace mmdagent {
namespace {

bool is_plain_name(const std::string& name) {
  return !name.empty() && name != "." && name != ".." && name.find('/') == std::string::npos &&
         name.find('\0') == std::string::npos;
}

}  // namespace

LogSettings log_settings(const ContentInfo& info) {
  LogSettings settings;
  if (is_plain_name(info.log_identifier)) settings.identifier = info.log_identifier;
  settings.speech = info.log_speech_input;
  settings.upload_url = info.log_upload_url;
  settings.upload_http_version = info.log_upload_http_version;
  return settings;
}

}  // namespace mmdagent
