// Where the run's files lie.
#pragma once

#include <string>

namespace mmdagent {

// Absolute paths, UTF-8, without '/' at the end.
struct RunPlaces {
  std::string content_file;  // the .mdf; empty when the run has none
  std::string content_dir;   // also the working directory
  std::string system_dir;    // where the program lies
  std::string plugin_dir;
  std::string app_data_dir;
};

}  // namespace mmdagent
