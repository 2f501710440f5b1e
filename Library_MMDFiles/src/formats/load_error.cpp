#include "MMDFiles/load_error.h"

namespace mmd {

std::string load_message(std::string_view path, std::string_view where, std::string_view problem,
                         std::uint64_t offset) {
  std::string text(path);
  text.append(": ").append(where).append(": ").append(problem);
  text.append(" (offset ").append(std::to_string(offset)).append(")");
  return text;
}

LoadError::LoadError(std::string_view path, std::string_view where, std::string_view problem,
                     std::uint64_t offset)
    : std::runtime_error(load_message(path, where, problem, offset)), offset_(offset) {}

LoadError::LoadError(std::string_view path, std::string_view problem)
    : std::runtime_error(std::string(path).append(": ").append(problem)), offset_(0) {}

}  // namespace mmd
