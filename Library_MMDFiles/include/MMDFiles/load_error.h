// The one exception type of the readers: what was wrong with a file, and where.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace mmd {

// Thrown by every reader of this library when a file must be rejected. Caught at the edge (a
// message handler, a tool), where it becomes one line of text.
class LoadError : public std::runtime_error {
 public:
  // `where` names the section and index ("bone[17]"), `problem` says what was expected and found,
  // `offset` is the byte offset in the file.
  LoadError(std::string_view path, std::string_view where, std::string_view problem,
            std::uint64_t offset);

  // About the file as a whole (missing, too large, unsupported): "<path>: <problem>".
  LoadError(std::string_view path, std::string_view problem);

  // 0 where the error is about the file as a whole.
  std::uint64_t offset() const { return offset_; }

 private:
  std::uint64_t offset_;
};

// The line of the first constructor, also used for warnings.
std::string load_message(std::string_view path, std::string_view where, std::string_view problem,
                         std::uint64_t offset);

}  // namespace mmd
