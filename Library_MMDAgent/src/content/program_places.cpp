#include "content/program_places.h"

#include <system_error>

namespace mmdagent {
namespace {

namespace fs = std::filesystem;

fs::path beside_or_installed(const fs::path& system_dir, const char* name, const char* installed) {
  std::error_code error;
  fs::path beside = system_dir / name;
  if (fs::is_directory(beside, error)) return beside;
  fs::path other = (system_dir.parent_path() / installed / name).lexically_normal();
  return fs::is_directory(other, error) ? other : beside;
}

}  // namespace

ProgramPlaces program_places(const fs::path& system_dir) {
  return {system_dir, beside_or_installed(system_dir, "Plugins", "lib/mmdagent"),
          beside_or_installed(system_dir, "AppData", "share/mmdagent")};
}

fs::path running_program_dir() { return fs::read_symlink("/proc/self/exe").parent_path(); }

}  // namespace mmdagent
