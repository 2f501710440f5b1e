// What content wants to become of its log (LOG_START, LOG_UPLOAD): part of what it says of itself.
#pragma once

#include <string>

namespace mmdagent {

struct ContentInfo;

struct LogSettings {
  std::string identifier = "noId";  // LogIdentifier: also the name of a folder
  bool speech = false;              // LogSpeechInput: the user's voice is recorded with the log
  std::string upload_url;           // LogUploadURL; empty: none
  std::string upload_http_version;  // LogUploadHTTPVersion, as it is there
};

// An identifier that is no plain name of a file is not taken.
LogSettings log_settings(const ContentInfo& info);

}  // namespace mmdagent
