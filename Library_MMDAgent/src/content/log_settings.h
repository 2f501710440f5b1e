// What content wants to become of its log (LOG_START, LOG_UPLOAD): part of its `.mmdagent-save`.
#pragma once

#include <filesystem>
#include <string>

namespace mmdagent {

struct LogSettings {
  std::string identifier = "noId";  // LogIdentifier: also the name of a folder
  bool speech = false;              // LogSpeechInput: the user's voice is recorded with the log
  std::string upload_url;           // LogUploadURL; empty: none
  std::string upload_http_version;  // LogUploadHTTPVersion, as it is there
};

// From the file in that folder or in the nearest one above it; the defaults where there is none. An
// identifier that is no plain name of a file is not taken. Reads files: not for the agent thread.
LogSettings read_log_settings(const std::filesystem::path& content_dir);

}  // namespace mmdagent
