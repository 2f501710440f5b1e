// What is written down when content starts, and what it may know of its earlier runs (host.md
// sections 1.6 and 2.5).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace mmdagent {

class KeyValueStore;
struct RunPlaces;

struct Launch {
  std::filesystem::path user_dir;  // user_content_folder(); empty: nothing is read or written
  std::string time;                // now, `YYYY/MM/DD hh:mm`
};

// Sets UserContext_InitialLaunch and UserContext_FirstLaunchOfToday, then brings history and
// last-played time up to date. Content without settings file is not written down. What could not be
// written is the result, one line each. Blocks.
std::vector<std::string> record_launch(const Launch& launch, const RunPlaces& places,
                                       KeyValueStore& values);

// Local time, or UTC.
std::string launch_time(std::int64_t unix_seconds, bool utc);

}  // namespace mmdagent
