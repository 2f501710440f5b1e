#include "runtime/launch_record.h"

#include <fmt/format.h>

#include <ctime>

#include "content/user_contents.h"
#include "options/key_value_store.h"
#include "runtime/run_places.h"

namespace mmdagent {
namespace {

constexpr std::size_t date_length = 10;

}  // namespace

std::vector<std::string> record_launch(const Launch& launch, const RunPlaces& places,
                                       KeyValueStore& values) {
  const std::string& file = places.content_file;
  const bool recorded =
      !launch.user_dir.empty() && !file.empty() && file.find_first_of("\r\n") == std::string::npos;
  const std::string before = recorded ? read_last_played(launch.user_dir, file) : std::string();
  const auto truth = [](bool value) { return value ? "true" : "false"; };
  values.set("UserContext_InitialLaunch", truth(before.empty()));
  values.set("UserContext_FirstLaunchOfToday",
             truth(before.substr(0, date_length) != launch.time.substr(0, date_length)));
  std::vector<std::string> problems;
  if (!recorded) return problems;
  for (const WriteProblem& problem :
       {add_history(launch.user_dir, {file, places.content_dir, launch.time}),
        write_last_played(launch.user_dir, file, launch.time)}) {
    if (problem) problems.push_back(*problem);
  }
  return problems;
}

std::string launch_time(std::int64_t unix_seconds, bool utc) {
  const std::time_t seconds = unix_seconds;
  std::tm parts{};
  if (utc) {
    gmtime_r(&seconds, &parts);
  } else {
    localtime_r(&seconds, &parts);
  }
  return fmt::format("{:04}/{:02}/{:02} {:02}:{:02}", parts.tm_year + 1900, parts.tm_mon + 1,
                     parts.tm_mday, parts.tm_hour, parts.tm_min);
}

}  // namespace mmdagent
