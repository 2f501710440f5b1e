#include "MMDFiles/load_error.h"

namespace mmd {
namespace {

std::string compose(std::string_view path, std::string_view where, std::string_view problem,
                    std::uint64_t offset) {
  std::string text(path);
  text.append(": ").append(where).append(": ").append(problem);
  text.append(" (offset ").append(std::to_string(offset)).append(")");
  return text;
}

}  // namespace

LoadError::LoadError(std::string_view path, std::string_view where, std::string_view problem,
                     std::uint64_t offset)
    : std::runtime_error(compose(path, where, problem, offset)), offset_(offset) {}

}  // namespace mmd
