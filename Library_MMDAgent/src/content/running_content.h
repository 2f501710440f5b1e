// The content that runs, as everything that looks at it sees it. Agent thread only.
#pragma once

#include <string>

#include "content/content_info.h"

namespace mmdagent {

// Absolute paths, UTF-8, without '/' at the end.
struct RunningContent {
  std::string file;  // the .mdf; empty when the run has none
  std::string dir;   // also the working directory
  ContentInfo info;
};

}  // namespace mmdagent
