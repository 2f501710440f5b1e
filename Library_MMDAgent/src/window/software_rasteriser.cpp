#include "window/software_rasteriser.h"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#ifdef __linux__
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <charconv>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#endif

namespace mmdagent {

#ifdef __linux__
namespace {

constexpr std::uint64_t slice_nanoseconds = 50'000'000;

// From Linux 6.12 on a thread that wakes up goes at once ahead of one with longer time slices,
// whatever the nice values; otherwise it may have to wait for milliseconds until a slice is over.
// Older kernels take the nice value alone. Refusal changes speed, not meaning.
void ask_for_long_slices(int thread) {
  // The first version of the kernel's struct sched_attr, which the C library does not declare.
  struct {
    std::uint32_t size;
    std::uint32_t policy;
    std::uint64_t flags;
    std::int32_t nice;
    std::uint32_t priority;
    std::uint64_t runtime;
    std::uint64_t deadline;
    std::uint64_t period;
  } attributes{};
  attributes.size = sizeof attributes;
  attributes.nice = rasteriser_nice;
  attributes.runtime = slice_nanoseconds;
  syscall(SYS_sched_setattr, thread, &attributes, 0U);
}

}  // namespace

void lower_rasteriser_priority() {
  // On Linux a process id of 0 or a thread's own id means that thread alone.
  setpriority(PRIO_PROCESS, 0, rasteriser_nice);
  ask_for_long_slices(0);
  std::error_code ignored;
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task", ignored)) {
    std::ifstream name_file(task.path() / "comm");
    std::string name;
    if (!std::getline(name_file, name) || !name.starts_with("llvmpipe")) continue;
    const std::string text = task.path().filename().string();
    id_t id = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), id).ec == std::errc()) {
      setpriority(PRIO_PROCESS, id, rasteriser_nice);
      ask_for_long_slices(static_cast<int>(id));
    }
  }
}
#else
void lower_rasteriser_priority() {}
#endif

#ifdef __GLIBC__
void keep_rasteriser_memory() {
  // The largest threshold that the library takes; asking for one also keeps it from moving.
  constexpr int largest_heap_block = 32 << 20;
  constexpr int kept_bytes = 256 << 20;
  mallopt(M_MMAP_THRESHOLD, largest_heap_block);
  mallopt(M_TRIM_THRESHOLD, kept_bytes);
}
#else
void keep_rasteriser_memory() {}
#endif

}  // namespace mmdagent
