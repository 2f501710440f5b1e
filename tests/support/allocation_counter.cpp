// Counts heap allocations by thread, for tests: preloaded into the real program. Counting begins
// MMDAGENT_COUNT_AFTER seconds after the start and ends when the process ends; then one line for
// each thread that allocated goes to the file MMDAGENT_COUNT_FILE: `<thread name> <all> <own>`.
// `own` are those that the program's own code asked for: a GL driver that compiles a shader
// allocates through the standard library, which nobody can tell from our use of it.
#include <dlfcn.h>
#include <pthread.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

struct Counter {
  std::atomic<bool> used{false};
  std::array<char, 16> name{};
  std::atomic<long> all{0};
  std::atomic<long> own{0};
};

constexpr std::size_t most_threads = 128;
std::array<Counter, most_threads> counters;
std::atomic<std::size_t> next_counter{0};
thread_local Counter* own_counter = nullptr;
thread_local bool inside = false;

std::chrono::steady_clock::time_point armed_at() {
  static const auto time = [] {
    const char* text = std::getenv("MMDAGENT_COUNT_AFTER");
    const double seconds = text != nullptr ? std::strtod(text, nullptr) : 2.0;
    return std::chrono::steady_clock::now() +
           std::chrono::milliseconds(static_cast<long>(seconds * 1000));
  }();
  return time;
}

// Whether the code at `address` belongs to the program or its plugins.
bool is_own(void* address) {
  Dl_info info{};
  if (dladdr(address, &info) == 0 || info.dli_fname == nullptr) return false;
  return std::strstr(info.dli_fname, "mmdagent") != nullptr &&
         (std::strstr(info.dli_fname, ".so") == nullptr ||
          std::strstr(info.dli_fname, "Plugin_") != nullptr);
}

void count_one(void* caller) {
  if (inside) return;
  inside = true;
  if (std::chrono::steady_clock::now() >= armed_at()) {
    if (own_counter == nullptr) {
      const std::size_t index = next_counter.fetch_add(1);
      if (index < most_threads) {
        own_counter = &counters[index];
        pthread_getname_np(pthread_self(), own_counter->name.data(), own_counter->name.size());
        own_counter->used = true;
      }
    }
    if (own_counter != nullptr) {
      own_counter->all.fetch_add(1);
      if (is_own(caller)) own_counter->own.fetch_add(1);
    }
  }
  inside = false;
}

template <class Function>
Function next_function(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

struct Report {
  Report() { armed_at(); }
  ~Report() {
    const char* path = std::getenv("MMDAGENT_COUNT_FILE");
    std::FILE* file = path != nullptr ? std::fopen(path, "w") : nullptr;
    if (file == nullptr) return;
    for (const Counter& counter : counters) {
      if (!counter.used) continue;
      std::fprintf(file, "%s %ld %ld\n", counter.name.data(), counter.all.load(),
                   counter.own.load());
    }
    std::fclose(file);
  }
};
const Report report;

}  // namespace

extern "C" {

void* malloc(std::size_t bytes) {
  static const auto next = next_function<void* (*)(std::size_t)>("malloc");
  count_one(__builtin_return_address(0));
  return next(bytes);
}

void* realloc(void* block, std::size_t bytes) {
  static const auto next = next_function<void* (*)(void*, std::size_t)>("realloc");
  count_one(__builtin_return_address(0));
  return next(block, bytes);
}

void* aligned_alloc(std::size_t alignment, std::size_t bytes) {
  static const auto next = next_function<void* (*)(std::size_t, std::size_t)>("aligned_alloc");
  count_one(__builtin_return_address(0));
  return next(alignment, bytes);
}

int posix_memalign(void** block, std::size_t alignment, std::size_t bytes) {
  static const auto next =
      next_function<int (*)(void**, std::size_t, std::size_t)>("posix_memalign");
  count_one(__builtin_return_address(0));
  return next(block, alignment, bytes);
}

}  // extern "C"

// Replaced too, so that the caller seen is the one that wrote `new`.
void* operator new(std::size_t bytes) {
  static const auto next = next_function<void* (*)(std::size_t)>("malloc");
  count_one(__builtin_return_address(0));
  inside = true;
  void* block = next(bytes);
  inside = false;
  if (block == nullptr) std::abort();
  return block;
}

void operator delete(void* block) noexcept { std::free(block); }
void operator delete(void* block, std::size_t) noexcept { std::free(block); }
