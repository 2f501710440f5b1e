// Any bytes as a dialogue script, then as messages to what was read: never a crash, always an end.
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "dialogue.h"
#include "script_host.h"

namespace {

// Scripts that answer themselves go on for ever; a few messages show what there is to see.
constexpr int most_messages = 5;

class Host final : public vimanager::ScriptHost {
 public:
  void post(std::string_view type, std::string_view args) override {
    if (queue.size() < most_messages) queue.emplace_back(type, args);
  }
  void log(mmdagent::Level, std::string_view text) override { logged += text.size(); }
  std::optional<std::string> global(std::string_view key) const override {
    const auto found = globals.find(key);
    if (found == globals.end()) return std::nullopt;
    return found->second;
  }
  void set_global(std::string_view key, std::string_view value) override {
    globals.insert_or_assign(std::string(key), std::string(value.substr(0, 1000)));
  }

  std::deque<std::pair<std::string, std::string>> queue;
  std::map<std::string, std::string, std::less<>> globals;
  std::size_t logged = 0;
};

// The script as a file without a disk, read by name like any other.
class MemoryFile {
 public:
  MemoryFile() : descriptor_(memfd_create("script", 0)) {
    if (descriptor_ < 0) std::abort();
  }
  ~MemoryFile() { close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::string set(const std::uint8_t* data, std::size_t size) {
    if (ftruncate(descriptor_, 0) != 0 ||
        pwrite(descriptor_, data, size, 0) != static_cast<ssize_t>(size)) {
      std::abort();
    }
    return "/proc/self/fd/" + std::to_string(descriptor_);
  }

 private:
  int descriptor_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  MemoryFile file;
  Host host;
  vimanager::Dialogue dialogue(host);
  dialogue.start(file.set(data, size));
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  for (int message = 0; message < most_messages; ++message) {
    if (!host.queue.empty()) {
      const auto [type, args] = host.queue.front();
      host.queue.pop_front();
      // A script may name any file of this machine; what is fuzzed is the one at hand.
      if (!type.starts_with("FST_LOAD") && !type.starts_with("SUBFST")) dialogue.handle(type, args);
    } else if (!rest.empty()) {
      const std::size_t end = std::min(rest.find_first_of(" \n"), rest.size());
      const std::string_view word = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const std::size_t bar = std::min(word.find('|'), word.size());
      const std::string_view type = word.substr(0, bar);
      if (!type.starts_with("FST_LOAD") && !type.starts_with("SUBFST")) {
        dialogue.handle(type, bar < word.size() ? word.substr(bar + 1) : std::string_view());
      }
    }
  }
  return 0;
}
