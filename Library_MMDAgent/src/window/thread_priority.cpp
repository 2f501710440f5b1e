#include "window/thread_priority.h"

#ifdef __linux__
#include <sys/resource.h>
#include <unistd.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <string>
#endif

namespace mmdagent {

#ifdef __linux__
void lower_rasteriser_priority() {
  // On Linux a process id of 0 or a thread's own id means that thread alone.
  setpriority(PRIO_PROCESS, 0, rasteriser_nice);
  std::error_code ignored;
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task", ignored)) {
    std::ifstream name_file(task.path() / "comm");
    std::string name;
    if (!std::getline(name_file, name) || !name.starts_with("llvmpipe")) continue;
    const std::string text = task.path().filename().string();
    id_t id = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), id).ec == std::errc()) {
      setpriority(PRIO_PROCESS, id, rasteriser_nice);
    }
  }
}
#else
void lower_rasteriser_priority() {}
#endif

}  // namespace mmdagent
